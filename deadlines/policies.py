"""Who may keep the rules and the calendar."""

from __future__ import annotations

from accounts.roles import Role
from core.actor import Actor, ActorKind


def can_keep_calendar(actor: Actor) -> bool:
    """The province keeps the calendar; a commune reads it."""
    return actor.kind is ActorKind.SYSTEM or Role.PROVINCE_ADMIN in actor.roles()


def can_set_length(actor: Actor, *, province_path: str) -> bool:
    """A province sets its own lengths, where the law leaves them open, for itself only."""
    return actor.kind is ActorKind.SYSTEM or actor.holds_over(Role.PROVINCE_ADMIN, province_path)
