"""Every way × state × act × role of deliveries and postings against the tables that people wrote."""

from __future__ import annotations

import itertools
import uuid
from enum import StrEnum

import pytest

from accounts.roles import Role
from core.actor import ANONYMOUS, SYSTEM
from feedback.delivery.plans import PLANS, for_senders_page
from feedback.delivery.policies import DeliveryFacts, PostingFacts, can_handle_paper, can_post, can_record
from feedback.delivery.states import (
    ACTS,
    DELIVERY,
    POSTING,
    DeliveryAct,
    DeliveryState,
    PostingAct,
    PostingState,
    Recipient,
    Way,
)
from feedback.papers.states import PaperKind
from feedback.policies import PetitionFacts
from feedback.states import PetitionState
from tests.support.expectations import expected, rows
from tests.unit.feedback.test_expectations import (
    ELSEWHERE,
    HERE,
    ME,
    NAMED,
    OTHER,
    Who,
    check,
    official,
)

WORDS = {**NAMED, "sender": Who(ANONYMOUS)}


def lines() -> dict[tuple[str, str, str], tuple[str, frozenset[str], frozenset[str]]]:
    found = {}
    for ways, states, act, target, readable, sealed in rows("delivery.txt", 6):
        for way, state in itertools.product(ways.split(), states.split()):
            assert (way, state, act) not in found, f"{way} {state} {act} stands there twice"
            found[(way, state, act)] = (target, frozenset(readable.split()), frozenset(sealed.split()))
    return found


def facts(who: Who, *, sealed: bool) -> PetitionFacts:
    team = frozenset({ME if who.named else OTHER})
    return PetitionFacts(PetitionState.PROCEEDING, HERE, ME if who.holds else OTHER, sealed, team=team)


@pytest.mark.parametrize("way", Way)
def test_deliveries(way: Way) -> None:
    table = lines()
    allowed = {(state, act) for (one, state, act) in table if one == way.value}
    assert allowed == {(s.value, a.value) for s, a in DELIVERY.table if a in ACTS[way]}
    for state, act, sealed in itertools.product(DeliveryState, DeliveryAct, (False, True)):
        target, readable, kept = table.get((way.value, state.value, act.value), ("", frozenset(), frozenset()))
        assert not target or DELIVERY.target(state, act).value == target
        for word, who in WORDS.items():
            may = can_record(who.actor, act, DeliveryFacts(facts(who, sealed=sealed), HERE, way, state))
            assert bool(may) is (word in (kept if sealed else readable)), (word, way, state, act, sealed)
        for role in set(Role) - {Role.INTAKE_CLERK, Role.RECORDS_CLERK}:  # whose case it is not
            who = Who(official(role))
            assert not can_record(who.actor, act, DeliveryFacts(facts(who, sealed=sealed), HERE, way, state)), role
        for role in Role:  # whoever held the case and works elsewhere now
            who = Who(official(role, ELSEWHERE), holds=True, named=True)
            assert not can_record(who.actor, act, DeliveryFacts(facts(who, sealed=sealed), HERE, way, state)), role


def test_postings() -> None:
    words = {word: who for word, who in NAMED.items() if word != "desk"}

    def may(who: Who, state: StrEnum, act: StrEnum, sealed: bool) -> bool:
        decider = ME if who.decides else OTHER
        given = PostingFacts(facts(who, sealed=sealed), HERE, OTHER, decider, PostingState(state))
        return bool(can_post(who.actor, PostingAct(act), given))

    check(POSTING, expected("posting.txt"), words, may)


@pytest.mark.parametrize("act", [PostingAct.APPROVE, PostingAct.RETURN])
def test_nobody_approves_the_version_they_redacted(act: PostingAct) -> None:
    """Also when they hold both roles, or became the leader meanwhile."""
    petition = PetitionFacts(PetitionState.PROCEEDING, HERE, ME, False, team=frozenset({ME}))
    assert not can_post(official(Role.LEADER), act, PostingFacts(petition, HERE, ME, ME, PostingState.PROPOSED))


def test_of_a_sealed_case_the_records_clerk_never_learns_for_whom_a_paper_is() -> None:
    for role in (Role.RECORDS_CLERK, Role.INTAKE_CLERK, Role.LEADER):
        petition = PetitionFacts(PetitionState.PROCEEDING, HERE, OTHER, sealed=True, team=frozenset({OTHER}))
        assert not can_handle_paper(official(role), petition, HERE)
    assert not can_handle_paper(SYSTEM, PetitionFacts(PetitionState.PROCEEDING, HERE, uuid.uuid4(), True), HERE)


def test_every_kind_of_paper_has_a_plan_and_the_denounced_one_is_told_apart() -> None:
    assert set(PLANS) == set(PaperKind)
    assert all(not set(plan.must) & set(plan.may) for plan in PLANS.values())
    # What is written to the one denounced is not the denouncer's, and the other way round.
    assert PLANS[PaperKind.DENUNCIATION_TOLD].must == (Recipient.RESPONDENT,)
    assert not for_senders_page(PaperKind.DENUNCIATION_TOLD)
    assert not for_senders_page(PaperKind.PROPOSAL)
    assert for_senders_page(PaperKind.DECISION)
    assert all(PLANS[kind].on_paper for kind in (PaperKind.DECISION, PaperKind.CONCLUSION))
