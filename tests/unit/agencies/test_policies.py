from __future__ import annotations

from uuid import UUID

import pytest

from accounts.roles import Role
from agencies.policies import COMMUNE_ADMIN, PROVINCE_ADMIN, can_govern, can_manage
from core.actor import ANONYMOUS, SYSTEM, Actor, ActorKind, Grant

PLACE = UUID(int=1)


def official(role: Role, path: str) -> Actor:
    return Actor(ActorKind.OFFICIAL, PLACE, "Cán bộ", (Grant(role.value, PLACE, path),))


def test_the_kernels_role_names_are_those_of_accounts() -> None:
    assert COMMUNE_ADMIN == Role.COMMUNE_ADMIN
    assert PROVINCE_ADMIN == Role.PROVINCE_ADMIN


@pytest.mark.parametrize(
    ("actor", "path", "manage", "govern"),
    [
        (SYSTEM, "24.07288", True, True),
        (ANONYMOUS, "24.07288", False, False),
        (official(Role.COMMUNE_ADMIN, "24.07288"), "24.07288", True, False),
        (official(Role.COMMUNE_ADMIN, "24.07288"), "24.07288.th-bo-ho", True, False),
        (official(Role.COMMUNE_ADMIN, "24.07288"), "24.07289", False, False),
        (official(Role.COMMUNE_ADMIN, "24.0728"), "24.07288", False, False),
        (official(Role.COMMUNE_ADMIN, "24.07288"), "24", False, False),
        (official(Role.PROVINCE_ADMIN, "24"), "24", True, True),
        (official(Role.PROVINCE_ADMIN, "24"), "24.07288.th-bo-ho", True, True),
        (official(Role.PROVINCE_ADMIN, "24"), "33.12127", False, False),
    ],
)
def test_who_changes_which_unit(actor: Actor, path: str, manage: bool, govern: bool) -> None:
    assert can_manage(actor, path) is manage
    assert can_govern(actor, path) is govern


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.COMMUNE_ADMIN, Role.PROVINCE_ADMIN)])
def test_no_other_role_changes_units(role: Role) -> None:
    assert not can_manage(official(role, "24"), "24.07288")
    assert not can_govern(official(role, "24"), "24.07288")
