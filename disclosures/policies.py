"""Who may publish."""

from __future__ import annotations

from uuid import UUID

from accounts.roles import Role
from casework.decisions import YES, Decision, no
from core.actor import Actor
from core.text import N_


def can_publish(actor: Actor, agency_id: UUID) -> Decision:
    """The officer in charge of publication at exactly this agency. Law 10/2022 art. 14.1."""
    if actor.holds_at(Role.PUBLISHER, agency_id):
        return YES
    return no(N_("Chỉ người phụ trách công khai của đơn vị mới đăng, thay hoặc gỡ được."))


def can_see_drafts(actor: Actor, agency_id: UUID) -> Decision:
    """The same officer, and the leader who answers for what is published."""
    if actor.holds_at(Role.PUBLISHER, agency_id) or actor.holds_at(Role.LEADER, agency_id):
        return YES
    return no(N_("Bản nháp chỉ mở cho người phụ trách công khai và lãnh đạo của đơn vị."))


def can_edit_legal_items(actor: Actor) -> Decision:
    """The administrator of the province: the list is one for all its communes."""
    if Role.PROVINCE_ADMIN in actor.roles():
        return YES
    return no(N_("Danh mục do quản trị tỉnh sửa."))
