"""Who may keep the rules and the calendar."""

from __future__ import annotations

from accounts.matrix import Capability, roles_for
from core.actor import Actor, ActorKind

KEEPERS = roles_for(Capability.DEADLINES_EDIT)


def can_keep_calendar(actor: Actor) -> bool:
    """The province keeps the calendar; a commune reads it."""
    return actor.kind is ActorKind.SYSTEM or bool(actor.roles().intersection(KEEPERS))


def can_set_length(actor: Actor, *, province_path: str) -> bool:
    """A province sets its own lengths, where the law leaves them open, for itself only."""
    return actor.kind is ActorKind.SYSTEM or any(actor.holds_over(role, province_path) for role in KEEPERS)
