"""What begins with the day of receipt: which proof counts, and the terms counted from it by a count of our own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clock import local_date, start_of_day
from deadlines.computing import RuleFacts, compute_due
from deadlines.data import RULES
from deadlines.states import Confidence, Unit
from feedback.delivery.following import FOLLOWING, SUE_VARIANT, follows, start_of
from feedback.delivery.postings.forms import forms_of
from feedback.delivery.proofs import FOR_SENDER, PROOFS, Arrival, first_proven
from feedback.delivery.states import Basis, DeliveryState, PostingForm, Recipient, Right, Way
from feedback.papers.states import PaperKind
from feedback.proceedings.machine import POSTING_VARIANTS, PUBLISHING
from feedback.proceedings.states import Track
from tests.unit.deadlines.shipped import CALENDAR

BY_ID = {rule.id: rule for rule in RULES}
DAYS = st.dates(date(2024, 1, 1), date(2027, 6, 30))
ARRIVALS = st.lists(
    st.builds(
        Arrival, st.sampled_from(Recipient), st.sampled_from(Way), st.sampled_from(DeliveryState),
        st.one_of(st.none(), DAYS),
    ),
    max_size=8,
)  # fmt: skip


def counts(one: Arrival) -> bool:
    """Written anew: who it is for, and how it ended."""
    if one.recipient not in (Recipient.SENDER, Recipient.REPRESENTATIVE) or one.day is None:
        return False
    if one.state is DeliveryState.REACHED:
        return one.way not in (Way.EMAIL, Way.SMS)
    return one.state is DeliveryState.REFUSED and one.way in (Way.BY_HAND, Way.POST, Way.HAMLET)


@given(ARRIVALS)
def test_the_first_proven_day_counts_and_nothing_else(arrivals: list[Arrival]) -> None:
    days = [one.day for one in arrivals if counts(one) and one.day]
    found = first_proven(arrivals)
    assert (found.day if found else None) == min(days, default=None)


@given(ARRIVALS, ARRIVALS)
def test_more_proofs_never_move_it_later(some: list[Arrival], more: list[Arrival]) -> None:
    before, after = first_proven(some), first_proven([*some, *more])
    if before is not None:
        assert after is not None
        assert after.day <= before.day
    assert first_proven([*some, *more]) == first_proven([*more, *some])


def test_of_one_day_the_strongest_proof_is_named() -> None:
    day = date(2026, 9, 8)
    ways = [Arrival(Recipient.SENDER, way, DeliveryState.REACHED, day) for way in (Way.PAGE, Way.POST, Way.BY_HAND)]
    found = first_proven(ways)
    assert found is not None
    assert found.way is Way.BY_HAND
    assert len({proof.strength for (_, state), proof in PROOFS.items() if state is DeliveryState.REACHED}) == 4


@given(issued_on=DAYS, waited=st.integers(0, 120))
@pytest.mark.parametrize(("variant", "length"), [(None, 30), ("remote", 45)])
def test_a_second_complaint_is_counted_from_receipt(
    variant: str | None, length: int, issued_on: date, waited: int
) -> None:
    """Complaints Act art. 33: however long the letter took, the person has the same days; none ends on a day off."""
    (lodge,) = [one for one in follows(PaperKind.DECISION, Track.COMPLAINT_FIRST) if one.right is Right.LODGE]
    received_on = issued_on + timedelta(days=waited)
    start = start_of(lodge, issued_on=issued_on, received_on=received_on)
    assert start == received_on
    rule = BY_ID[f"{lodge.row}" if variant is None else f"{lodge.row}.{variant}"]
    due_at = compute_due(RuleFacts(rule.length, rule.unit, rule.direction), start_of_day(received_on), CALENDAR).due_at
    assert due_at is not None
    expected = received_on + timedelta(days=length)
    while not CALENDAR.is_working_day(expected):
        expected += timedelta(days=1)
    assert local_date(due_at) == expected


@given(issued_on=DAYS, received_on=DAYS)
def test_effect_is_counted_from_issue_whatever_the_letter_did(issued_on: date, received_on: date) -> None:
    """Complaints Act art. 44; how it meets art. 33 is to be confirmed, and the page says so."""
    for track in (Track.COMPLAINT_FIRST, Track.COMPLAINT_SECOND):
        (effect,) = [one for one in follows(PaperKind.DECISION, track) if one.right is Right.EFFECT]
        assert start_of(effect, issued_on=issued_on, received_on=received_on) == issued_on
        assert effect.to_be_confirmed


def test_nothing_begins_before_it_is_known_and_a_continued_denunciation_has_no_last_day() -> None:
    day = date(2026, 9, 8)
    for following in FOLLOWING.values():
        for one in following:
            start = start_of(one, issued_on=day, received_on=None)
            assert (start is None) is (one.basis is not Basis.ISSUED)
    assert follows(PaperKind.ANSWER, None) == ()
    assert {one.right for one in follows(PaperKind.DECISION, Track.COMPLAINT_SECOND)} == {Right.SUE, Right.EFFECT}


def test_what_was_not_compared_with_the_law_is_marked() -> None:
    assert (BY_ID[f"36.{SUE_VARIANT}"].unit, BY_ID[f"36.{SUE_VARIANT}"].length) == (Unit.MONTHS, 12)
    for rule_id in (f"36.{SUE_VARIANT}", "49.complaint", "49.complaint_posting"):
        assert BY_ID[rule_id].to_be_confirmed, rule_id
    assert not BY_ID["36"].to_be_confirmed
    assert all(proof.confidence is not Confidence.HIGH for proof in PROOFS.values())
    assert {one for one in Recipient if one in FOR_SENDER} == {Recipient.SENDER, Recipient.REPRESENTATIVE}


def test_the_forms_of_publication_are_four_and_only_where_the_law_asks() -> None:
    for kind, track in ((PaperKind.CONCLUSION, Track.DENUNCIATION), (PaperKind.DECISION, Track.COMPLAINT_SECOND)):
        forms = forms_of(kind, track)
        assert [one.letter for one in forms] == ["a", "b", "c", "d"]
        assert {one.form for one in forms} == set(PostingForm)
        assert f"{PUBLISHING}.{POSTING_VARIANTS[track]}" in BY_ID
        assert all(one.to_be_confirmed for one in forms)
    assert forms_of(PaperKind.DECISION, Track.COMPLAINT_FIRST) == ()
    assert forms_of(PaperKind.ANSWER, None) == ()
