"""Every state × act × role of opening who sent a sealed petition, against the table that people wrote."""

from __future__ import annotations

import itertools
from dataclasses import replace

from accounts.roles import Role
from casework.identities.states import OPENING, OpeningAct, OpeningState
from feedback.opening.policies import can_act_on, can_ask
from feedback.policies import PetitionFacts
from feedback.states import PetitionState
from tests.support.two_people import ASKER, ELSEWHERE, HERE, WORDS, compare, facts, official

WORKED = PetitionState.IN_PROGRESS


def test_who_may() -> None:
    compare("opening.txt", OPENING, can_act_on, of=WORKED)


def test_whoever_is_shut_out_decides_and_reads_nothing() -> None:
    for state, act in itertools.product(OpeningState, (OpeningAct.APPROVE, OpeningAct.REFUSE, OpeningAct.READ)):
        for actor in itertools.chain(*WORDS.values()):
            known = facts(state, actor, over=False, of=WORKED)
            assert not can_act_on(actor, act, replace(known, petition=replace(known.petition, shut=True)))


def test_who_may_ask() -> None:
    """Whoever works it and reads it; the leader, administrators and colleagues do not, nor whoever it may speak of."""
    held = PetitionFacts(WORKED, HERE, ASKER, sealed=True)
    free = PetitionFacts(PetitionState.RECEIVED, HERE, None, sealed=True)
    assert can_ask(official(Role.HANDLER, ASKER), held)
    assert not can_ask(official(Role.HANDLER, ASKER), held, concerned=True)
    assert not can_ask(official(Role.HANDLER, ASKER), PetitionFacts(WORKED, HERE, ASKER, False))
    assert can_ask(official(Role.INTAKE_CLERK), free)
    for role in Role:
        assert not can_ask(official(role), held), role
        assert bool(can_ask(official(role), free)) is (role is Role.INTAKE_CLERK), role
        assert not can_ask(official(role, at=ELSEWHERE), free), role
