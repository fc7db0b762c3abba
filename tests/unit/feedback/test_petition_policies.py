"""Who sees, opens and gives on: every role × state × sealed. Which act is whose: test_expectations."""

from __future__ import annotations

import itertools
import uuid

import pytest

from accounts.roles import Role
from core.actor import ANONYMOUS, Actor, ActorKind, Grant
from feedback.machine import PETITION
from feedback.policies import ASSIGNABLE_ROLES, PetitionFacts, acts_for, can_act, can_list, can_open, can_see
from feedback.states import Act, PetitionState

HERE, ELSEWHERE = uuid.uuid4(), uuid.uuid4()
ME, OTHER = uuid.uuid4(), uuid.uuid4()
S = PetitionState
WORKERS = (Role.INTAKE_CLERK, Role.HANDLER, Role.VERIFIER, Role.LEADER)


def official(role: Role, agency: uuid.UUID = HERE, account: uuid.UUID = ME) -> Actor:
    return Actor(ActorKind.OFFICIAL, account, "x", (Grant(role.value, agency, "24.07288"),))


def facts(state: S, *, sealed: bool, assignee: uuid.UUID | None = None, reopened: bool = False) -> PetitionFacts:
    return PetitionFacts(state, HERE, assignee, sealed, reopened)


@pytest.mark.parametrize("role", Role)
def test_seeing_follows_the_table(role: Role) -> None:
    for state, sealed in itertools.product(S, (True, False)):
        expected = (
            role is Role.INTAKE_CLERK
            or (role in WORKERS and not sealed)
            or (role is Role.LEADER and state is S.AWAITING_APPROVAL)
            or (role is Role.RECORDS_CLERK and state is S.AWAITING_ISSUE)
        )
        assert bool(can_see(official(role), facts(state, sealed=sealed))) is expected, (state, sealed)


@pytest.mark.parametrize("role", Role)
def test_nobody_of_another_agency_sees_or_opens(role: Role) -> None:
    stranger = official(role, ELSEWHERE)
    for state, sealed in itertools.product(S, (True, False)):
        assert not can_see(stranger, facts(state, sealed=sealed))
        assert not can_open(stranger, facts(state, sealed=sealed))
        assert not acts_for(stranger, facts(state, sealed=sealed))


@pytest.mark.parametrize("role", Role)
def test_who_was_given_a_case_and_then_moved_is_a_stranger_to_it(role: Role) -> None:
    """The name on the case is not enough: it counts with a role at the agency that has the case."""
    moved = official(role, ELSEWHERE)
    for state, sealed in itertools.product(S, (True, False)):
        mine = facts(state, sealed=sealed, assignee=ME)
        assert not can_see(moved, mine)
        assert not can_open(moved, mine)
        assert not acts_for(moved, mine)


@pytest.mark.parametrize("role", Role)
def test_a_sealed_case_is_open_to_its_holder_only_in_a_role_that_holds_cases(role: Role) -> None:
    for state in S:
        mine = facts(state, sealed=True, assignee=ME)
        expected = role in ASSIGNABLE_ROLES or (role is Role.LEADER and state is S.AWAITING_APPROVAL)
        assert bool(can_open(official(role), mine)) is expected, state
        assert bool(can_act(official(role), Act.PROPOSE, mine)) is (
            role in ASSIGNABLE_ROLES and PETITION.allows(state, Act.PROPOSE)
        )


@pytest.mark.parametrize("state", S)
def test_a_sealed_case_given_to_someone_is_closed_to_the_other_clerks(state: S) -> None:
    given = facts(state, sealed=True, assignee=OTHER)
    assert can_see(official(Role.INTAKE_CLERK), given)
    assert not can_open(official(Role.INTAKE_CLERK), given)
    assert can_open(official(Role.HANDLER, account=OTHER), given)
    # All they may do without reading it: give it to somebody else, so that it is never stuck.
    expected = {Act.ASSIGN} if PETITION.allows(state, Act.ASSIGN) else set()
    assert {act for act in Act if can_act(official(Role.INTAKE_CLERK), act, given)} == expected


@pytest.mark.parametrize("role", Role)
def test_who_gives_a_sealed_case_to_somebody_else(role: Role) -> None:
    """Reading and giving are apart: of a sealed case the desk gives without reading, the leader does neither."""
    for state, assignee in itertools.product(S, (OTHER, None)):
        given = facts(state, sealed=True, assignee=assignee)
        expected = role is Role.INTAKE_CLERK and PETITION.allows(state, Act.ASSIGN)
        assert bool(can_act(official(role), Act.ASSIGN, given)) is expected, (state, assignee)
        assert bool(can_open(official(role), given)) is (
            (role is Role.INTAKE_CLERK and assignee is None) or (role is Role.LEADER and state is S.AWAITING_APPROVAL)
        )


@pytest.mark.parametrize("state", S)
def test_the_leader_reads_a_sealed_case_only_to_approve(state: S) -> None:
    expected = state is S.AWAITING_APPROVAL
    assert bool(can_open(official(Role.LEADER), facts(state, sealed=True, assignee=OTHER))) is expected


def test_nobody_approves_their_own_answer() -> None:
    own = facts(S.AWAITING_APPROVAL, sealed=False, assignee=ME)
    assert not can_act(official(Role.LEADER), Act.APPROVE, own)
    assert not can_act(official(Role.LEADER), Act.RETURN, own)


def test_a_petition_is_disputed_once() -> None:
    assert can_act(ANONYMOUS, Act.DISPUTE, facts(S.ANSWERED, sealed=False))
    assert not can_act(ANONYMOUS, Act.DISPUTE, facts(S.ANSWERED, sealed=False, reopened=True))


@pytest.mark.parametrize("role", Role)
def test_the_queue_is_for_those_who_work_petitions(role: Role) -> None:
    assert bool(can_list(official(role))) is (role in WORKERS)


def test_every_refusal_says_why() -> None:
    for role, act, state in itertools.product(Role, Act, S):
        decision = can_act(official(role), act, facts(state, sealed=True, assignee=OTHER))
        assert decision or decision.reason
