"""Who may take petitions in at a desk, and give out a new code to whoever lost theirs."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """What the second person's decision needs: whose desk has the case, its path, whether sealed, who asked.

    `keepers`: the other desks that have protected petitions which the code opens too: theirs is the word then. `shut`:
    it accuses the actor or somebody close to them, or they stood aside.
    """

    agency_id: UUID
    path: str
    sealed: bool
    asked_by: UUID
    keepers: frozenset[UUID] = frozenset()
    shut: bool = False


def can_confirm_code(actor: Actor, facts: CodeFacts) -> Decision:
    """Whether the official may be the second of two: somebody else, of the desk or of the desk above it.

    The leader only where nothing is sealed: a sealed case may be about them, and they must not hear that it exists, nor
    that whoever sent it stands at the desk just now. The same of whoever is shut out.
    """
    if facts.shut:
        return no(N_("Đơn này không thuộc phần việc của tài khoản."))
    if actor.account_id is None or actor.account_id == facts.asked_by:
        return no(N_("Người xác nhận phải là người khác, không phải người đã đối chiếu."))
    if facts.keepers:
        kept = any(actor.holds_at(Role.INTAKE_CLERK, keeper) for keeper in facts.keepers)
        return YES if kept else no(N_("Một phần của đơn do tỉnh giữ: chỉ cán bộ tiếp nhận ở tỉnh xác nhận được."))
    if actor.holds_over(Role.INTAKE_CLERK, facts.path):
        return YES
    if actor.holds_at(Role.LEADER, facts.agency_id) and not facts.sealed:
        return YES
    return no(N_("Chỉ cán bộ tiếp nhận khác xác nhận được, hoặc lãnh đạo khi đơn không giữ kín."))
