"""Who may take petitions in at a desk."""

from __future__ import annotations

from uuid import UUID

from accounts.roles import Role
from casework.decisions import YES, Decision, no
from core.actor import Actor
from core.text import N_

# The unit the chairman assigned (NĐ 154/2026 art. 28, 29), and the chairman on the days they receive in person.
RECEIVING_ROLES = (Role.INTAKE_CLERK, Role.LEADER)


def can_receive(actor: Actor, agency_id: UUID) -> Decision:
    """Whether the official takes petitions in at this desk: recording gives no right to read it again later."""
    if any(actor.holds_at(role, agency_id) for role in RECEIVING_ROLES):
        return YES
    return no(N_("Chỉ cán bộ tiếp nhận và lãnh đạo ghi nhận đơn tại bàn."))
