"""Reference data of issued papers, dated, with legal basis and how sure that is: series, check-lists, forms of signing,
what may be delegated, in which form a petition is answered.

Shipped like the grounds of `feedback.proceedings`: a new release corrects a text, no data migration.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.text import N_
from deadlines.states import Confidence
from feedback.issuing.states import AnswerWay, Matter, Post
from feedback.papers.shipped import shipped
from feedback.papers.states import PaperKind, SignedAs
from feedback.states import PetitionKind

K, M = PaperKind, Matter
_DECREE_30 = "Nghị định 30/2020/NĐ-CP"
_CLERICAL_2020 = date(2020, 3, 5)
_COMPLAINTS, _DENUNCIATIONS = "Luật Khiếu nại 02/2011/QH13", "Luật Tố cáo 25/2018/QH14"

# One run of numbers for each sign; a sealed case's papers are in a run of their own (art. 15.2: "Văn bản mật được cấp
# hệ thống số riêng"), so that the open register tells neither the kind nor that there is one.
SECRET_SERIES = "MẬT"  # noqa: S105 - the name of a run of numbers
# Official letters have no name of a kind: their sign is the agency's alone.
LETTER_SERIES = "CV"
# Signed at the desk by those present, or moving inside the office: they take no number.
WITHOUT_NUMBER = frozenset({K.RECEIPT, K.PROPOSAL, K.WITHDRAWAL_RECORD})


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry: plain words, where the law says so, how sure that is, from when (and until when)."""

    text: str
    legal_basis: str
    confidence: Confidence = Confidence.HIGH
    since: date = _CLERICAL_2020
    until: date | None = None

    @property
    def to_be_confirmed(self) -> bool:
        """Whether it is shown as "cần xác nhận"."""
        return self.confidence is not Confidence.HIGH

    def holds_on(self, day: date) -> bool:
        """Whether it is asked for on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


def series_of(kind: PaperKind, *, secret: bool) -> str:
    """In which run of numbers a paper is."""
    if secret:
        return SECRET_SERIES
    symbol = symbol_of(kind)
    return symbol if "-" in symbol else LETTER_SERIES


def symbol_of(kind: PaperKind) -> str:
    """What stands behind the number: "QĐ-UBND"."""
    return shipped(kind).form.symbol


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One item of a check-list. `kinds`: of which papers; none: of every paper."""

    code: str
    listed: Listed
    kinds: frozenset[PaperKind] = frozenset()


_MED = Confidence.MED
_FORMAL_STEPS = frozenset(
    {K.COMPLAINT_ACCEPTED, K.COMPLAINT_NOT_ACCEPTED, K.DENUNCIATION_ACCEPTED, K.DENUNCIATION_NOT_ACCEPTED}
)
_OF_DENUNCIATIONS = frozenset(
    {K.DENUNCIATION_ACCEPTED, K.DENUNCIATION_TOLD, K.DENUNCIATION_NOT_ACCEPTED, K.EXTENSION, K.CONCLUSION}
)
PROTECTING = frozenset({K.PROTECTION_APPLIED, K.PROTECTION_REFUSED, K.PROTECTION_CHANGED, K.PROTECTION_ENDED})
_ITEMS: tuple[CheckItem, ...] = (
    CheckItem(
        "layout",
        Listed(N_("Đúng thể thức: quốc hiệu, tên cơ quan, tên loại, trích yếu, nơi nhận"), f"{_DECREE_30}, Điều 8"),
    ),
    CheckItem("competence", Listed(N_("Đúng thẩm quyền ký và hình thức ký"), f"{_DECREE_30}, Điều 13")),
    CheckItem("people", Listed(N_("Họ tên, địa chỉ người nhận đúng với hồ sơ"), f"{_DECREE_30}, Điều 10, 18")),
    CheckItem("blanks", Listed(N_("Không còn chỗ để trống ngoài số, ngày và chữ ký"), f"{_DECREE_30}, Điều 10")),
    CheckItem(
        "answer",
        Listed(N_("Trả lời đủ từng việc người gửi đã nêu"), "Luật Tiếp công dân 42/2013/QH13, Điều 28", _MED),
        frozenset({K.ANSWER}),
    ),
    CheckItem(
        "term",
        Listed(N_("Còn trong thời hạn, hoặc đã ghi lý do quá hạn"), "Luật Tiếp công dân 42/2013/QH13, Điều 28", _MED),
        frozenset({K.ANSWER, K.GUIDANCE, K.REFUSAL, K.TRANSFER, *_FORMAL_STEPS}),
    ),
    CheckItem(
        "ground",
        Listed(N_("Nêu rõ căn cứ không thụ lý"), f"{_COMPLAINTS}, Điều 11, 27; {_DENUNCIATIONS}, Điều 29"),
        frozenset({K.COMPLAINT_NOT_ACCEPTED, K.DENUNCIATION_NOT_ACCEPTED}),
    ),
    CheckItem(
        "once",
        Listed(N_("Nơi nhận đúng thẩm quyền, đơn chưa từng được chuyển"), f"{_DENUNCIATIONS}, Điều 24 khoản 2", _MED),
        frozenset({K.TRANSFER}),
    ),
    CheckItem(
        "five_days",
        Listed(N_("Báo trước ngày đối thoại ít nhất 5 ngày"), "Nghị định 124/2020/NĐ-CP sửa đổi, Điều 28"),
        frozenset({K.DIALOGUE}),
    ),
    CheckItem(
        "dialogue",
        Listed(N_("Đã đối thoại, hoặc luật không buộc đối thoại"), f"{_COMPLAINTS}, Điều 30, 39"),
        frozenset({K.DECISION}),
    ),
    CheckItem(
        "content",
        Listed(N_("Ghi kết quả xác minh, căn cứ và kết luận từng nội dung khiếu nại"), f"{_COMPLAINTS}, Điều 31, 40"),
        frozenset({K.DECISION}),
    ),
    CheckItem(
        "rights",
        Listed(N_("Ghi quyền khiếu nại tiếp, quyền khởi kiện"), f"{_COMPLAINTS}, Điều 31, 40"),
        frozenset({K.DECISION}),
    ),
    CheckItem(
        "findings",
        Listed(N_("Kết luận từng nội dung tố cáo, nêu trách nhiệm và biện pháp"), f"{_DENUNCIATIONS}, Điều 35"),
        frozenset({K.CONCLUSION}),
    ),
    CheckItem(
        "anonymous", Listed(N_("Không để lộ người tố cáo"), f"{_DENUNCIATIONS}, Điều 8, 35, 56"), _OF_DENUNCIATIONS
    ),
    CheckItem(
        "halting",
        Listed(
            N_("Đủ căn cứ tạm đình chỉ, tiếp tục, đình chỉ"),
            f"{_COMPLAINTS}, Điều 11a; {_DENUNCIATIONS}, Điều 34",
            _MED,
        ),
        frozenset({K.SUSPENSION, K.CONTINUATION, K.TERMINATION}),
    ),
    CheckItem(
        "protecting",
        Listed(
            N_("Nêu căn cứ, biện pháp, nơi thực hiện, ngày bắt đầu; không áp dụng thì nêu rõ lý do"),
            f"{_DENUNCIATIONS}, Điều 51, 52, 54",
        ),
        PROTECTING,
    ),
    CheckItem(
        "protected",
        Listed(
            N_("Chỉ gửi người được bảo vệ và nơi thực hiện, không gửi người bị tố cáo"),
            f"{_DENUNCIATIONS}, Điều 52 khoản 3, Điều 54 khoản 3",
        ),
        PROTECTING,
    ),
    CheckItem(
        "extension",
        Listed(N_("Còn lượt gia hạn, ghi rõ lý do phức tạp"), f"{_DENUNCIATIONS}, Điều 30"),
        frozenset({K.EXTENSION}),
    ),
)


def checklist(kind: PaperKind, day: date) -> Sequence[CheckItem]:
    """What is looked at before a paper of this kind is submitted on a day."""
    return [item for item in _ITEMS if (not item.kinds or kind in item.kinds) and item.listed.holds_on(day)]


# In which matter each paper is: what a delegation covers.
_ANSWERS = (
    K.RECEIPT, K.PROPOSAL, K.REQUEST_MORE, K.GUIDANCE, K.TRANSFER, K.REFUSAL, K.EXTENSION_NOTICE, K.ANSWER,
    K.WITHDRAWAL_RECORD,
)  # fmt: skip
# Of complaints and denunciations alike: which of the two is told by the case.
HALTING = frozenset({K.SUSPENSION, K.CONTINUATION, K.TERMINATION})
MATTER_OF: Mapping[PaperKind, Matter] = {
    **dict.fromkeys(_ANSWERS, M.ANSWERS),
    **dict.fromkeys((K.COMPLAINT_ACCEPTED, K.COMPLAINT_NOT_ACCEPTED, K.DIALOGUE, *HALTING), M.COMPLAINT_STEPS),
    K.DECISION: M.COMPLAINT_DECISION,
    **dict.fromkeys(
        (K.DENUNCIATION_ACCEPTED, K.DENUNCIATION_TOLD, K.DENUNCIATION_NOT_ACCEPTED, K.EXTENSION, *PROTECTING),
        M.DENUNCIATION_STEPS,
    ),
    K.CONCLUSION: M.DENUNCIATION_CONCLUSION,
}


def matter_of(kind: PaperKind, *, denunciation: bool) -> Matter:
    """In which matter a paper of such a case is."""
    return M.DENUNCIATION_STEPS if denunciation and kind in HALTING else MATTER_OF[kind]


@dataclass(frozen=True, slots=True)
class MatterRule:
    """Whether a matter may be handed to somebody else, and where that stands."""

    delegable: bool
    listed: Listed


MATTERS: Mapping[Matter, MatterRule] = {
    M.ANSWERS: MatterRule(True, Listed(N_("Cấp phó, người được giao ký thay"), f"{_DECREE_30}, Điều 13")),
    M.COMPLAINT_STEPS: MatterRule(True, Listed(N_("Cấp phó ký thay"), f"{_DECREE_30}, Điều 13")),
    M.COMPLAINT_DECISION: MatterRule(
        True, Listed(N_("Cấp phó được giao phụ trách ký thay"), f"{_COMPLAINTS}, Điều 17; {_DECREE_30}, Điều 13", _MED)
    ),
    M.DENUNCIATION_STEPS: MatterRule(
        False, Listed(N_("Người có thẩm quyền giải quyết tự ký"), f"{_DENUNCIATIONS}, Điều 12, 29, 30", _MED)
    ),
    M.DENUNCIATION_CONCLUSION: MatterRule(
        False, Listed(N_("Người có thẩm quyền giải quyết tự kết luận"), f"{_DENUNCIATIONS}, Điều 12, 35", _MED)
    ),
}


@dataclass(frozen=True, slots=True)
class SigningRule:
    """Which posts use a form of signing. `by_document`: only under a dated delegation."""

    posts: frozenset[Post]
    by_document: bool
    listed: Listed


_HEADS = frozenset({Post.HEAD})
_DEPUTIES = frozenset({Post.DEPUTY})
_UNITS = frozenset({Post.UNIT_HEAD})
SIGNING: Mapping[SignedAs, SigningRule] = {
    SignedAs.HEAD: SigningRule(
        _HEADS, False, Listed(N_("Người đứng đầu ký với thẩm quyền riêng"), f"{_DECREE_30}, Điều 13")
    ),
    SignedAs.ACTING: SigningRule(
        frozenset({Post.ACTING}),
        False,
        Listed(N_("Người được giao quyền cấp trưởng ký"), f"{_DECREE_30}, Phụ lục I", _MED),
    ),
    SignedAs.DEPUTY: SigningRule(
        _DEPUTIES, False, Listed(N_("Cấp phó ký thay cấp trưởng"), f"{_DECREE_30}, Điều 13 khoản 1")
    ),
    SignedAs.COLLECTIVE: SigningRule(
        _HEADS, False, Listed(N_("Người đứng đầu thay mặt tập thể ký"), f"{_DECREE_30}, Điều 13 khoản 2")
    ),
    SignedAs.COLLECTIVE_DEPUTY: SigningRule(
        _DEPUTIES,
        False,
        Listed(N_("Cấp phó thay mặt tập thể, ký thay người đứng đầu"), f"{_DECREE_30}, Điều 13 khoản 2"),
    ),
    SignedAs.BY_MANDATE: SigningRule(
        _UNITS,
        True,
        Listed(N_("Thừa uỷ quyền: bằng văn bản, có thời hạn, có nội dung"), f"{_DECREE_30}, Điều 13 khoản 3"),
    ),
    SignedAs.BY_ORDER: SigningRule(
        _UNITS, True, Listed(N_("Thừa lệnh: theo quy chế làm việc"), f"{_DECREE_30}, Điều 13 khoản 4")
    ),
}
# Who leads without the office having said which post they have signs like this.
UNSAID_FORMS = frozenset(
    {SignedAs.HEAD, SignedAs.ACTING, SignedAs.DEPUTY, SignedAs.COLLECTIVE, SignedAs.COLLECTIVE_DEPUTY}
)
# In whose place a delegate signs: only these can be handed on.
DELEGATED_FORMS = (SignedAs.DEPUTY, SignedAs.COLLECTIVE_DEPUTY, SignedAs.BY_MANDATE, SignedAs.BY_ORDER)


@dataclass(frozen=True, slots=True)
class WayRule:
    """In which form a kind is answered unless the province says otherwise. `open`: whether it may."""

    way: AnswerWay
    open: bool
    listed: Listed


_NO_FORM_SET = Listed(
    N_("Luật không buộc hình thức; tỉnh quy định được"), "Luật Tiếp công dân 42/2013/QH13, Điều 28", _MED
)
WAYS: Mapping[PetitionKind, WayRule] = {
    **dict.fromkeys(
        (
            PetitionKind.REPORT,
            PetitionKind.PROPOSAL,
            PetitionKind.OTHER,
            PetitionKind.COMPLAINT_INFO,
            PetitionKind.DENUNCIATION_INFO,
            PetitionKind.MIXED,
        ),
        WayRule(AnswerWay.ELECTRONIC, True, _NO_FORM_SET),
    ),
    PetitionKind.COMPLAINT: WayRule(
        AnswerWay.PAPER, False, Listed(N_("Giải quyết bằng quyết định"), f"{_COMPLAINTS}, Điều 31, 40")
    ),
    PetitionKind.DENUNCIATION: WayRule(
        AnswerWay.PAPER, False, Listed(N_("Kết luận bằng văn bản"), f"{_DENUNCIATIONS}, Điều 35")
    ),
}
