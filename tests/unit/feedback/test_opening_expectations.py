"""Every state × act × role of opening who sent a sealed petition, against the table that people wrote."""

from __future__ import annotations

import itertools
import uuid
from dataclasses import replace
from pathlib import Path

import pytest

from accounts.roles import Role
from casework.identities.states import OPENING, OpeningAct, OpeningState
from core.actor import ANONYMOUS, SYSTEM, Actor, ActorKind, Grant
from feedback.opening.policies import OpeningFacts, can_act_on, can_ask
from feedback.policies import PetitionFacts
from feedback.states import PetitionState

TABLE = Path(__file__).parents[2] / "expectations" / "opening.txt"
HERE, ABOVE, ELSEWHERE, ASKER, LOST, NEAR, UNASKED = (uuid.UUID(int=number) for number in range(1, 8))
PATHS = {HERE: "24.07288", ABOVE: "24", ELSEWHERE: "24.07294"}


def official(role: Role, who: uuid.UUID | None = None, at: uuid.UUID = HERE) -> Actor:
    return Actor(ActorKind.OFFICIAL, who or uuid.uuid4(), "ai-do", (Grant(role.value, at, PATHS[at]),))


WORDS = {
    "asker": [official(Role.HANDLER, ASKER)],
    "lost": [official(Role.HANDLER, LOST)],
    "leader": [official(Role.LEADER)],
    "clerk": [official(Role.INTAKE_CLERK)],
    "above": [official(role, at=ABOVE) for role in (Role.LEADER, Role.INTAKE_CLERK, Role.PROVINCIAL_INSPECTOR)],
    "near": [official(Role.LEADER, NEAR)],
    "unasked": [official(Role.LEADER, UNASKED)],
    "system": [SYSTEM],
    "nobody": [ANONYMOUS],
}
OTHERS = [
    *(official(role, at=ELSEWHERE) for role in Role),
    *(official(role) for role in set(Role) - {Role.LEADER, Role.INTAKE_CLERK}),
    *(
        official(role, at=ABOVE)
        for role in set(Role) - {Role.LEADER, Role.INTAKE_CLERK, Role.PROVINCIAL_INSPECTOR}
    ),
]  # fmt: skip


def table() -> dict[tuple[str, str], tuple[str, set[str], set[str]]]:
    found = {}
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        states, act, target, now, late = (part.strip() for part in line.split(";"))
        for state in states.split():
            found[(state, act)] = (target, set(now.split()) - {"-"}, set(late.split()) - {"-"})
    return found


def facts(state: OpeningState, actor: Actor, *, over: bool) -> OpeningFacts:
    petition = PetitionFacts(PetitionState.IN_PROGRESS, HERE, ASKER, sealed=True)
    asked_by = LOST if actor.account_id == LOST else ASKER
    near, unasked = actor.account_id == NEAR, actor.account_id == UNASKED
    return OpeningFacts(
        petition, PATHS[HERE], ABOVE, state, asked_by, concerned=near, over=over, in_hand=not unasked
    )  # fmt: skip


def test_the_machine_is_as_written() -> None:
    assert {key: row[0] for key, row in table().items()} == {
        (state.value, act.value): to.value for (state, act), to in OPENING.table.items()
    }


@pytest.mark.parametrize("over", [False, True])
def test_who_may(over: bool) -> None:
    known = table()
    for state, act in itertools.product(OpeningState, OpeningAct):
        _, now, late = known.get((state.value, act.value), ("", set(), set()))
        for word, actors in WORDS.items():
            for actor in actors:
                may = bool(can_act_on(actor, act, facts(state, actor, over=over)))
                assert may is (word in (late if over else now)), (word, state, act, over)
        for actor in OTHERS:
            assert not can_act_on(actor, act, facts(state, actor, over=over)), (actor, state, act)


def test_whoever_is_shut_out_decides_and_reads_nothing() -> None:
    for state, act in itertools.product(OpeningState, (OpeningAct.APPROVE, OpeningAct.REFUSE, OpeningAct.READ)):
        for actor in itertools.chain(*WORDS.values()):
            known = facts(state, actor, over=False)
            assert not can_act_on(actor, act, replace(known, petition=replace(known.petition, shut=True)))


def test_who_may_ask() -> None:
    """Whoever works it and reads it; the leader, administrators and colleagues do not, nor whoever it may speak of."""
    held = PetitionFacts(PetitionState.IN_PROGRESS, HERE, ASKER, sealed=True)
    free = PetitionFacts(PetitionState.RECEIVED, HERE, None, sealed=True)
    assert can_ask(official(Role.HANDLER, ASKER), held)
    assert not can_ask(official(Role.HANDLER, ASKER), held, concerned=True)
    assert not can_ask(official(Role.HANDLER, ASKER), PetitionFacts(PetitionState.IN_PROGRESS, HERE, ASKER, False))
    assert can_ask(official(Role.INTAKE_CLERK), free)
    for role in Role:
        assert not can_ask(official(role), held), role
        assert bool(can_ask(official(role), free)) is (role is Role.INTAKE_CLERK), role
        assert not can_ask(official(role, at=ELSEWHERE), free), role
