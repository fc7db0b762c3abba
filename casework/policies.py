"""Who may learn who sent a case."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accounts.roles import Role
from casework.decisions import YES, Decision, no
from core.actor import Actor
from core.text import N_

# Who a case may be given to, and who therefore holds it: while they hold one of these at the desk, not longer.
HOLDER_ROLES = (Role.HANDLER, Role.VERIFIER, Role.INTAKE_CLERK)


def holds_case(actor: Actor, *, agency_id: UUID, assignee_id: UUID | None) -> bool:
    """Whether the actor was named to work a case and still works at the desk that has it.

    Whoever was moved elsewhere or lost the role is a stranger to it from that moment.
    """
    if actor.account_id is None or actor.account_id != assignee_id:
        return False
    return any(actor.holds_at(role, agency_id) for role in HOLDER_ROLES)


@dataclass(frozen=True, slots=True)
class IdentityFacts:
    """What the decision needs: whose desk holds the case, who was named to work it, whether it stays sealed.

    `team`: who else was named to read it; once somebody is, the rest of the desk are strangers.
    """

    agency_id: UUID
    assignee_id: UUID | None
    sealed: bool
    team: frozenset[UUID] = frozenset()


def can_open_identity(actor: Actor, facts: IdentityFacts) -> Decision:
    """The receiving desk, and whoever was named to work the case; nobody else, not even the leader.

    Denunciation Act art. 8, 9, 56; personal data are seen by those whose task needs them.
    """
    if actor.account_id is None:
        return no(N_("Chỉ cán bộ đang giữ đơn mới xem được danh tính người gửi."))
    nobody_named = facts.assignee_id is None and (not facts.team or actor.account_id in facts.team)
    if actor.holds_at(Role.INTAKE_CLERK, facts.agency_id) and (nobody_named or not facts.sealed):
        return YES
    if holds_case(actor, agency_id=facts.agency_id, assignee_id=facts.assignee_id):
        return YES
    return no(N_("Chỉ người tiếp nhận và người được giao đơn mới xem được danh tính người gửi."))
