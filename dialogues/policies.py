"""Who may do what with dialogues, questions and commitments."""

from __future__ import annotations

from uuid import UUID

from accounts.roles import Role
from core.actor import Actor
from core.errors import Forbidden

MANAGERS = (Role.DIALOGUE_SECRETARY, Role.LEADER)


def can_manage(actor: Actor, agency_id: UUID) -> bool:
    """The secretary and the leaders of the agency itself run its dialogues and its promises."""
    return any(actor.holds_at(role, agency_id) for role in MANAGERS)


def can_verify(actor: Actor, agency_id: UUID) -> bool:
    """Only the People's Inspection Board of the same commune confirms or disputes what officials claim."""
    return actor.holds_at(Role.BOARD_MEMBER, agency_id)


def require(allowed: bool) -> None:
    """Raises Forbidden unless allowed."""
    if not allowed:
        raise Forbidden
