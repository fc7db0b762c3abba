"""Who may prepare, read and approve."""

from __future__ import annotations

from uuid import UUID

from accounts.roles import Role
from casework.decisions import YES, Decision, no
from core.actor import Actor
from core.text import N_

PREPARERS = (Role.PUBLISHER, Role.RECORDS_CLERK)
READERS = (*PREPARERS, Role.LEADER)


def can_prepare(actor: Actor, agency_id: UUID) -> Decision:
    """Write, open, close and compile: the officer in charge of publication and the records clerk."""
    if any(actor.holds_at(role, agency_id) for role in PREPARERS):
        return YES
    return no(N_("Chỉ người phụ trách công khai và văn thư của đơn vị mới soạn và tổng hợp được."))


def can_read_opinions(actor: Actor, agency_id: UUID) -> Decision:
    """Read opinions, without who sent them: whoever compiles, and the leader who answers for the result."""
    if any(actor.holds_at(role, agency_id) for role in READERS):
        return YES
    return no(N_("Ý kiến chỉ mở cho người tổng hợp và lãnh đạo của đơn vị."))


def can_approve(actor: Actor, agency_id: UUID) -> Decision:
    """Publish the result or send it back: the leader. Law 10/2022 art. 28.3 makes the chairperson responsible."""
    if actor.holds_at(Role.LEADER, agency_id):
        return YES
    return no(N_("Kết quả do lãnh đạo đơn vị duyệt."))
