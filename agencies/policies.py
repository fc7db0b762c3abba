"""Who may change units. Role names are the kernel's plain texts: `accounts` stands above this package."""

from __future__ import annotations

from core.actor import Actor, ActorKind

COMMUNE_ADMIN = "commune_admin"
PROVINCE_ADMIN = "province_admin"


def can_manage(actor: Actor, path: str) -> bool:
    """Contact data, hamlets, offices and counters: the administrators of the agency or above it, and the system."""
    return can_govern(actor, path) or actor.holds_over(COMMUNE_ADMIN, path)


def can_govern(actor: Actor, path: str) -> bool:
    """Opening a desk, the remote-area flag, names of communes and mergers: the province's administrator, the system."""
    return actor.kind is ActorKind.SYSTEM or actor.holds_over(PROVINCE_ADMIN, path)
