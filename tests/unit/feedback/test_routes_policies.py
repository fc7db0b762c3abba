"""Where a petition may go and what may be joined: every case, against the rules written out here once more."""

from __future__ import annotations

import itertools
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from accounts.roles import Role
from agencies.states import AgencyKind
from core.actor import ANONYMOUS, Actor, ActorKind, Grant
from core.errors import DomainError
from feedback.commands import Content
from feedback.machine import PETITION
from feedback.routes.policies import (
    MAIN_STATES,
    RECALLABLE_FOR,
    Linkable,
    Past,
    Place,
    TransferFacts,
    can_recall,
    check_link,
    check_recall,
    check_transfer,
    knew_of,
)
from feedback.routes.similar import ENOUGH, likeness, told_of
from feedback.states import Act, Concerns, Field, PetitionKind, PetitionState

S, K = PetitionState, PetitionKind
HERE, THERE, ME, OTHER = (uuid.uuid4() for _ in range(4))
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
DENOUNCING = (K.DENUNCIATION, K.DENUNCIATION_INFO, K.MIXED)
WORKERS = (Role.INTAKE_CLERK, Role.HANDLER, Role.VERIFIER, Role.LEADER)


def allowed(check: object, *args: object, **more: object) -> bool:
    try:
        check(*args, **more)  # type: ignore[operator]
    except DomainError:
        return False
    return True


def official(role: Role, agency: uuid.UUID = HERE) -> Actor:
    return Actor(ActorKind.OFFICIAL, ME, "x", (Grant(role.value, agency, "24.07288"),))


def test_where_a_petition_may_go() -> None:
    pasts = (Past(), Past((None,)), Past((K.REPORT,)), *(Past((kind,)) for kind in DENOUNCING))
    places = itertools.product((HERE, THERE), AgencyKind, (True, False))
    for (desk, kind, is_open), protected, past, state in itertools.product(places, (True, False), pasts, S):
        expected = (
            desk == THERE
            and kind in (AgencyKind.COMMUNE, AgencyKind.PROVINCE)
            and is_open
            and not (protected and kind is not AgencyKind.PROVINCE)
            and not any(one in DENOUNCING for one in past.kinds)
            and not (state is S.RECEIVED and past.kinds)
        )
        target = Place(desk, kind.value, is_open)
        found = allowed(check_transfer, target, desk_id=HERE, state=state, protected=protected, past=past)
        assert found is expected, (desk == HERE, kind, is_open, protected, past, state)


def test_what_may_be_taken_back() -> None:
    ages = (timedelta(0), RECALLABLE_FOR, RECALLABLE_FOR + timedelta(seconds=1))
    for opened, recalled, waits, age in itertools.product((True, False), (True, False), (True, False), ages):
        facts = TransferFacts(HERE, ME, NOW - age, opened, recalled, waits)
        expected = not opened and not recalled and waits and age <= RECALLABLE_FOR
        assert allowed(check_recall, facts, now=NOW) is expected


@pytest.mark.parametrize("role", Role)
def test_who_takes_back_and_who_still_knows(role: Role) -> None:
    works = role in WORKERS
    for sender, agency in itertools.product((ME, OTHER), (HERE, THERE)):
        facts = TransferFacts(HERE, sender, NOW, opened=False, recalled=False, waits_there=True)
        actor = official(role, agency)
        assert bool(can_recall(actor, facts)) is (works and sender == ME and agency == HERE)
        for sealed in (True, False):
            knows = bool(knew_of(actor, agency_id=HERE, account_id=sender, sealed=sealed))
            expected = agency == HERE and works and (role is Role.INTAKE_CLERK or not sealed or sender == ME)
            assert knows is expected
    assert not can_recall(ANONYMOUS, TransferFacts(HERE, ME, NOW, False, False, True))


def test_what_may_share_an_answer() -> None:
    flags = list(itertools.product((True, False), repeat=4))
    for state, main_state in itertools.product((S.RECEIVED, S.TRIAGED, S.IN_PROGRESS), S):
        for one_sealed, main_sealed, same, carries in flags:
            for one_protected, main_protected in itertools.product((True, False), repeat=2):
                one = Linkable(HERE, state, one_sealed, one_protected, carries)
                main = Linkable(THERE, main_state, main_sealed, main_protected, carries=True)
                alike = one_sealed == main_sealed or (main_sealed and state is S.RECEIVED)
                expected = (
                    main_state in MAIN_STATES
                    and not carries
                    and one_protected == main_protected
                    and alike
                    and (same or not main_sealed)
                )
                assert allowed(check_link, one, main, same_sender=same) is expected
    itself = Linkable(HERE, S.TRIAGED, sealed=False, protected=False, carries=False)
    assert not allowed(check_link, itself, itself, same_sender=True)


def test_the_ways_lead_where_they_are_said_to() -> None:
    workable = {S.RECEIVED, S.TRIAGED, S.ASSIGNED, S.IN_PROGRESS}
    expected = {
        Act.TRANSFER: (workable | {S.PROCEEDING}, S.RECEIVED),
        Act.SPLIT: (workable, S.SPLIT),
        Act.LINK: (workable, S.LINKED),
        Act.UNLINK: ({S.LINKED}, S.TRIAGED),
        Act.SHARE: ({S.LINKED}, S.ANSWERED),
    }
    for act, (sources, target) in expected.items():
        assert {state for state in S if PETITION.allows(state, act)} == sources
        assert {PETITION.target(state, act) for state in sources} == {target}
    assert set(PETITION.acts_from(S.LINKED)) == {Act.UNLINK, Act.SHARE, Act.WITHDRAW}
    assert not list(PETITION.acts_from(S.SPLIT))


def test_place_weighs_more_than_the_words_of_the_story() -> None:
    hamlet = uuid.uuid4()
    said = Content(
        "Cống đầu xóm tắc, nước ngập đường.", Concerns.NOBODY, Field.INFRASTRUCTURE, hamlet, "gần nhà văn hoá"
    )

    def score(what: str, *, place: str = "", where: uuid.UUID | None = None, field: Field | None = None) -> float:
        return likeness(told_of(said), told_of(Content(what, Concerns.NOBODY, field, where, place)))

    same_place = score("Nước tràn vào sân.", where=hamlet, place="cạnh nhà văn hoá", field=Field.INFRASTRUCTURE)
    same_words = score("Cống đầu xóm tắc, nước ngập đường.")
    assert same_place > same_words
    assert same_place >= ENOUGH > same_words
    assert score("Xin hỏi giấy khai sinh.", where=hamlet) < ENOUGH  # the same hamlet alone says nothing
    assert score("") == 0
