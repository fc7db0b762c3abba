"""Satisfaction as 766 counts it, against a count of its own that shares no code with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from accounts.roles import Role
from agencies.queries import get_card
from core.actor import ANONYMOUS
from feedback import services
from feedback.aftermath.commands import Disagree
from feedback.aftermath.satisfaction import Satisfaction, measure, measure_places
from feedback.aftermath.services.disputing import disagree
from feedback.aftermath.states import Doubt, Way
from feedback.commands import Rating
from feedback.models import Petition
from feedback.states import Concerns, Outcome, PetitionKind, PetitionState
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE, OTHER, PROVINCE

WORDS = "Cống vẫn tắc như cũ, nước vẫn ngập."
LONG_AGO = timedelta(days=400)


def counted(desk: Desk, *, since: datetime | None = None, until: datetime | None = None) -> Satisfaction:
    now = desk.runtime.clock()
    with desk.runtime.reading() as ctx:
        found = measure(ctx, [desk.units[COMMUNE]], since=since or now - LONG_AGO, until=until or now + LONG_AGO)
    return found[desk.units[COMMUNE]]


def rate(desk: Desk, petition_id: UUID, stars: int) -> None:
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.rate(ctx, petition_id, Rating(stars))


def say(desk: Desk, petition_id: UUID, way: Way) -> None:
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        disagree(ctx, petition_id, Disagree(way, 2, WORDS, (Doubt.NOT_DONE,)))


def test_each_kind_of_word_and_silence(desk: Desk, clock: SteppingClock) -> None:
    happy, noted, again, silent = (desk.answered() for _ in range(4))
    rate(desk, happy, 4)
    say(desk, noted, Way.NOTED)
    say(desk, again, Way.REOPEN)
    found = counted(desk)
    assert (found.total, found.satisfied, found.unsatisfied, found.silent, found.waiting) == (4, 1, 2, 0, 1)
    assert found.satisfaction_ratio == 0.5
    assert found.said_ratio == 1 / 3
    clock.advance(days=32)
    with desk.runtime.transaction() as ctx:
        services.close_settled(ctx)
    found = counted(desk)
    assert (found.silent, found.waiting) == (1, 0)
    assert desk.case(silent).state is PetitionState.CLOSED
    assert (found.satisfied, found.spoke) == (1, 3)  # silence is nobody's praise


def test_a_dispute_counts_although_its_sender_agreed_later(desk: Desk) -> None:
    petition_id = desk.answered()
    say(desk, petition_id, Way.REOPEN)
    desk.answered_again(petition_id)
    rate(desk, petition_id, 5)
    found = counted(desk)
    assert (found.total, found.unsatisfied, found.won_over, found.satisfied) == (1, 1, 1, 0)
    assert found.satisfaction_ratio == 0


def test_late_and_never_answered_count_against_it(desk: Desk, clock: SteppingClock) -> None:
    late, never = desk.in_progress(), desk.in_progress()
    clock.advance(days=30)
    desk.propose(late)
    desk.approve(late)
    rate(desk, late, 5)
    found = counted(desk)
    assert (found.total, found.answered_late, found.overdue_open, found.on_time) == (2, 1, 1, 0)
    assert (found.on_time_ratio, found.satisfaction_ratio, found.said_ratio) == (0, 0, 1)
    due = desk.case(never).due_at
    assert counted(desk, since=due - timedelta(days=1), until=due).overdue_open == 0
    assert counted(desk, since=due, until=due + timedelta(days=1)).overdue_open == 1


def test_what_is_not_counted(desk: Desk) -> None:
    sealed = desk.in_progress(Concerns.COMMUNE_OFFICIAL)
    desk.propose(sealed, public="")
    desk.approve(sealed)
    other_kind = desk.send().id
    desk.triage(other_kind, PetitionKind.COMPLAINT_INFO)
    assert counted(desk) == Satisfaction()
    assert (counted(desk).on_time_ratio, counted(desk).satisfaction_ratio, counted(desk).said_ratio) == (None,) * 3
    assert not counted(desk).is_public


def test_offices_count_for_their_place_and_a_province_for_its_own_desk(desk: Desk) -> None:
    desk.answered()
    with desk.runtime.reading() as ctx:
        places = [get_card(ctx, desk.units[code]) for code in (PROVINCE, COMMUNE, OTHER)]
        now = ctx.now
        found = measure_places(ctx, places, since=now - LONG_AGO, until=now + LONG_AGO)
        assert measure_places(ctx, [], since=now, until=now) == []
    assert [(place.code, one.total) for place, one in found] == [(PROVINCE, 0), (COMMUNE, 1), (OTHER, 0)]
    assert sum((one for _place, one in found), Satisfaction()).total == 1


_ENDED = ("closed", "answered", "withdrawn", "guided", "refused", "forwarded", "filed")


def _naive(rows: list[Any], since: datetime, until: datetime, now: datetime) -> Iterator[str]:
    """What each petition counts as, one by one."""
    for row in rows:
        if row.sealed or row.kind not in ("report", "proposal"):
            continue
        if row.answered_at is None:
            if row.state not in _ENDED and since <= row.due_at < min(until, now):
                yield from ("total", "bad")
        elif since <= row.answered_at < until:
            yield from _of_answered(row)


def _of_answered(row: Any) -> Iterator[str]:
    late = row.answer_due_at is not None and row.answered_at > row.answer_due_at
    yield "total"
    if late or row.reopened_at is not None or (row.rating is not None and row.rating < 3):
        yield "bad"
    if row.outcome == "out_of_competence":
        yield "outside"
    elif not late:
        yield "in time"
    if row.rating is None and row.reopened_at is None:
        yield "quiet"


@pytest.mark.parametrize("seed", range(4))
def test_random_histories_equal_a_count_of_their_own(desk: Desk, clock: SteppingClock, seed: int) -> None:
    dice, handler = Random(seed), desk.actor(Role.HANDLER)
    assert handler.account_id is not None
    for _ in range(14):
        petition_id = desk.in_progress() if dice.random() < 0.9 else desk.in_progress(Concerns.COMMUNE_OFFICIAL)
        clock.advance(days=dice.choice((0, 1, 3, 20)))
        if dice.random() < 0.75:
            public = "" if desk.case(petition_id).sealed else "Đã làm."
            desk.propose(petition_id, public=public)
            desk.approve(petition_id)
            if dice.random() < 0.2:
                changed = {"outcome": Outcome.OUT_OF_COMPETENCE}
                with desk.runtime.transaction() as ctx:
                    ctx.session.execute(update(Petition).where(Petition.id == petition_id).values(**changed))
            word = dice.randrange(4)
            if word == 0:
                rate(desk, petition_id, dice.choice((3, 4, 5)))
            elif word == 1:
                say(desk, petition_id, dice.choice((Way.REOPEN, Way.NOTED)))
    now = desk.runtime.clock()
    since, until = now - timedelta(days=dice.randrange(5, 90)), now + timedelta(days=1)
    with desk.runtime.reading() as ctx:
        rows = list(ctx.session.execute(select(*Petition.__table__.columns)))
    naive = list(_naive(rows, since, until, now))
    found = counted(desk, since=since, until=until)
    assert found.total == naive.count("total")
    assert found.unsatisfied_or_late == naive.count("bad")
    assert (found.on_time, found.outside) == (naive.count("in time"), naive.count("outside"))
    assert found.silent + found.waiting == naive.count("quiet")
