"""The retention schedule as it ships: what is kept how long from which event, by which law, and how it goes.

Lengths are data: the authority sets its own by a document (`RetentionSetting`). What concerns case files acts only once
it was confirmed that way; what is technical (drafts, codes, sessions) is our own choice and acts at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.text import N_
from deadlines.states import Confidence
from privacy.states import Means, Span

LAW = "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Điều 14"
ARCHIVES = "Luật Lưu trữ 33/2024/QH15; Thông tư 10/2022/TT-BNV, hồ sơ khiếu nại, tố cáo"
OWN = N_("Lựa chọn của cổng: dữ liệu tạm, hết việc thì xoá")
SINCE = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """thời hạn lưu: of what is in these tables, how long after `event`; `task`: the periodic work that does it."""

    code: str
    what: str
    tables: tuple[str, ...]
    event: str
    length: int | None
    span: Span
    means: Means
    basis: str
    confidence: Confidence
    task: str = "privacy.retain"
    technical: bool = False
    since: date = SINCE


def _case(code: str, what: str, event: str, length: int | None, basis: str = ARCHIVES) -> RetentionRule:
    tables = ("petition", "petition_answer", "petition_note", "case_attachment", "official_paper", "paper_file")
    return RetentionRule(code, what, tables, event, length, Span.YEARS, Means.KEY, basis, Confidence.LOW)


def _passing(
    code: str, what: str, tables: tuple[str, ...], event: str, length: int, span: Span, task: str,
    means: Means = Means.ROWS,
) -> RetentionRule:  # fmt: skip
    return RetentionRule(
        code, what, tables, event, length, span, means, OWN, Confidence.NOT_APPLICABLE, task, technical=True
    )


CLOSED, CREATED, USED = N_("ngày đóng đơn"), N_("lúc ghi"), N_("lần dùng cuối")
_IDENTITY = ("case_identity",)
_TWELVE = 12

RULES: tuple[RetentionRule, ...] = (
    RetentionRule(
        "petition.identity", N_("Tên, cách liên lạc của người gửi đơn đã đóng"), _IDENTITY, CLOSED, _TWELVE,
        Span.MONTHS, Means.IDENTITY, LAW, Confidence.LOW,
    ),
    RetentionRule(
        "opinion.identity", N_("Tên, số điện thoại của người góp ý dự thảo"), _IDENTITY, N_("ngày công bố kết quả"),
        _TWELVE, Span.MONTHS, Means.IDENTITY, LAW, Confidence.LOW,
    ),
    RetentionRule(
        "question.identity", N_("Tên, số điện thoại của người đặt câu hỏi đối thoại"), _IDENTITY,
        N_("ngày công bố kết quả"), _TWELVE, Span.MONTHS, Means.IDENTITY, LAW, Confidence.LOW,
    ),
    _case("petition.formal", N_("Hồ sơ khiếu nại, tố cáo đã kết thúc (vụ nghiêm trọng thì giữ lại riêng)"), CLOSED, 20),
    _case("petition.passed_on", N_("Đơn không thuộc thẩm quyền: đã chuyển, hướng dẫn, từ chối, lưu, rút"), CLOSED, 5),
    _case("petition.ordinary", N_("Hồ sơ phản ánh, kiến nghị đã trả lời"), CLOSED, None),
    RetentionRule(
        "request.file", N_("Yêu cầu về dữ liệu cá nhân đã trả lời"), ("data_request",), N_("ngày trả lời"), 2,
        Span.YEARS, Means.KEY, LAW, Confidence.LOW,
    ),
    _passing(
        "notice.addresses", N_("Nơi nhận và lời của thư, tin đã gửi"), ("notice",), CREATED, 90, Span.DAYS,
        "privacy.retain", Means.BLANK,
    ),
    _passing(
        "session.ended", N_("Phiên đăng nhập của cán bộ"), ("login_session", "portal_session"), USED, 180, Span.DAYS,
        "privacy.retain",
    ),
    _passing(
        "throttle.codes", N_("Số lần nhập sai mã bí mật"), ("case_throttle",), CREATED, 1, Span.DAYS, "privacy.retain"
    ),
    _passing("draft.public", N_("Đơn bà con đang viết dở"), ("intake_draft",), USED, 48, Span.HOURS, "petitions.sweep"),
    _passing("draft.desk", N_("Đơn cán bộ đang ghi dở"), ("desk_draft",), USED, 48, Span.HOURS, "petitions.sweep"),
    _passing(
        "presence", N_("Ai đang mở đơn nào, thao tác hàng loạt còn hoàn tác được"),
        ("petition_presence", "queue_batch"), CREATED, 1, Span.DAYS, "petitions.sweep",
    ),
    _passing("letters", N_("Thư làm hàng loạt"), ("letter_run",), CREATED, 24, Span.HOURS, "letters.sweep"),
    _passing(
        "bulk.codes", N_("Mã bí mật chờ in của đơn nhập hàng loạt"), ("intake_line",), CREATED, 24, Span.HOURS,
        "bulk.sweep",
    ),
    _passing(
        "bulk.undecided", N_("Bảng nhập hàng loạt chưa quyết"), ("intake_batch", "intake_line"), CREATED, 24,
        Span.HOURS, "bulk.sweep",
    ),
    _passing(
        "slips", N_("Phiếu mã một lần chờ in của khảo sát"), ("survey_slip_run",), CREATED, 24, Span.HOURS,
        "surveys.slips",
    ),
    _passing(
        "links.question", N_("Đường dẫn trả lời câu hỏi đã hết hạn"), ("question_link",), N_("ngày hết hạn"), 7,
        Span.DAYS, "petitions.links",
    ),
    _passing("texts.inbound", N_("Tin nhắn bà con gửi tới"), ("inbound_text",), CREATED, 7, Span.DAYS, "texts.forget"),
    _passing(
        "networks", N_("Số lần gửi từ một mạng, đã băm"), ("case_throttle",), CREATED, 1, Span.DAYS, "networks.forget"
    ),
    _passing(
        "survey.pace", N_("Số lượt gửi từ một trang khảo sát giữ trên máy, đã băm"), ("survey_pace",), CREATED, 14,
        Span.DAYS, "surveys.forget",
    ),
    _passing(
        "reminders", N_("Lời nhắc hạn gửi cán bộ"), ("deadline_reminder",), CREATED, 180, Span.DAYS, "deadlines.forget"
    ),
    _passing(
        "inbox.seen", N_("Thông báo cán bộ đã xem"), ("official_notice",), N_("lúc xem"), 30, Span.DAYS,
        "petitions.return",
    ),
    _passing("outbox", N_("Việc nền đã xong"), ("outbox_message",), N_("lúc xong"), 7, Span.DAYS, "outbox.purge"),
)  # fmt: skip

BY_CODE = {rule.code: rule for rule in RULES}
