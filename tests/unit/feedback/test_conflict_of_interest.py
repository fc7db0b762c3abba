"""Whom a petition is never given to: whoever it may speak of, and their subordinates, as far as the data tells."""

from __future__ import annotations

import uuid

import pytest

from accounts.roles import Role
from core.actor import Grant
from feedback.policies import Concern, can_be_given
from feedback.states import Concerns

ME = uuid.uuid4()
PROVINCE, COMMUNE, HAMLET, NEIGHBOUR = "24", "24.07288", "24.07288.T01", "24.07294"
C, R = Concerns, Role


def may(concerns: C, desk: str, *held: tuple[R, str], apart: frozenset[uuid.UUID] = frozenset()) -> bool:
    grants = [Grant(role.value, uuid.uuid4(), path) for role, path in held]
    return bool(can_be_given(ME, grants, Concern(concerns, COMMUNE, desk, apart)))


@pytest.mark.parametrize(
    ("concerns", "desk", "held", "expected"),
    [
        # about nobody, and an ordinary official nobody knows: anyone who works cases at the desk
        (C.NOBODY, COMMUNE, [(R.HANDLER, COMMUNE)], True),
        (C.NOBODY, COMMUNE, [(R.HANDLER, COMMUNE), (R.HAMLET_HEAD, HAMLET)], True),
        (C.COMMUNE_OFFICIAL, COMMUNE, [(R.HANDLER, COMMUNE)], True),
        # a hamlet head who also works cases
        (C.HAMLET_HEAD, COMMUNE, [(R.HANDLER, COMMUNE)], True),
        (C.HAMLET_HEAD, COMMUNE, [(R.HANDLER, COMMUNE), (R.HAMLET_HEAD, HAMLET)], False),
        (C.HAMLET_HEAD, COMMUNE, [(R.HANDLER, COMMUNE), (R.HAMLET_HEAD, NEIGHBOUR + ".T01")], True),
        # with the province: nobody who works in the commune it speaks of too
        (C.COMMUNE_LEADER, PROVINCE, [(R.HANDLER, PROVINCE)], True),
        (C.COMMUNE_LEADER, PROVINCE, [(R.HANDLER, PROVINCE), (R.LEADER, COMMUNE)], False),
        (C.COMMUNE_LEADER, PROVINCE, [(R.HANDLER, PROVINCE), (R.HANDLER, COMMUNE)], False),
        (C.COMMUNE_LEADER, PROVINCE, [(R.HANDLER, PROVINCE), (R.HAMLET_HEAD, HAMLET)], False),
        (C.COMMUNE_LEADER, PROVINCE, [(R.HANDLER, PROVINCE), (R.LEADER, NEIGHBOUR)], True),
        (C.INTAKE_DESK, PROVINCE, [(R.HANDLER, PROVINCE), (R.INTAKE_CLERK, COMMUNE)], False),
        (C.INTAKE_DESK, PROVINCE, [(R.VERIFIER, PROVINCE), (R.RECORDS_CLERK, COMMUNE)], False),
        (C.COMMUNE_OFFICIAL, PROVINCE, [(R.HANDLER, PROVINCE), (R.HANDLER, COMMUNE)], False),
        # the desk itself is what it speaks of (a petition on the province's own people)
        (C.INTAKE_DESK, COMMUNE, [(R.INTAKE_CLERK, COMMUNE)], False),
        (C.COMMUNE_LEADER, COMMUNE, [(R.HANDLER, COMMUNE), (R.LEADER, COMMUNE)], False),
        # someone above the commune: not who leads the desk or anything above it
        (C.ABOVE, PROVINCE, [(R.HANDLER, PROVINCE)], True),
        (C.ABOVE, PROVINCE, [(R.HANDLER, PROVINCE), (R.LEADER, PROVINCE)], False),
    ],
)
def test_the_table(concerns: C, desk: str, held: list[tuple[R, str]], expected: bool) -> None:
    assert may(concerns, desk, *held) is expected


@pytest.mark.parametrize("concerns", C)
def test_who_gave_it_back_as_too_close_never_gets_it_again(concerns: C) -> None:
    at = PROVINCE if concerns is C.ABOVE else COMMUNE
    assert not may(concerns, at, (R.HANDLER, at), apart=frozenset({ME}))
    assert may(concerns, at, (R.HANDLER, at), apart=frozenset({uuid.uuid4()}))
