from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from accounts.roles import Role
from core.actor import ANONYMOUS, SYSTEM, Actor, ActorKind, Grant
from surveys.policies import can_print_posters, can_read_confidential, can_read_results, can_review_comments

COMMUNE, OTHER, PROVINCE = uuid4(), uuid4(), uuid4()
PATHS = {COMMUNE: "24.07288", OTHER: "24.07294", PROVINCE: "24"}


def official(role: Role, agency_id: UUID) -> Actor:
    return Actor(ActorKind.OFFICIAL, uuid4(), "x", (Grant(role.value, agency_id, PATHS[agency_id]),))


# role at the commune → reads, confidential, reviews, prints; every role not listed may nothing.
TABLE = {
    Role.SURVEY_MANAGER: (True, False, True, True),
    Role.LEADER: (True, True, False, True),
    Role.BOARD_MEMBER: (True, False, False, False),
    Role.PROVINCIAL_INSPECTOR: (True, True, False, False),
    Role.COMMUNE_ADMIN: (False, False, False, True),
}


def rights(actor: Actor) -> tuple[bool, bool, bool, bool]:
    return (
        can_read_results(actor, agency_id=COMMUNE, path=PATHS[COMMUNE]),
        can_read_confidential(actor, agency_id=COMMUNE, path=PATHS[COMMUNE]),
        can_review_comments(actor, agency_id=COMMUNE),
        can_print_posters(actor, agency_id=COMMUNE),
    )


@pytest.mark.parametrize("role", Role)
def test_rights_at_the_commune(role: Role) -> None:
    assert rights(official(role, COMMUNE)) == TABLE.get(role, (False,) * 4)


@pytest.mark.parametrize("role", Role)
def test_a_neighbour_may_nothing(role: Role) -> None:
    assert rights(official(role, OTHER)) == (False,) * 4


@pytest.mark.parametrize("role", Role)
def test_from_the_province_only_the_inspection_reads(role: Role) -> None:
    expected = (True, True, False, False) if role is Role.PROVINCIAL_INSPECTOR else (False,) * 4
    assert rights(official(role, PROVINCE)) == expected


@pytest.mark.parametrize("actor", [ANONYMOUS, SYSTEM])
def test_visitors_and_the_system_may_nothing(actor: Actor) -> None:
    assert rights(actor) == (False,) * 4
