"""Every state × act × role of a publication against the table that people wrote."""

from __future__ import annotations

import itertools
import uuid

from accounts.roles import Role
from core.actor import ANONYMOUS, SYSTEM, Actor, ActorKind, Grant
from feedback.policies import PetitionFacts
from feedback.publishing.machine import PUBLICATION
from feedback.publishing.policies import PublicationFacts, can_act_on, can_publish
from feedback.publishing.states import PublicationAct, PublicationState
from feedback.states import PetitionState
from tests.support.expectations import NOBODY, assert_as_written, expected

HERE, ELSEWHERE, HAND, NEAR = (uuid.UUID(int=number) for number in range(1, 5))
_APPROVERS = (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER)


def official(*roles: Role, who: uuid.UUID | None = None, at: uuid.UUID = HERE) -> Actor:
    grants = tuple(Grant(role.value, at, "24.07288") for role in roles)
    return Actor(ActorKind.OFFICIAL, who or uuid.uuid4(), "ai-do", grants)


WORDS = {
    "desk": official(Role.INTAKE_CLERK),
    "handler": official(Role.HANDLER),
    "leader": official(Role.LEADER),
    "hand": official(*_APPROVERS, who=HAND),
    "near": official(*_APPROVERS, who=NEAR),
    "system": SYSTEM,
    "nobody": ANONYMOUS,
}


def facts(state: PublicationState, *, sealed: bool, concerned: bool, of: PetitionState) -> PublicationFacts:
    petition = PetitionFacts(of, HERE, None, sealed)
    return PublicationFacts(petition, state, frozenset({HAND}), concerned)


def test_the_machine_is_as_written() -> None:
    assert_as_written(PUBLICATION, expected("publishing.txt"))


def test_who_may() -> None:
    known = expected("publishing.txt")
    for state, act, sealed in itertools.product(PublicationState, PublicationAct, (False, True)):
        allowed = known.get((state.value, act.value), NOBODY).may(other=sealed)
        for word, actor in WORDS.items():
            given = facts(state, sealed=sealed, concerned=word == "near", of=PetitionState.ANSWERED)
            may = bool(can_act_on(actor, act, given))
            assert may is (word in allowed), (word, state, act, sealed)
        given = facts(state, sealed=sealed, concerned=False, of=PetitionState.ANSWERED)
        for role in Role:
            assert not can_act_on(official(role, at=ELSEWHERE), act, given), (role, state, act)
        for role in set(Role) - {Role.INTAKE_CLERK, Role.HANDLER, Role.VERIFIER, Role.LEADER}:
            assert not can_act_on(official(role), act, given), (role, state, act)


def test_only_what_was_answered_and_is_not_sealed() -> None:
    answered = {PetitionState.ANSWERED, PetitionState.CLOSED, PetitionState.REOPENED}
    for state, sealed in itertools.product(PetitionState, (False, True)):
        may = can_publish(PetitionFacts(state, HERE, None, sealed))
        assert bool(may) is (state in answered and not sealed), (state, sealed)
