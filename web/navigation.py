"""The side navigation of officials: which page for which role."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import gettext

from accounts.roles import Role
from core.actor import Actor
from core.text import N_
from web.context import runtime
from web.gates import gate_of


@dataclass(frozen=True, slots=True)
class NavItem:
    """One link."""

    label: str
    url: str
    current: bool
    count: str | None = None


@dataclass(frozen=True, slots=True)
class NavGroup:
    """Links under one heading."""

    label: str
    items: tuple[NavItem, ...]


# (heading, ((label, endpoint), …)); a link is shown to whoever passes its endpoint's gate.
_MENU: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "",
        (
            (N_("Hôm nay"), "staff.today"),
            (N_("Tuần này"), "staff_weekly.index"),
            (N_("Tiếp nhận tại bàn"), "staff_intake.index"),
            (N_("Nhập nhiều đơn"), "staff_bulk.index"),
            (N_("Đơn thư"), "staff_petitions.queue"),
            (N_("Khiếu nại, tố cáo"), "staff_formal.index"),
            (N_("Sau khi trả lời"), "staff_aftermath.index"),
            (N_("Nhắc việc"), "staff_reminders.index"),
            (N_("Bàn giao"), "staff_handover.index"),
        ),
    ),
    (
        N_("Văn bản"),
        (
            (N_("Soạn, duyệt văn bản"), "staff_issuing.index"),
            (N_("Văn thư"), "staff_records.index"),
            (N_("Giao văn bản"), "staff_deliveries.index"),
            (N_("Niêm yết kết quả"), "staff_postings.index"),
            (N_("Đăng câu trả lời"), "staff_publishing.index"),
            (N_("Uỷ quyền ký"), "staff_signing.index"),
            (N_("Sổ văn bản"), "staff_register.incoming"),
        ),
    ),
    (
        N_("Số liệu"),
        (
            (N_("Báo cáo"), "staff_reports.index"),
            (N_("Mức độ hài lòng"), "staff_satisfaction.index"),
            (N_("Dữ liệu cho CSDL quốc gia"), "staff_export.index"),
        ),
    ),
    (
        N_("Dân chủ cơ sở"),
        (
            (N_("Công khai"), "staff_disclosures.index"),
            (N_("Lấy ý kiến"), "staff_consultations.index"),
            (N_("Đối thoại, cam kết"), "staff_dialogues.index"),
            (N_("Khảo sát"), "staff_surveys.index"),
            (N_("Khảo sát tại quầy"), "staff_survey_desk.index"),
            (N_("In mã cho quầy"), "staff_posters.index"),
            (N_("Màn hình ở sảnh"), "staff_walls.index"),
            (N_("Thôn của tôi"), "staff_hamlet.index"),
        ),
    ),
    (N_("Giám sát"), ((N_("Ban Thanh tra nhân dân"), "board.index"),)),
    (
        N_("Quản trị"),
        (
            (N_("Tài khoản"), "admin_accounts.index"),
            (N_("Xã, thôn, quầy"), "admin_agencies.index"),
            (N_("Thời hạn, ngày nghỉ"), "admin_deadlines.index"),
            (N_("Căn cứ, lý do"), "admin_grounds.index"),
            (N_("Mẫu văn bản"), "admin_papers.index"),
            (N_("Kỳ báo cáo, khoá kết nối"), "staff_report_periods.index"),
            (N_("Chức vụ người ký"), "staff_signing.posts"),
            (N_("Cách trả lời đơn"), "staff_signing.ways"),
            (N_("Cổng tỉnh, tên miền"), "admin_portal.index"),
            (N_("Ngưỡng điểm nóng"), "staff_weekly.limits"),
            (N_("Ngưỡng đánh giá bị ngờ"), "staff_survey_limits.index"),
            (N_("Danh mục Điều 11"), "staff_disclosures.legal_items"),
            (N_("Nhật ký"), "admin_audit.index"),
            (N_("Thư, tin đã gửi"), "admin_notices.index"),
            (N_("Đối chiếu số khảo sát"), "admin_proofs.index"),
        ),
    ),
    (
        N_("Dữ liệu cá nhân"),
        (
            (N_("Yêu cầu của dân"), "admin_requests.index"),
            (N_("Giấy xin xoá thông tin"), "admin_erasures.index"),
            (N_("Thời hạn lưu"), "admin_retention.index"),
            (N_("Giữ lại hồ sơ"), "admin_holds.index"),
            (N_("Sổ sự cố"), "admin_breaches.index"),
            (N_("Báo sự cố"), "staff_incidents.record"),
            (N_("Sổ xử lý dữ liệu"), "admin_privacy.register"),
        ),
    ),
    (
        N_("Của tôi"),
        (
            (N_("Tài khoản của tôi"), "staff_auth.me"),
            (N_("Khoá hồ sơ kín"), "staff_locks.index"),
            (N_("Két danh tính"), "staff_safes.index"),
            (N_("Thư niêm phong"), "staff_post.index"),
            (N_("Hai người cùng mở"), "staff_opening.index"),
            (N_("Quan hệ của cán bộ"), "staff_ties.index"),
            (N_("Hồ sơ kín của tôi"), "staff_protection.index"),
            (N_("Sổ tay"), "staff_handbook.index"),
            (N_("Hộp thư dùng thử"), "demo.mailbox"),
        ),
    ),
)
# In the menu of these roles only; the others find it on the page it belongs to.
_ONLY: dict[str, Role] = {
    "staff_disclosures.legal_items": Role.PROVINCE_ADMIN,
    "staff_weekly.limits": Role.PROVINCE_ADMIN,
    "staff_survey_limits.index": Role.PROVINCE_ADMIN,
}


def staff_nav(actor: Actor) -> tuple[NavGroup, ...]:
    """The navigation for this official."""
    groups = []
    for heading, entries in _MENU:
        items = tuple(_item(text, endpoint) for text, endpoint in entries if _in_menu(actor, endpoint))
        if items:
            groups.append(NavGroup(gettext(heading) if heading else "", items))
    return tuple(groups)


def _in_menu(actor: Actor, endpoint: str) -> bool:
    only = _ONLY.get(endpoint)
    # Where the province is on the same machine nothing leaves sealed; its desk finds the page from that of its keys.
    if endpoint == "staff_post.index" and not runtime().settings.commune_alone:
        return False
    return may_open(actor, endpoint) and (only is None or only in actor.roles())


def may_open(actor: Actor, endpoint: str) -> bool:
    """Whether the endpoint exists here and its gate lets this official pass."""
    view = current_app.view_functions.get(endpoint)
    gate = gate_of(view) if view else None
    return gate is not None and (not gate.roles or bool(gate.roles & {Role(role) for role in actor.roles()}))


def _item(text: str, endpoint: str) -> NavItem:
    blueprint = endpoint.partition(".")[0]
    return NavItem(gettext(text), url_for(endpoint), current=request.blueprint == blueprint)
