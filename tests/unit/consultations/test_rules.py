"""Truth tables of consultations: which act in which state, which role at which agency."""

from __future__ import annotations

import uuid

import pytest

from accounts.roles import Role
from consultations.labels import LABELS
from consultations.policies import can_approve, can_prepare, can_read_opinions
from consultations.states import CONSULTATION, ConsultationAct, ConsultationState, Form, Response, Stance, Topic
from core.actor import ANONYMOUS, SYSTEM, Actor, ActorKind, Grant
from core.transitions import TransitionNotAllowed

HERE, ELSEWHERE = uuid.uuid4(), uuid.uuid4()
S, A = ConsultationState, ConsultationAct

ALLOWED = {
    (S.DRAFT, A.EDIT): S.DRAFT, (S.DRAFT, A.OPEN): S.OPEN, (S.OPEN, A.EXTEND): S.OPEN, (S.OPEN, A.CLOSE): S.CLOSED,
    (S.CLOSED, A.COMPILE): S.CLOSED, (S.CLOSED, A.SUBMIT): S.SUMMARISED, (S.SUMMARISED, A.RETURN): S.CLOSED,
    (S.SUMMARISED, A.PUBLISH): S.PUBLISHED,
}  # fmt: skip


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("act", list(A))
def test_each_act_in_each_state(state: S, act: A) -> None:
    if (state, act) in ALLOWED:
        assert CONSULTATION.target(state, act) is ALLOWED[state, act]
    else:
        with pytest.raises(TransitionNotAllowed):
            CONSULTATION.target(state, act)


def official(role: Role, agency_id: uuid.UUID = HERE) -> Actor:
    return Actor(ActorKind.OFFICIAL, uuid.uuid4(), "", (Grant(role.value, agency_id, "24.1"),))


@pytest.mark.parametrize("role", list(Role))
def test_who_prepares_reads_and_approves(role: Role) -> None:
    actor = official(role)
    assert bool(can_prepare(actor, HERE)) is (role in {Role.PUBLISHER, Role.RECORDS_CLERK})
    assert bool(can_read_opinions(actor, HERE)) is (role in {Role.PUBLISHER, Role.RECORDS_CLERK, Role.LEADER})
    assert bool(can_approve(actor, HERE)) is (role is Role.LEADER)


@pytest.mark.parametrize("role", list(Role))
def test_no_role_reaches_another_agency(role: Role) -> None:
    actor = official(role, ELSEWHERE)
    assert not any((can_prepare(actor, HERE), can_read_opinions(actor, HERE), can_approve(actor, HERE)))


@pytest.mark.parametrize("actor", [ANONYMOUS, SYSTEM])
def test_visitors_and_the_system_do_nothing_here(actor: Actor) -> None:
    decisions = (can_prepare(actor, HERE), can_read_opinions(actor, HERE), can_approve(actor, HERE))
    assert not any(decisions)
    assert all(decision.reason for decision in decisions)


def test_the_lists_of_the_law_are_complete_and_named() -> None:
    assert (len(Topic), len(Form), len(Response)) == (9, 8, 4)
    shown = [*ConsultationState, *Topic, *Form, *Stance, *Response]
    assert len(LABELS) == len(shown) == len(set(shown))  # equal values would hide one another in the table of names
    assert all(LABELS[member] for member in shown)
