"""Who takes in many at once, and who opens papers from the scanner."""

from __future__ import annotations

from uuid import UUID

from accounts.roles import Role
from casework.decisions import YES, Decision, no
from core.actor import Actor
from core.text import N_


def can_take_in_many(actor: Actor, agency_id: UUID) -> Decision:
    """Whether the official works with sheets, lines and scans of this desk: its intake clerks only.

    A scan may be a denunciation, of a leader too: until it is entered nobody else sees that it is there.
    """
    if actor.holds_at(Role.INTAKE_CLERK, agency_id):
        return YES
    return no(N_("Chỉ cán bộ tiếp nhận của bàn này làm việc này."))
