"""One card per task; each is shown to whoever passes its page's gate."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, g, url_for
from flask_babel import gettext

from accounts.roles import Role
from agencies.queries import AgencyCard
from agencies.states import AgencyKind
from core.actor import Actor
from core.context import Context
from core.text import N_
from feedback.bulk.waiting import count_waiting
from feedback.issuing.listing import count_for_records, for_signer
from feedback.issuing.states import PaperState
from feedback.queries import count_queues
from feedback.queries.narrowing import NOTHING, Narrowing
from feedback.queries.queue import count_narrowed
from feedback.states import Due, View
from processes.dropping import TOLD
from surveys.alerts.finding import count_fresh
from web.context import read_context
from web.formatting import label
from web.navigation import may_open
from web.staff.petitions.narrowing import queue_url
from web.staff.petitions.rows import capped

# endpoint, icon, title, what one does there
_CARDS: tuple[tuple[str, str, str, str], ...] = (
    ("staff_petitions.queue", "message", N_("Đơn thư"), N_("Việc đến hạn trước xếp trên cùng.")),
    ("staff_intake.index", "pencil", N_("Tiếp nhận tại bàn"), N_("Ghi đơn bà con kể, đơn giấy, điện thoại.")),
    ("staff_bulk.index", "upload", N_("Nhập nhiều đơn"), N_("Từ Excel, gõ nhiều dòng, giấy vừa quét.")),
    ("staff_records.index", "pencil", N_("Văn thư"), N_("Cấp số, tải bản đã ký lên, ban hành, sổ văn bản đi.")),
    ("board.index", "shield", N_("Giám sát"), N_("Tình trạng đơn và cam kết, không thấy người gửi.")),
    ("staff_disclosures.index", "document", N_("Công khai"), N_("Đăng văn bản, xem mục nào còn thiếu.")),
    ("staff_consultations.index", "pencil", N_("Lấy ý kiến"), N_("Đưa dự thảo ra dân bàn, trả lời từng nhóm ý kiến.")),
    ("staff_dialogues.index", "people", N_("Đối thoại, cam kết"), N_("Lịch đối thoại, câu hỏi, việc đã hứa.")),
    ("staff_hamlet.index", "speaker", N_("Thôn của tôi"), N_("Việc cần báo bà con, dự thảo đang hỏi, lịch đối thoại.")),
    ("staff_register.incoming", "list", N_("Sổ văn bản"), N_("Số và ngày của đơn đến, trả lời đi, văn bản công khai.")),
    ("staff_reports.index", "chart", N_("Báo cáo"), N_("Biểu thống kê đơn thư theo kỳ, tải Excel, Word, PDF.")),
    ("staff_surveys.index", "smile", N_("Khảo sát"), N_("Kết quả từng quầy, in mã QR.")),
    ("admin_accounts.index", "user", N_("Tài khoản"), N_("Thêm người, cấp và thu vai trò, đặt lại mật khẩu.")),
    ("admin_agencies.index", "home", N_("Xã, thôn, quầy"), N_("Thôn, phòng ban, điểm phục vụ.")),
    ("admin_deadlines.index", "clock", N_("Thời hạn, ngày nghỉ"), N_("Số ngày theo luật và lịch nghỉ.")),
    ("admin_requests.index", "shield", N_("Yêu cầu của dân về dữ liệu"), N_("Xem, sửa, xoá; việc nào sắp hết hạn.")),
    ("admin_breaches.index", "warning", N_("Sổ sự cố dữ liệu"), N_("Lộ, mất, gửi nhầm; còn bao nhiêu giờ để báo.")),
    ("admin_audit.index", "list", N_("Nhật ký"), N_("Ai đã làm việc gì, lúc nào; kiểm tra nhật ký còn nguyên.")),
    ("admin_retention.index", "clock", N_("Thời hạn lưu"), N_("Giữ gì bao lâu, đêm nay xoá gì.")),
    ("admin_erasures.index", "document", N_("Giấy xin xoá thông tin"), N_("Ai xin xoá, hạn trả lời, quyết định.")),
    ("admin_notices.index", "bell", N_("Thư, tin đã gửi"), N_("Tin nào đã tới, tin nào chưa rõ.")),
)


@dataclass(frozen=True, slots=True)
class Card:
    """A task on the first page."""

    icon: str
    title: str
    text: str
    url: str
    first: bool


def cards_for(actor: Actor) -> list[Card]:
    """The tasks of this official; the first is the main one."""
    # The official's own place, put there by the gate.
    home = g.get("agency_card")
    entries = [entry for entry in _CARDS if entry[0] in current_app.view_functions and may_open(actor, entry[0])]
    cards = [
        Card(icon, gettext(title), gettext(text), url_for(endpoint), first=index == 0)
        for index, (endpoint, icon, title, text) in enumerate(entries)
    ]
    return [*cards, _public_page(home, first=not cards)] if home else cards


def _public_page(home: AgencyCard, *, first: bool) -> Card:
    endpoint = "public.province" if home.kind == AgencyKind.PROVINCE else "public.commune"
    return Card("eye", home.name, gettext("Xem trang mà bà con đang thấy."), url_for(endpoint, code=home.code), first)


# The views of the queue that say something about today, and how bad a number there is.
_COUNTED = ((View.OVERDUE, "late"), (View.DUE_SOON, "due"), (View.UNTRIAGED, None), (View.MINE, None))


def counts() -> list[dict[str, object]]:
    """What is late, due today, due soon, new and waiting for this official; empty for those who handle no petitions."""
    ctx = read_context()
    found = {count.view: (count.count, count.capped) for count in count_queues(ctx)}
    if not found:
        return [*_papers(ctx), *_drops(ctx)]
    due_today = Narrowing(due=Due.TODAY)
    today = count_narrowed(ctx, viewer=ctx.actor, view=View.OPEN, narrowed=due_today)
    facts = [_fact(label(view), found[view], kind, queue_url(view, NOTHING)) for view, kind in _COUNTED]
    facts.insert(1, _fact(label(Due.TODAY), today, "due", queue_url(View.OPEN, due_today)))
    return [*facts, *_scans(ctx), *_papers(ctx), *_drops(ctx)]


def _papers(ctx: Context) -> list[dict[str, object]]:
    """Papers put before this official, and what waits with the registry; nothing when none waits."""
    waiting = len(for_signer(ctx)) if may_open(ctx.actor, "staff_issuing.index") else 0
    facts = [(gettext("Văn bản chờ duyệt"), waiting, url_for("staff_issuing.index"))]
    registry = ctx.actor.agencies(Role.RECORDS_CLERK)
    if registry:
        found = count_for_records(ctx, registry)
        where = url_for("staff_records.index")
        facts += [
            (gettext("Văn bản chờ số"), found[PaperState.APPROVED], where + "#cho-so"),
            (gettext("Văn bản chờ bản đã ký"), found[PaperState.NUMBERED], where + "#cho-ban-ky"),
        ]
    return [{"label": text, "value": count, "kind": "due", "url": url} for text, count, url in facts if count]


def _drops(ctx: Context) -> list[dict[str, object]]:
    """Places whose satisfaction really fell in the last weeks; nothing when none did."""
    agencies = ctx.actor.agencies(*TOLD)
    fallen = count_fresh(ctx, agencies) if agencies else 0
    if not fallen:
        return []
    url = url_for("staff_surveys.index", _anchor="tut")
    return [{"label": gettext("Nơi bị tụt mức hài lòng"), "value": fallen, "kind": "late", "url": url}]


def _scans(ctx: Context) -> list[dict[str, object]]:
    """Papers from the scanner that nobody has entered yet; nothing when none waits."""
    waiting = count_waiting(ctx, viewer=ctx.actor) if may_open(ctx.actor, "staff_bulk.scans") else 0
    if not waiting:
        return []
    return [
        {"label": gettext("Giấy quét đang chờ"), "value": waiting, "kind": None, "url": url_for("staff_bulk.scans")}
    ]


def _fact(text: str, counted: tuple[int, bool], kind: str | None, url: str) -> dict[str, object]:
    return {"label": text, "value": capped(*counted), "kind": kind if counted[0] else None, "url": url}
