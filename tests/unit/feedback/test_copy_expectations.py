"""Every state × act × role of a covered copy against the table that people wrote."""

from __future__ import annotations

import itertools
import uuid
from pathlib import Path

from accounts.roles import Role
from core.actor import ANONYMOUS, SYSTEM, Actor, ActorKind, Grant
from feedback.policies import PetitionFacts
from feedback.redacting.policies import CopyFacts, can_act_on_copy
from feedback.redacting.states import COPY, CopyAct, CopyState
from feedback.states import PetitionState

TABLE = Path(__file__).parents[2] / "expectations" / "copies.txt"
HERE, ABOVE, ELSEWHERE, MAKER, READER, BOARD, GONE, NEAR = (uuid.UUID(int=number) for number in range(1, 9))
PATHS = {HERE: "24.07288", ABOVE: "24", ELSEWHERE: "24.07294"}
SECONDS = (Role.LEADER, Role.INTAKE_CLERK)


def official(role: Role, who: uuid.UUID | None = None, at: uuid.UUID = HERE) -> Actor:
    return Actor(ActorKind.OFFICIAL, who or uuid.uuid4(), "ai-do", (Grant(role.value, at, PATHS[at]),))


WORDS = {
    "maker": [official(Role.HANDLER, MAKER)],
    "leader": [official(Role.LEADER)],
    "clerk": [official(Role.INTAKE_CLERK)],
    "above": [official(role, at=ABOVE) for role in (*SECONDS, Role.PROVINCIAL_INSPECTOR)],
    "reader": [official(Role.VERIFIER, READER)],
    "board": [official(Role.BOARD_MEMBER, BOARD)],
    "gone": [official(Role.VERIFIER, GONE, ELSEWHERE)],
    "near": [official(Role.LEADER, NEAR)],
    "nobody": [ANONYMOUS, SYSTEM],
}
OTHERS = [
    *(official(role, at=ELSEWHERE) for role in Role),
    *(official(role) for role in set(Role) - set(SECONDS)),
    *(official(role, at=ABOVE) for role in set(Role) - {*SECONDS, Role.PROVINCIAL_INSPECTOR}),
]


def table() -> dict[tuple[str, str], tuple[str, set[str]]]:
    found = {}
    for line in TABLE.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            state, act, target, who = (part.strip() for part in line.split(";"))
            found[(state, act)] = (target, set(who.split()))
    return found


def facts(state: CopyState, actor: Actor) -> CopyFacts:
    petition = PetitionFacts(PetitionState.IN_PROGRESS, HERE, MAKER, sealed=True)
    named = actor.account_id in (READER, BOARD, GONE, NEAR)
    return CopyFacts(petition, ABOVE, state, MAKER, named=named, concerned=actor.account_id == NEAR)


def test_the_machine_is_as_written() -> None:
    assert {key: row[0] for key, row in table().items()} == {
        (state.value, act.value): to.value for (state, act), to in COPY.table.items()
    }


def test_who_may() -> None:
    known = table()
    for state, act in itertools.product(CopyState, CopyAct):
        _, who = known.get((state.value, act.value), ("", set()))
        for word, actors in WORDS.items():
            for actor in actors:
                assert bool(can_act_on_copy(actor, act, facts(state, actor))) is (word in who), (word, state, act)
        for actor in OTHERS:
            assert not can_act_on_copy(actor, act, facts(state, actor)), (actor, state, act)


def test_without_the_key_in_hand_nobody_reads_or_lets() -> None:
    petition = PetitionFacts(PetitionState.IN_PROGRESS, HERE, MAKER, sealed=True)
    for actor, state in ((WORDS["reader"][0], CopyState.APPROVED), (WORDS["leader"][0], CopyState.PROPOSED)):
        closed = CopyFacts(petition, ABOVE, state, MAKER, named=True, in_hand=False)
        assert not can_act_on_copy(actor, CopyAct.READ, closed)
        assert not can_act_on_copy(actor, CopyAct.APPROVE, closed)
