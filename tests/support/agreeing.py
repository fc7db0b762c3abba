"""The second person in tests: what one official asked for, another agrees to."""

from __future__ import annotations

from uuid import UUID

from accounts.roles import Role
from casework.states import IdentityReason
from core.actor import Actor
from feedback.opening.services import ask_opening, decide_opening
from tests.support.petitioning import Desk

WORDS = "Phải gặp để nhận chứng cứ gốc, hẹn ngoài trụ sở."


def open_by_two(desk: Desk, petition_id: UUID, asker: Actor, second: Actor | None = None) -> UUID:
    """Who sent it is open to the asker now."""
    with desk.runtime.transaction(asker) as ctx:
        opening_id = ask_opening(ctx, petition_id, IdentityReason.MEET, WORDS)
    with desk.runtime.transaction(second or desk.actor(Role.LEADER)) as ctx:
        decide_opening(ctx, opening_id, agrees=True)
    return opening_id
