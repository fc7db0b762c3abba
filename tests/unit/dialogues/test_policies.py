"""Who may run a dialogue, and who may say that a promise was kept."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from accounts.roles import Role
from core.actor import ANONYMOUS, SYSTEM, Actor, ActorKind, Grant
from dialogues.policies import can_manage, can_verify

COMMUNE, PROVINCE, NEIGHBOUR = uuid4(), uuid4(), uuid4()
PATHS = {COMMUNE: "24.07288", PROVINCE: "24", NEIGHBOUR: "24.07289"}


def official(role: Role, agency_id: UUID) -> Actor:
    return Actor(ActorKind.OFFICIAL, uuid4(), "x", (Grant(role.value, agency_id, PATHS[agency_id]),))


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("agency_id", [COMMUNE, PROVINCE, NEIGHBOUR])
def test_truth_table(role: Role, agency_id: UUID) -> None:
    actor = official(role, agency_id)
    here = agency_id == COMMUNE
    assert can_manage(actor, COMMUNE) is (here and role in (Role.DIALOGUE_SECRETARY, Role.LEADER))
    assert can_verify(actor, COMMUNE) is (here and role is Role.BOARD_MEMBER)


@pytest.mark.parametrize("actor", [ANONYMOUS, SYSTEM])
def test_nobody_else(actor: Actor) -> None:
    assert not can_manage(actor, COMMUNE)
    assert not can_verify(actor, COMMUNE)
