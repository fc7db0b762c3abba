"""Who stands where when one person asks and another answers, for the tables of all that two people decide."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable
from typing import Any

from accounts.roles import Role
from core.actor import ANONYMOUS, SYSTEM, Actor, ActorKind, Grant
from core.transitions import Machine
from feedback.policies import PetitionFacts
from feedback.seconding.policies import RequestFacts
from feedback.states import PetitionState
from tests.support.expectations import NOBODY, assert_as_written, expected

HERE, ABOVE, ELSEWHERE, ASKER, LOST, NEAR, UNASKED, SHUT = (uuid.UUID(int=number) for number in range(1, 9))
PATHS = {HERE: "24.07288", ABOVE: "24", ELSEWHERE: "24.07294"}
SECONDS_HERE = {Role.LEADER, Role.INTAKE_CLERK}
SECONDS_ABOVE = {Role.LEADER, Role.INTAKE_CLERK, Role.PROVINCIAL_INSPECTOR}


def official(role: Role, who: uuid.UUID | None = None, at: uuid.UUID = HERE) -> Actor:
    """An official with this role there."""
    return Actor(ActorKind.OFFICIAL, who or uuid.uuid4(), "ai-do", (Grant(role.value, at, PATHS[at]),))


# Who may be the second, where they work.
SECONDS = {
    "leader": [official(Role.LEADER)],
    "clerk": [official(Role.INTAKE_CLERK)],
    "above": [official(role, at=ABOVE) for role in SECONDS_ABOVE],
    "near": [official(Role.LEADER, NEAR)],
}
WORDS = {
    **SECONDS,
    "asker": [official(Role.HANDLER, ASKER)],
    "lost": [official(Role.HANDLER, LOST)],
    "shut": [official(Role.LEADER, SHUT)],
    "unasked": [official(Role.LEADER, UNASKED)],
    "system": [SYSTEM],
    "nobody": [ANONYMOUS],
}
# Who has no word in any table.
OTHERS = [
    *(official(role, at=ELSEWHERE) for role in Role),
    *(official(role) for role in set(Role) - SECONDS_HERE),
    *(official(role, at=ABOVE) for role in set(Role) - SECONDS_ABOVE),
]


def facts(state: Any, actor: Actor, *, over: bool, of: PetitionState) -> RequestFacts[Any]:
    """A request in this state towards this actor, of a sealed petition in the state `of`."""
    who = actor.account_id
    petition = PetitionFacts(of, HERE, ASKER, sealed=True, shut=who == SHUT)
    return RequestFacts(
        petition, ABOVE, state, LOST if who == LOST else ASKER, concerned=who == NEAR, over=over,
        in_hand=who != UNASKED,
    )  # fmt: skip


def compare(
    name: str, machine: Machine[Any, Any], can_act_on: Callable[[Actor, Any, RequestFacts[Any]], object], *,
    of: PetitionState,
) -> None:  # fmt: skip
    """The machine is as written, and every act is for exactly those whom the table names, in time and after."""
    table = expected(name)
    assert_as_written(machine, table)
    for state, act, over in itertools.product(machine.states, machine.acts, (False, True)):
        allowed = table.get((state.value, act.value), NOBODY).may(other=over)
        for word, actor in ((word, one) for word, actors in WORDS.items() for one in actors):
            may = bool(can_act_on(actor, act, facts(state, actor, over=over, of=of)))
            assert may is (word in allowed), (word, state, act, over)
        for actor in OTHERS:
            assert not can_act_on(actor, act, facts(state, actor, over=over, of=of)), (actor, state, act)
