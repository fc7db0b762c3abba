"""Who sees the week of which desk."""

from __future__ import annotations

from accounts.roles import Role
from agencies.queries import AgencyCard
from casework.decisions import YES, Decision, no
from core.actor import Actor
from core.text import N_
from feedback.policies import STAFF_ROLES

# Whose view reaches below their own agency: who leads it, and the province's inspector.
OVER = (Role.LEADER, Role.PROVINCIAL_INSPECTOR)


def can_see_week(actor: Actor, desk: AgencyCard) -> Decision:
    """Whether the official sees how a desk fares this week: its leader, and from the province leader and inspector.

    Figures and readable petitions only: it gives no sight of a sealed case.
    """
    if any(actor.holds_over(role, desk.path) for role in OVER):
        return YES
    return no(N_("Trang tuần là của lãnh đạo nơi này và của tỉnh."))


def can_list_at(actor: Actor, desk: AgencyCard) -> bool:
    """Whether the queue shows them this desk's petitions, so that a figure can lead there."""
    return any(actor.holds_at(role, desk.id) for role in STAFF_ROLES)
