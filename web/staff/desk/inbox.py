"""What officials are told, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from flask import url_for
from flask_babel import gettext

from accounts.inbox import InboxLine, OfficialNoticeKind
from core.text import N_
from feedback.issuing.states import PaperAct
from feedback.states import View


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as the first page shows it."""

    id: UUID
    title: str
    text: str
    url: str
    at: datetime
    times: int = 1


def told(lines: Iterable[InboxLine]) -> list[Told]:
    """The words of notices (newest first), and where to go; what says the same stands there once."""
    found: dict[tuple[str, str, str], Told] = {}
    for line in lines:
        said = _WORDS[line.kind](line)
        newest = found.get(said)
        again = replace(newest, times=newest.times + 1) if newest else Told(line.id, *said, line.created_at)
        found[said] = again
    return list(found.values())


def _returned(line: InboxLine) -> tuple[str, str, str]:
    return (
        gettext("%(n)s đơn chờ giao lại", n=line.params["count"]),
        gettext(
            "%(agency)s: người giữ đơn không làm tiếp nữa. Giao cho người khác để kịp hạn.", agency=line.agency_name
        ),
        url_for("staff_petitions.queue", muc=View.UNASSIGNED.value),
    )


def _handed_over(line: InboxLine) -> tuple[str, str, str]:
    return (
        gettext("Anh chị được bàn giao %(n)s đơn", n=line.params["count"]),
        gettext("%(agency)s: xem danh sách rồi ký nhận.", agency=line.agency_name),
        url_for("staff_handover.record", handover_id=line.params["handover"]),
    )


def _terms(line: InboxLine) -> tuple[str, str, str]:
    return (
        gettext("Có thời hạn sắp hết hoặc đã quá"),
        gettext("%(agency)s: xem từng việc ở trang Nhắc việc.", agency=line.agency_name),
        url_for("staff_reminders.index"),
    )


def _survey_drop(line: InboxLine) -> tuple[str, str, str]:
    monday = date.fromisoformat(line.params["week"])
    return (
        gettext("Mức hài lòng ở quầy tụt thật"),
        gettext(
            "%(agency)s, tuần từ %(day)s: %(n)s nơi thấp hơn mức thường ngày, không phải ngẫu nhiên. "
            "Xem tuần ấy có chuyện gì.",
            agency=line.agency_name, day=f"{monday:%d/%m/%Y}", n=line.params["places"],
        ),
        url_for("staff_surveys.index", _anchor="tut"),
    )  # fmt: skip


def _opening_waits(line: InboxLine) -> tuple[str, str, str]:
    return (
        gettext("Có việc cần người thứ hai"),
        gettext("%(agency)s: đọc đề nghị rồi đồng ý hoặc không.", agency=line.agency_name),
        url_for("staff_opening.index"),
    )


def _opening_answered(line: InboxLine) -> tuple[str, str, str]:
    return (
        gettext("Đề nghị của anh chị đã có người trả lời"),
        gettext("%(agency)s: xem ở trang Hai người cùng mở.", agency=line.agency_name),
        url_for("staff_opening.index"),
    )


def _confided(line: InboxLine) -> tuple[str, str, str]:
    return (
        gettext("Có việc trong hồ sơ kín của anh chị"),
        gettext("%(agency)s: mở trang Hồ sơ kín của tôi để xem.", agency=line.agency_name),
        url_for("staff_protection.index"),
    )


def _breach(line: InboxLine) -> tuple[str, str, str]:
    return (
        gettext("Có sự cố dữ liệu cá nhân"),
        gettext("%(agency)s: đồng hồ 72 giờ đang chạy. Xem sổ sự cố.", agency=line.agency_name),
        url_for("admin_breaches.index"),
    )


def _key_made_anew(line: InboxLine) -> tuple[str, str, str]:
    return (
        gettext("Mật khẩu của %(person)s do người khác đặt", person=line.params["person"]),
        gettext(
            "%(agency)s: sau một ngày, các chìa mở hồ sơ kín tự về lại tay người này. Hỏi trực tiếp người ấy: nếu "
            "không nhờ ai đặt lại mật khẩu thì báo ngay quản trị và thanh tra tỉnh.",
            agency=line.agency_name,
        ),
        url_for("staff.today"),
    )  # fmt: skip


def _counts_differ(line: InboxLine) -> tuple[str, str, str]:
    return (
        gettext("Số đếm khảo sát lệch với phiếu"),
        gettext("%(agency)s: %(n)s chỗ. Xem ở trang Đối chiếu.", agency=line.agency_name, n=line.params["cells"]),
        url_for("admin_proofs.index"),
    )


_PAPERS: Mapping[str, tuple[str, str, str]] = {
    PaperAct.SUBMIT.value: (N_("Có văn bản chờ duyệt"), N_("Đọc rồi duyệt hoặc trả lại."), "staff_issuing.index"),
    PaperAct.APPROVE.value: (
        N_("Có văn bản chờ số"),
        N_("Cấp số, tải bản đã ký lên rồi ban hành."),
        "staff_records.index",
    ),
    PaperAct.NUMBER.value: (N_("Văn bản đã có số"), N_("In ra, lấy chữ ký rồi đưa văn thư."), "staff_issuing.index"),
}
_RETURNED = (N_("Văn bản được trả lại"), N_("Xem ý kiến, sửa rồi trình lại."), "staff_issuing.index")


def _paper(line: InboxLine) -> tuple[str, str, str]:
    title, text, endpoint = _PAPERS.get(line.params.get("step", ""), _RETURNED)
    return gettext(title), f"{line.agency_name}: {gettext(text)}", url_for(endpoint)


_WORDS: Mapping[OfficialNoticeKind, Callable[[InboxLine], tuple[str, str, str]]] = {
    OfficialNoticeKind.CASES_RETURNED: _returned,
    OfficialNoticeKind.PAPER_WAITS: _paper,
    OfficialNoticeKind.HANDED_OVER: _handed_over,
    OfficialNoticeKind.OPENING_WAITS: _opening_waits,
    OfficialNoticeKind.OPENING_ANSWERED: _opening_answered,
    OfficialNoticeKind.TERMS_ENDING: _terms,
    OfficialNoticeKind.BREACH_FOUND: _breach,
    OfficialNoticeKind.KEY_MADE_ANEW: _key_made_anew,
    OfficialNoticeKind.SURVEY_DROP: _survey_drop,
    OfficialNoticeKind.SURVEY_COUNTS_DIFFER: _counts_differ,
    OfficialNoticeKind.CONFIDED_WAITS: _confided,
}
