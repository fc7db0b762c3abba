"""Who may manage which account: every role against every place."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.matrix import HOLDERS, Capability
from accounts.policies import (
    HeldAt,
    are_compatible,
    can_grant,
    can_manage,
    can_manage_at,
    fits,
    keeps_receiving_apart,
    receives_apart_from_below,
)
from accounts.roles import ADMINS, OVERSEERS, SEES_PETITIONS, Role
from agencies.states import AgencyKind
from core.actor import ANONYMOUS, SYSTEM, Actor, ActorKind, Grant

# Who reads sealed petitions from the first moment, or when an answer or a paper of one lies before them.
SEALED = HOLDERS[Capability.PETITION_READ_SEALED] | {Role.LEADER, Role.RECORDS_CLERK}
PROVINCE, COMMUNE, HAMLET, OTHER, OTHER_PROVINCE = "24", "24.07288", "24.07288.th-a", "24.07294", "33"
AGENCY = UUID(int=1)


def holder(role: Role, path: str) -> Actor:
    return Actor(ActorKind.OFFICIAL, UUID(int=2), "", (Grant(role.value, AGENCY, path),))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(
    ("admin", "own", "place", "reaches"),
    [
        (Role.COMMUNE_ADMIN, COMMUNE, COMMUNE, True),
        (Role.COMMUNE_ADMIN, COMMUNE, HAMLET, True),
        (Role.COMMUNE_ADMIN, COMMUNE, OTHER, False),
        (Role.COMMUNE_ADMIN, COMMUNE, PROVINCE, False),
        (Role.PROVINCE_ADMIN, PROVINCE, PROVINCE, True),
        (Role.PROVINCE_ADMIN, PROVINCE, COMMUNE, True),
        (Role.PROVINCE_ADMIN, PROVINCE, OTHER_PROVINCE, False),
    ],
)
def test_an_administrator_gives_roles_in_their_own_place_only(
    role: Role, admin: Role, own: str, place: str, reaches: bool
) -> None:
    above = admin is Role.COMMUNE_ADMIN and role in OVERSEERS | SEALED
    assert can_grant(holder(admin, own), HeldAt(role, place)) is (reaches and not above)
    assert can_manage_at(holder(admin, own), place) is reaches


@pytest.mark.parametrize("role", [role for role in Role if role not in ADMINS])
def test_nobody_else_manages_accounts(role: Role) -> None:
    actor = holder(role, PROVINCE)
    assert not can_manage_at(actor, COMMUNE)
    assert not any(can_grant(actor, HeldAt(given, COMMUNE)) for given in Role)
    assert not can_manage(actor, path=COMMUNE, grants=[])


def test_the_terminal_may_do_all_and_a_visitor_nothing() -> None:
    assert all(can_grant(SYSTEM, HeldAt(role, PROVINCE)) for role in Role)
    assert not any(can_grant(ANONYMOUS, HeldAt(role, PROVINCE)) for role in Role)


@pytest.mark.parametrize("role", sorted(OVERSEERS | SEALED))
def test_a_commune_admin_cannot_take_over_an_account_of_someone_above(role: Role) -> None:
    """Someone who works in the commune but also holds a role above: only the province may reset their password."""
    grants = [HeldAt(Role.HANDLER, COMMUNE), HeldAt(role, PROVINCE)]
    assert not can_manage(holder(Role.COMMUNE_ADMIN, COMMUNE), path=COMMUNE, grants=grants)
    assert can_manage(holder(Role.PROVINCE_ADMIN, PROVINCE), path=COMMUNE, grants=grants)


def test_an_account_that_works_elsewhere_too_is_out_of_reach() -> None:
    grants = [HeldAt(Role.HANDLER, COMMUNE), HeldAt(Role.HANDLER, OTHER)]
    assert not can_manage(holder(Role.COMMUNE_ADMIN, COMMUNE), path=COMMUNE, grants=grants)


@pytest.mark.parametrize("reader", sorted(SEALED))
@pytest.mark.parametrize("place", [COMMUNE, PROVINCE])
def test_a_reader_of_sealed_petitions_is_out_of_a_commune_admins_reach(reader: Role, place: str) -> None:
    held = HeldAt(reader, place)
    commune, province = holder(Role.COMMUNE_ADMIN, COMMUNE), holder(Role.PROVINCE_ADMIN, PROVINCE)
    for other in ([], [HeldAt(Role.PUBLISHER, COMMUNE)]):
        assert not can_manage(commune, path=COMMUNE, grants=[held, *other])
        assert can_manage(province, path=COMMUNE, grants=[held, *other])
        assert can_manage(SYSTEM, path=COMMUNE, grants=[held, *other])
    assert not can_manage(holder(Role.PROVINCE_ADMIN, OTHER_PROVINCE), path=COMMUNE, grants=[held])


@pytest.mark.parametrize("role", Role)
def test_a_leader_reads_no_sealed_petition_of_their_own_agency(role: Role) -> None:
    reads = role in HOLDERS[Capability.PETITION_READ_SEALED]
    here, there = UUID(int=1), UUID(int=2)
    assert keeps_receiving_apart([(Role.LEADER, here), (role, here)]) is not reads
    assert keeps_receiving_apart([(role, here), (Role.HANDLER, here), (Role.LEADER, here)]) is not reads
    assert keeps_receiving_apart([(Role.LEADER, here), (role, there)])
    assert keeps_receiving_apart([(role, here)])


@given(st.sets(st.sampled_from(list(Role))))
def test_who_manages_accounts_reads_no_petitions(roles: set[Role]) -> None:
    administers = bool(roles & set(ADMINS))
    reads = bool(roles & (SEES_PETITIONS - set(ADMINS)))
    assert are_compatible(roles) is not (administers and reads)


@pytest.mark.parametrize("role", Role)
def test_every_role_belongs_to_some_kind_of_agency_and_none_to_an_office(role: Role) -> None:
    assert any(fits(role, kind) for kind in AgencyKind)
    assert not fits(role, AgencyKind.OFFICE)
    assert fits(role, AgencyKind.HAMLET) is (role is Role.HAMLET_HEAD)


@pytest.mark.parametrize(
    ("reads", "works", "apart"),
    [
        ("24", "24.07288", False),
        ("24", "24.07288.T01", False),
        ("24.07288", "24.07288.T01", False),
        ("24.07288", "24.07288", True),
        ("24.07288", "24", True),
        ("24.07288", "24.07294", True),
        ("24", "240.07288", True),
    ],
)
def test_who_receives_works_nowhere_below(reads: str, works: str, apart: bool) -> None:
    for role in set(Role) - {Role.INTAKE_CLERK}:
        held = [HeldAt(Role.INTAKE_CLERK, reads), HeldAt(role, works)]
        assert receives_apart_from_below(held) is apart
    assert receives_apart_from_below([HeldAt(Role.HANDLER, reads), HeldAt(Role.LEADER, works)])
