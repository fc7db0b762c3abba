"""Who may manage which account. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from accounts.roles import ADMINS, OVERSEERS, READS_SEALED, SEES_PETITIONS, SIGNS_SEALED, Role
from agencies.states import AgencyKind
from core.actor import Actor, ActorKind, covers

# What a commune's administrator gives nobody: what watches over the commune, and what reads sealed petitions, be it at
# the end of their way only.
_FROM_ABOVE = OVERSEERS | READS_SEALED | SIGNS_SEALED
_GOVERNMENT = frozenset({AgencyKind.PROVINCE, AgencyKind.COMMUNE})
_KINDS = {
    Role.HAMLET_HEAD: frozenset({AgencyKind.HAMLET}),
    Role.COMMUNE_ADMIN: frozenset({AgencyKind.COMMUNE}),
    Role.BOARD_MEMBER: frozenset({AgencyKind.COMMUNE}),
    Role.PROVINCE_ADMIN: frozenset({AgencyKind.PROVINCE}),
    Role.PROVINCIAL_INSPECTOR: frozenset({AgencyKind.PROVINCE}),
}


@dataclass(frozen=True, slots=True)
class HeldAt:
    """A role and the tree path of the agency it is held at."""

    role: Role
    path: str


def can_manage_at(actor: Actor, path: str) -> bool:
    """Whether the actor manages accounts at this place: the system, or an administrator of it or of one above."""
    return actor.kind is ActorKind.SYSTEM or any(actor.holds_over(role, path) for role in ADMINS)


def can_grant(actor: Actor, held: HeldAt) -> bool:
    """Whether the actor may give or withdraw this role at this place.

    A commune's administrator gives no role that watches over the commune or stands above it, and none that reads
    sealed petitions, a leader's and a records clerk's among them: these may be about the very officials the
    administrator works under.
    """
    if actor.kind is ActorKind.SYSTEM or actor.holds_over(Role.PROVINCE_ADMIN, held.path):
        return True
    return held.role not in _FROM_ABOVE and actor.holds_over(Role.COMMUNE_ADMIN, held.path)


def fits(role: Role, kind: AgencyKind) -> bool:
    """Whether a role belongs to this kind of agency: a hamlet has a head, only a province has an inspector."""
    return kind in _KINDS.get(role, _GOVERNMENT)


def can_manage(actor: Actor, *, path: str, grants: Iterable[HeldAt]) -> bool:
    """Whether the actor may change an account: it works in their place, and they could give each of its roles.

    Otherwise a commune's administrator could take over the account of someone above by resetting its password.
    """
    return can_manage_at(actor, path) and all(can_grant(actor, held) for held in grants)


def are_compatible(roles: Iterable[Role]) -> bool:
    """Whether one account may hold all these roles: who manages accounts reads no petitions and no log."""
    held = set(roles)
    return not held & set(ADMINS) or not held & (SEES_PETITIONS - set(ADMINS))


def keeps_receiving_apart(held: Iterable[tuple[Role, UUID]]) -> bool:
    """Whether nobody leads an agency and also reads its sealed petitions: these may be about who leads it."""
    places = set(held)
    leads = {agency_id for role, agency_id in places if role is Role.LEADER}
    return not any(role in READS_SEALED and agency_id in leads for role, agency_id in places)


def receives_apart_from_below(held: Iterable[HeldAt]) -> bool:
    """Whether nobody reads the sealed petitions of an agency and works below it as well.

    The province receives what speaks of a commune's leaders and its desk, the commune what speaks of hamlet heads: the
    reader must not be one of them or their subordinate. Law sheet §2.4; docs/adr/0205.
    """
    places = set(held)
    reads = {place.path for place in places if place.role in READS_SEALED}
    return not any(covers(path, place.path) and path != place.path for path in reads for place in places)
