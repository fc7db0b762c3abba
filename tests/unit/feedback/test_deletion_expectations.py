"""Every state × act × role of destroying sealed material, against the table that people wrote."""

from __future__ import annotations

import itertools
import uuid
from pathlib import Path

import pytest

from accounts.roles import Role
from core.actor import ANONYMOUS, SYSTEM, Actor, ActorKind, Grant
from deadlines.data import RULES
from feedback.deleting.policies import DeletionFacts, can_act_on, can_propose
from feedback.deleting.services import ANSWER_ROW
from feedback.deleting.states import DELETION, DeletionAct, DeletionState
from feedback.policies import PetitionFacts
from feedback.states import PetitionState

TABLE = Path(__file__).parents[2] / "expectations" / "deletion.txt"
HERE, ABOVE, ELSEWHERE, ASKER, LOST, NEAR, UNASKED, SHUT = (uuid.UUID(int=number) for number in range(1, 9))
PATHS = {HERE: "24.07288", ABOVE: "24", ELSEWHERE: "24.07294"}
SECONDS_HERE = {Role.LEADER, Role.INTAKE_CLERK}
SECONDS_ABOVE = {Role.LEADER, Role.INTAKE_CLERK, Role.PROVINCIAL_INSPECTOR}


def official(role: Role, who: uuid.UUID | None = None, at: uuid.UUID = HERE) -> Actor:
    return Actor(ActorKind.OFFICIAL, who or uuid.uuid4(), "ai-do", (Grant(role.value, at, PATHS[at]),))


WORDS = {
    "asker": [official(Role.HANDLER, ASKER)],
    "lost": [official(Role.HANDLER, LOST)],
    "leader": [official(Role.LEADER)],
    "clerk": [official(Role.INTAKE_CLERK)],
    "above": [official(role, at=ABOVE) for role in SECONDS_ABOVE],
    "near": [official(Role.LEADER, NEAR)],
    "shut": [official(Role.LEADER, SHUT)],
    "unasked": [official(Role.LEADER, UNASKED)],
    "system": [SYSTEM],
    "nobody": [ANONYMOUS],
}
OTHERS = [
    *(official(role, at=ELSEWHERE) for role in Role),
    *(official(role) for role in set(Role) - SECONDS_HERE),
    *(official(role, at=ABOVE) for role in set(Role) - SECONDS_ABOVE),
]


def table() -> dict[tuple[str, str], tuple[str, set[str], set[str]]]:
    found = {}
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        states, act, target, now, late = (part.strip() for part in line.split(";"))
        for state in states.split():
            found[(state, act)] = (target, set(now.split()) - {"-"}, set(late.split()) - {"-"})
    return found


def facts(state: DeletionState, actor: Actor, *, over: bool) -> DeletionFacts:
    shut = actor.account_id == SHUT
    petition = PetitionFacts(PetitionState.CLOSED, HERE, ASKER, sealed=True, shut=shut)
    asked_by = LOST if actor.account_id == LOST else ASKER
    return DeletionFacts(
        petition, ABOVE, state, asked_by, concerned=actor.account_id == NEAR, over=over,
        in_hand=actor.account_id != UNASKED,
    )  # fmt: skip


def test_the_machine_is_as_written() -> None:
    assert {key: row[0] for key, row in table().items()} == {
        (state.value, act.value): to.value for (state, act), to in DELETION.table.items()
    }


@pytest.mark.parametrize("over", [False, True])
def test_who_may(over: bool) -> None:
    known = table()
    for state, act in itertools.product(DeletionState, DeletionAct):
        _, now, late = known.get((state.value, act.value), ("", set(), set()))
        for word, actors in WORDS.items():
            for actor in actors:
                may = bool(can_act_on(actor, act, facts(state, actor, over=over)))
                assert may is (word in (late if over else now)), (word, state, act, over)
        for actor in OTHERS:
            assert not can_act_on(actor, act, facts(state, actor, over=over)), (actor, state, act)


def test_who_may_propose() -> None:
    """Whoever works it and reads it, and nobody who is shut out; an open petition goes other ways."""
    held = PetitionFacts(PetitionState.CLOSED, HERE, ASKER, sealed=True)
    free = PetitionFacts(PetitionState.WITHDRAWN, HERE, None, sealed=True)
    assert can_propose(official(Role.HANDLER, ASKER), held)
    assert not can_propose(official(Role.HANDLER, ASKER), held, concerned=True)
    assert not can_propose(official(Role.HANDLER, ASKER), PetitionFacts(PetitionState.CLOSED, HERE, ASKER, False))
    shut = PetitionFacts(PetitionState.CLOSED, HERE, ASKER, sealed=True, shut=True)
    assert not can_propose(official(Role.HANDLER, ASKER), shut)
    for role in Role:
        assert not can_propose(official(role), held), role
        assert bool(can_propose(official(role), free)) is (role is Role.INTAKE_CLERK), role
        assert not can_propose(official(role, at=ELSEWHERE), free), role


def test_the_term_is_a_row_to_be_confirmed() -> None:
    (rule,) = [one for one in RULES if one.row == ANSWER_ROW]
    assert rule.to_be_confirmed
    assert rule.open_to_province
    assert rule.legal_basis
