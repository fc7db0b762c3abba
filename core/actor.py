"""Who acts. Built by the entry point, re-read inside each write transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    """What sort of actor: a visitor, a signed-in official, or the system itself."""

    CITIZEN = "citizen"
    OFFICIAL = "official"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held over an agency. `path` is the agency's place in the tree (`01.00004`)."""

    role: str
    agency_id: UUID
    path: str


@dataclass(frozen=True, slots=True)
class Actor:
    """The person or process on whose behalf something is done."""

    kind: ActorKind
    account_id: UUID | None = None
    name: str = ""
    grants: tuple[Grant, ...] = ()
    session_id: UUID | None = None
    # What opens locked cases: the secret of an official's session, or what a sender's access code was made into.
    secret: bytes | None = field(default=None, repr=False, compare=False)

    def roles(self) -> frozenset[str]:
        """All roles held anywhere."""
        return frozenset(grant.role for grant in self.grants)

    def holds_at(self, role: str, agency_id: UUID) -> bool:
        """Whether the role is held at exactly this agency: case work is never inherited by the level above."""
        return any(grant.role == role and grant.agency_id == agency_id for grant in self.grants)

    def holds_over(self, role: str, path: str) -> bool:
        """Whether the role is held at the agency of this path or above it: supervision and administration."""
        return any(grant.role == role and covers(grant.path, path) for grant in self.grants)

    def agencies(self, *roles: str) -> tuple[UUID, ...]:
        """The agencies at which any of the roles is held."""
        return tuple(dict.fromkeys(grant.agency_id for grant in self.grants if grant.role in roles))

    def paths(self, *roles: str) -> tuple[str, ...]:
        """The tree paths at which any of the roles is held."""
        return tuple(dict.fromkeys(grant.path for grant in self.grants if grant.role in roles))


def covers(above: str, path: str) -> bool:
    """Whether a path is the other's own or below it in the tree."""
    return path == above or path.startswith(above + ".")


ANONYMOUS = Actor(ActorKind.CITIZEN)
SYSTEM = Actor(ActorKind.SYSTEM, name="system")
