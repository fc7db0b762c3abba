"""Who may do what about personal data."""

from __future__ import annotations

from accounts.matrix import Capability, roles_for
from accounts.roles import Role
from casework.decisions import YES, Decision, no
from core.actor import Actor
from core.text import N_
from privacy.states import BreachAct, RequestAct

OFFICER = Role.DATA_PROTECTION_OFFICER


def demand(decision: Decision) -> None:
    """Raises Forbidden when it is no."""
    decision.demand()


def _of_the_province(actor: Actor, capability: Capability) -> bool:
    paths = actor.paths(*roles_for(capability))
    return any("." not in path for path in paths)


def sets_retention(actor: Actor) -> Decision:
    """The province's officer sets how long anything is kept: one schedule holds for the whole installation."""
    if _of_the_province(actor, Capability.RETENTION_SET):
        return YES
    return no(N_("Chỉ người bảo vệ dữ liệu của tỉnh đặt thời hạn lưu."))


def oversees_retention(actor: Actor) -> Decision:
    """The province's officer and auditor see terms and results. They count over all communes, so that a commune's own
    figures (one denunciation, closed long ago) are nobody's to see.
    """
    if _of_the_province(actor, Capability.RETENTION_SEE):
        return YES
    return no(N_("Thời hạn lưu do tỉnh giữ cho cả tỉnh."))


def can_hold(actor: Actor, path: str) -> Decision:
    """Who keeps a case from being erased: the data protection officer of the agency that has it, or of one above."""
    return YES if actor.holds_over(OFFICER, path) else no(N_("Chỉ người bảo vệ dữ liệu giữ lại hồ sơ."))


def can_work_request(actor: Actor, act: RequestAct, path: str) -> Decision:
    """Who answers requests: the data protection officer of the agency asked, or of one above. The person alone takes
    a request back. NĐ 356/2025 art. 5; 91/2025/QH15 art. 33.
    """
    if act is RequestAct.WITHDRAW:
        return YES if actor.account_id is None else no(N_("Chỉ người gửi thôi yêu cầu của mình."))
    if not actor.holds_over(OFFICER, path):
        return no(N_("Chỉ người bảo vệ dữ liệu trả lời yêu cầu."))
    return YES


def can_report_breach(actor: Actor) -> Decision:
    """Every official tells of a breach at once: who found it does not first look for somebody competent."""
    return YES if actor.account_id is not None else no(N_("Cán bộ đăng nhập rồi ghi."))


def can_see_breach(actor: Actor, path: str) -> Decision:
    """Who works on it, and the leader who answers for it."""
    if actor.holds_over(OFFICER, path) or actor.holds_over(Role.LEADER, path):
        return YES
    return no(N_("Chỉ người bảo vệ dữ liệu và lãnh đạo xem sổ sự cố."))


def can_work_breach(actor: Actor, act: BreachAct, path: str) -> Decision:
    """The officer works on it; a leader who is not that officer sends the report to the authority."""
    if act is BreachAct.REPORT:
        leads = actor.holds_over(Role.LEADER, path)
        return YES if leads else no(N_("Báo cáo gửi cơ quan chuyên trách do lãnh đạo duyệt."))
    if actor.holds_over(OFFICER, path):
        return YES
    return no(N_("Chỉ người bảo vệ dữ liệu làm bước này."))
