"""Every state × act × role of what follows an answer against the tables that people wrote (tests/expectations)."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pytest

from accounts.roles import Role
from core.actor import ANONYMOUS, SYSTEM, Actor, ActorKind, Grant
from core.transitions import Machine
from feedback.aftermath.machine import ASKING, WISHING
from feedback.aftermath.policies import AskFacts, can_act_on_ask, can_act_on_wish, ways_open, wishes_open
from feedback.aftermath.states import AskAct, AskState, Way, Wish, WishAct, WishState
from feedback.claims.machine import CLAIM
from feedback.claims.policies import ClaimFacts, can_act_on_claim, can_claim_done
from feedback.claims.states import ClaimAct, ClaimState
from feedback.machine import FORMAL_KINDS
from feedback.policies import PetitionFacts
from feedback.proceedings.machine import MACHINES
from feedback.proceedings.states import Stage, Track
from feedback.states import PetitionKind, PetitionState
from tests.support.expectations import rows

HERE, ELSEWHERE, ME, OTHER = uuid.uuid4(), uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
PATH, PATH_ELSEWHERE = "24.07288", "24.07294"


@dataclass(frozen=True)
class Who:
    actor: Actor
    holds: bool = False
    nobodys: bool = False
    took: bool = False
    claimed: bool = False
    close: bool = False


def official(role: Role, agency: uuid.UUID = HERE, path: str = PATH) -> Actor:
    return Actor(ActorKind.OFFICIAL, ME, "x", (Grant(role.value, agency, path),))


SUBJECTS: Mapping[str, Who] = {
    "holder": Who(official(Role.HANDLER), holds=True),
    "clerk": Who(official(Role.INTAKE_CLERK)),
    "desk": Who(official(Role.INTAKE_CLERK), nobodys=True),
    "leader": Who(official(Role.LEADER)),
    "records": Who(official(Role.RECORDS_CLERK)),
    "board": Who(official(Role.BOARD_MEMBER)),
    "taker": Who(official(Role.BOARD_MEMBER), took=True),
    "close": Who(official(Role.BOARD_MEMBER), close=True),
    "claimant": Who(official(Role.HANDLER), claimed=True),
    "sender": Who(ANONYMOUS),
    "system": Who(SYSTEM),
    "board elsewhere": Who(official(Role.BOARD_MEMBER, ELSEWHERE, PATH_ELSEWHERE)),
    "board of two hats": Who(
        Actor(ActorKind.OFFICIAL, ME, "x", (Grant("board_member", HERE, PATH), Grant("handler", HERE, PATH)))
    ),
}
# Who is a member that took nothing, or a clerk of a case somebody has, is asked where that is the case.
_ONLY = {"taker": "ask", "claimant": "claim"}


def petition(who: Who, *, sealed: bool, state: PetitionState = PetitionState.ANSWERED) -> PetitionFacts:
    assignee = ME if who.holds else None if who.nobodys else OTHER
    return PetitionFacts(state, HERE, assignee, sealed)


def may_ask(who: Who, state: StrEnum, act: StrEnum, sealed: bool) -> bool:
    taken_by = (ME if who.took else OTHER) if state == AskState.TAKEN else None
    recused = frozenset({ME}) if who.close else frozenset()
    facts = AskFacts(petition(who, sealed=sealed), PATH, AskState(state), taken_by, recused)
    return bool(can_act_on_ask(who.actor, AskAct(act), facts))


def may_wish(who: Who, state: StrEnum, act: StrEnum, sealed: bool) -> bool:
    facts = petition(who, sealed=sealed, state=PetitionState.PROCEEDING)
    return bool(can_act_on_wish(who.actor, WishAct(act), WishState(state), facts))


def may_claim(who: Who, state: StrEnum, act: StrEnum, sealed: bool) -> bool:
    recused = frozenset({ME}) if who.close else frozenset()
    claimed_by = ME if who.claimed else OTHER
    facts = ClaimFacts(petition(who, sealed=sealed), PATH, ClaimState(state), claimed_by, recused)
    return bool(can_act_on_claim(who.actor, ClaimAct(act), facts))


THINGS: Mapping[str, tuple[Machine[Any, Any], Callable[[Who, StrEnum, StrEnum, bool], bool]]] = {
    "ask": (ASKING, may_ask),
    "wish": (WISHING, may_wish),
    "claim": (CLAIM, may_claim),
}


@pytest.mark.parametrize("thing", THINGS)
def test_every_state_act_and_role(thing: str) -> None:
    machine, may = THINGS[thing]
    table: dict[tuple[str, str], tuple[str, frozenset[str], frozenset[str]]] = {}
    for name, states, act, target, readable, sealed in rows("aftermath.txt", 6):
        for state in states.split() if name == thing else ():
            leads = state if target == "=" else target
            table[(state, act)] = (leads, frozenset(readable.split()), frozenset(sealed.split()))
    assert {(str(s), str(a)): str(t) for (s, a), t in machine.table.items()} == {k: v[0] for k, v in table.items()}
    for state, act, sealed in itertools.product(machine.states, machine.acts, (False, True)):
        _leads, readable, closed = table.get((str(state), str(act)), ("", frozenset(), frozenset()))
        allowed = closed if sealed else readable
        for word, who in SUBJECTS.items():
            if (word == "desk" and not sealed) or _ONLY.get(word, thing) != thing:
                continue
            if word == "taker" and state != AskState.TAKEN:
                continue
            assert may(who, state, act, sealed) is (word in allowed), (word, str(state), str(act), sealed)


def test_who_may_claim_work_done() -> None:
    table = {
        state: (frozenset(readable.split()), frozenset(sealed.split()))
        for states, readable, sealed in rows("claiming.txt", 3)
        for state in states.split()
    }
    for state, sealed, (word, who) in itertools.product(PetitionState, (False, True), SUBJECTS.items()):
        if word in ("claimant", "board of two hats") or (word == "desk" and not sealed):
            continue
        allowed = table.get(state.value, (frozenset(), frozenset()))[sealed]
        facts = petition(who, sealed=sealed, state=state)
        assert bool(can_claim_done(who.actor, facts, PetitionKind.REPORT)) is (word in allowed), (word, state, sealed)
        for kind in (None, *FORMAL_KINDS):
            assert not can_claim_done(who.actor, facts, kind)


def test_ways_that_are_open() -> None:
    sealed, open_ = (PetitionFacts(PetitionState.ANSWERED, HERE, OTHER, one) for one in (True, False))
    again = PetitionFacts(PetitionState.ANSWERED, HERE, OTHER, sealed=False, reopened=True)
    for facts, here, asked, ways in (
        (open_, True, False, (Way.REOPEN, Way.BOARD, Way.NOTED)),
        (open_, True, True, (Way.REOPEN, Way.NOTED)),
        (open_, False, False, (Way.REOPEN, Way.NOTED)),
        (sealed, True, False, (Way.REOPEN, Way.NOTED)),
        (again, True, False, (Way.BOARD, Way.NOTED)),
    ):
        assert ways_open(facts, board_here=here, asked_before=asked) == ways


def test_formal_acts_fit_their_law() -> None:
    assert wishes_open(None, None) == ()
    for track, machine in MACHINES.items():
        for stage in machine.states:
            possible = wishes_open(track, stage)
            assert (Wish.DENOUNCE_ON in possible) is False or track is Track.DENUNCIATION
            assert (Wish.SECOND_COMPLAINT in possible) is False or track is Track.COMPLAINT_FIRST
    assert Wish.SECOND_COMPLAINT in wishes_open(Track.COMPLAINT_FIRST, Stage.SENT)
    assert wishes_open(Track.COMPLAINT_SECOND, Stage.SENT) == ()
    assert Wish.DENOUNCE_ON in wishes_open(Track.DENUNCIATION, Stage.CONCLUSION_SENT)
    assert set(wishes_open(Track.COMPLAINT_FIRST, Stage.VERIFYING)) >= {Wish.WITHDRAW, Wish.WITHDRAW_PART}
