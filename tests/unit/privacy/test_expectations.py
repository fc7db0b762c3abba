"""Every state × act × role of requests and breaches against the tables that people wrote."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

import pytest

from accounts.roles import Role
from core.actor import ANONYMOUS, SYSTEM, Actor, ActorKind, Grant
from core.transitions import Machine
from privacy.policies import can_see_breach, can_work_breach, can_work_request
from privacy.states import BREACH, REQUEST, BreachAct, RequestAct
from tests.support.expectations import NOBODY, expected

HERE, ABOVE, ELSEWHERE, UNDER = "24.07288", "24", "24.07294", "24.07288.1"


def official(role: Role, path: str) -> Actor:
    return Actor(ActorKind.OFFICIAL, uuid.uuid4(), grants=(Grant(role.value, uuid.uuid4(), path),))


WHO: Mapping[str, Actor] = {
    "officer": official(Role.DATA_PROTECTION_OFFICER, HERE),
    "above": official(Role.DATA_PROTECTION_OFFICER, ABOVE),
    "leader": official(Role.LEADER, HERE),
    "person": ANONYMOUS,
}
KNOWN = (Role.DATA_PROTECTION_OFFICER, Role.LEADER)
STRANGERS = [official(role, HERE) for role in Role if role not in KNOWN]
STRANGERS += [official(role, path) for role in Role for path in (ELSEWHERE, UNDER)]


@pytest.mark.parametrize(
    ("table", "machine", "acts", "may"),
    [
        ("data_request.txt", REQUEST, RequestAct, can_work_request),
        ("data_breach.txt", BREACH, BreachAct, can_work_breach),
    ],
)
def test_who_may_do_what(
    table: str, machine: Machine[Any, Any], acts: type[StrEnum], may: Callable[[Actor, Any, str], object]
) -> None:
    wanted = expected(table, lists=1)
    assert {(state.value, act.value) for state, act in machine.table} == set(wanted)
    for state, act in itertools.product(machine.states, acts):
        line = wanted.get((state.value, act.value), NOBODY)
        assert not line.target or machine.target(state, act).value == line.target
        if line.target:
            for word, actor in WHO.items():
                assert bool(may(actor, act, HERE)) is (word in line.who), (word, state, act)
            for stranger in (*STRANGERS, SYSTEM) if act is not RequestAct.WITHDRAW else STRANGERS:
                assert not may(stranger, act, HERE), (stranger.grants, state, act)


def test_who_sees_a_breach() -> None:
    assert {word for word, actor in WHO.items() if can_see_breach(actor, HERE)} == {"officer", "above", "leader"}
    assert not any(can_see_breach(stranger, HERE) for stranger in STRANGERS)
