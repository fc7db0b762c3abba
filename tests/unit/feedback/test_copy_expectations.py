"""Every state × act × role of a covered copy against the table that people wrote."""

from __future__ import annotations

import itertools
import uuid

from accounts.roles import Role
from core.actor import ANONYMOUS, SYSTEM, Actor
from feedback.policies import PetitionFacts
from feedback.redacting.policies import CopyFacts, can_act_on_copy
from feedback.redacting.states import COPY, CopyAct, CopyState
from feedback.states import PetitionState
from tests.support.expectations import NOBODY, assert_as_written, expected
from tests.support.two_people import ABOVE, ELSEWHERE, HERE, NEAR, OTHERS, SECONDS, official

MAKER, READER, BOARD, GONE = (uuid.UUID(int=number) for number in range(21, 25))
WORDS = {
    **SECONDS,
    "maker": [official(Role.HANDLER, MAKER)],
    "reader": [official(Role.VERIFIER, READER)],
    "board": [official(Role.BOARD_MEMBER, BOARD)],
    "gone": [official(Role.VERIFIER, GONE, ELSEWHERE)],
    "nobody": [ANONYMOUS, SYSTEM],
}


def facts(state: CopyState, actor: Actor) -> CopyFacts:
    petition = PetitionFacts(PetitionState.IN_PROGRESS, HERE, MAKER, sealed=True)
    named = actor.account_id in (READER, BOARD, GONE, NEAR)
    return CopyFacts(petition, ABOVE, state, MAKER, named=named, concerned=actor.account_id == NEAR)


def test_who_may() -> None:
    table = expected("copies.txt", lists=1)
    assert_as_written(COPY, table)
    for state, act in itertools.product(CopyState, CopyAct):
        allowed = table.get((state.value, act.value), NOBODY).may()
        for word, actor in ((word, one) for word, actors in WORDS.items() for one in actors):
            assert bool(can_act_on_copy(actor, act, facts(state, actor))) is (word in allowed), (word, state, act)
        for actor in OTHERS:
            assert not can_act_on_copy(actor, act, facts(state, actor)), (actor, state, act)


def test_without_the_key_in_hand_nobody_reads_or_lets() -> None:
    petition = PetitionFacts(PetitionState.IN_PROGRESS, HERE, MAKER, sealed=True)
    for actor, state in ((WORDS["reader"][0], CopyState.APPROVED), (WORDS["leader"][0], CopyState.PROPOSED)):
        closed = CopyFacts(petition, ABOVE, state, MAKER, named=True, in_hand=False)
        assert not can_act_on_copy(actor, CopyAct.READ, closed)
        assert not can_act_on_copy(actor, CopyAct.APPROVE, closed)
