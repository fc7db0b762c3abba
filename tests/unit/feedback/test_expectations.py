"""Every state × act × role of petitions and proceedings against the tables that people wrote (tests/expectations)."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

import pytest

from accounts.roles import Role
from core.actor import ANONYMOUS, SYSTEM, Actor, ActorKind, Grant
from core.transitions import Machine
from feedback.machine import PETITION
from feedback.policies import PetitionFacts, can_act
from feedback.proceedings.effects import EFFECTS
from feedback.proceedings.machine import COURSE, MACHINES
from feedback.proceedings.policies import WHO, ProceedingFacts, Standing, can_take, hindrance
from feedback.proceedings.states import Stage, Step, Track
from feedback.states import Act, PetitionState
from tests.support.expectations import NOBODY, Line, assert_as_written, expected, rows

HERE, ELSEWHERE = uuid.uuid4(), uuid.uuid4()
ME, OTHER = uuid.uuid4(), uuid.uuid4()


def official(role: Role, agency: uuid.UUID = HERE) -> Actor:
    return Actor(ActorKind.OFFICIAL, ME, "x", (Grant(role.value, agency, "24.07288"),))


# word of the tables → who that is, whether they hold the case, and (in a proceeding) whether they are named
@dataclass(frozen=True)
class Who:
    actor: Actor
    holds: bool = False
    nobodys: bool = False
    named: bool = False
    decides: bool = False


SUBJECTS: Mapping[str, Who] = {
    "holder": Who(official(Role.HANDLER), holds=True),
    "clerk": Who(official(Role.INTAKE_CLERK)),
    "desk": Who(official(Role.INTAKE_CLERK), nobodys=True),
    "leader": Who(official(Role.LEADER)),
    "records": Who(official(Role.RECORDS_CLERK)),
    "sender": Who(ANONYMOUS),
    "system": Who(SYSTEM),
}
NAMED: Mapping[str, Who] = {
    **{word: who for word, who in SUBJECTS.items() if word not in ("desk", "sender")},
    "decider": Who(official(Role.LEADER), named=True, decides=True),
    "member": Who(official(Role.VERIFIER), named=True),
}
_KNOWN_ROLES = {Role.INTAKE_CLERK, Role.LEADER, Role.RECORDS_CLERK}


def check(
    machine: Machine[Any, Any], table: dict[tuple[str, str], Line], words: Mapping[str, Who],
    may: Callable[[Who, StrEnum, StrEnum, bool], bool],
) -> None:  # fmt: skip
    """The machine holds exactly the lines of the table, and in each everybody may exactly what it says."""
    assert_as_written(machine, table)
    for state, act, sealed in itertools.product(machine.states, machine.acts, (False, True)):
        allowed = table.get((str(state), str(act)), NOBODY).may(other=sealed)
        for word, who in words.items():
            if word == "desk" and not sealed:
                continue  # what is readable is as readable to the desk when it is nobody's
            assert may(who, state, act, sealed) is (word in allowed), (word, str(state), str(act), sealed)
        for role in set(Role) - _KNOWN_ROLES:  # somebody of the agency whose case it is not
            assert not may(Who(official(role)), state, act, sealed), (role, str(state), str(act), sealed)
        for role in Role:  # whoever held the case and works elsewhere now
            moved = Who(official(role, ELSEWHERE), holds=True, named=True, decides=True)
            assert not may(moved, state, act, sealed), (role, str(state), str(act), sealed)


def test_petitions() -> None:
    def may(who: Who, state: StrEnum, act: StrEnum, sealed: bool) -> bool:
        assignee = ME if who.holds else None if who.nobodys else OTHER
        facts = PetitionFacts(PetitionState(state), HERE, assignee, sealed)
        return bool(can_act(who.actor, Act(act), facts))

    check(PETITION, expected("petition.txt"), SUBJECTS, may)


@pytest.mark.parametrize("track", Track)
def test_proceedings(track: Track) -> None:
    def may(who: Who, stage: StrEnum, step: StrEnum, sealed: bool) -> bool:
        team = frozenset({ME if who.named else OTHER})
        petition = PetitionFacts(PetitionState.PROCEEDING, HERE, ME if who.holds else OTHER, sealed, team=team)
        decider = ME if who.decides else OTHER
        return bool(can_take(who.actor, Step(step), ProceedingFacts(petition, track, Stage(stage), decider)))

    check(MACHINES[track], expected(f"{track.value}.txt"), NAMED, may)


def facts_of(track: Track, stage: Stage, standing: Standing) -> ProceedingFacts:
    petition = PetitionFacts(PetitionState.PROCEEDING, HERE, OTHER, sealed=True, team=frozenset({ME}))
    return ProceedingFacts(petition, track, stage, ME, standing)


def standing_under(condition: str) -> Standing:
    """The standing in which just this condition holds."""
    known = {field.name for field in fields(Standing)}
    values: dict[str, bool] = {}
    for part in condition.split(","):
        negated, name = "not " in part, part.replace("not ", "").strip()
        if name != "nothing":
            assert name in known, name
            values[name] = not negated
    return Standing(**values)


def test_guards() -> None:
    """Under each condition exactly the steps of the table are hindered, at whatever stage they are possible."""
    table = {(condition, Track(track)): set(steps.split()) for condition, track, steps in rows("guards.txt", 3)}
    conditions = {condition for condition, _ in table}
    before_result = {Stage.VERIFYING, Stage.REPORTED, Stage.DIALOGUE}
    for condition, track in itertools.product(conditions, Track):
        wanted = table.get((condition, track), set()) | table.get(("nothing", track), set())
        if condition == "withdrawn":
            wanted = wanted - {"go_on"}
        for stage, step in MACHINES[track].table:
            hindered = hindrance(step, facts_of(track, stage, standing_under(condition))) is not None
            # After there is a result one may go on complaining or denouncing at once.
            late_enough = step in (Step.APPEAL, Step.RENEW) and stage not in before_result
            assert hindered is (str(step) in wanted and not late_enough), (condition, track, stage, step)


def test_a_closed_case_takes_no_step() -> None:
    for track, stage, step in ((t, s, a) for t in Track for s in MACHINES[t].states for a in Step):
        petition = PetitionFacts(PetitionState.CLOSED, HERE, ME, sealed=False, team=frozenset({ME}))
        assert not can_take(official(Role.LEADER), step, ProceedingFacts(petition, track, stage, ME))


def test_every_step_has_an_effect_a_person_and_a_way_out() -> None:
    assert set(WHO) == set(Step)
    for track, machine in MACHINES.items():
        assert set(EFFECTS[track]) == set(machine.acts)
        assert set(COURSE[track]) <= set(machine.states)
        assert COURSE[track][0] == machine.initial
        assert COURSE[track][-1] in machine.final
