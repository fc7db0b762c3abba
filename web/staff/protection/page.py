"""What the page of a sealed record shows, gathered once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask_babel import gettext

from core.clock import local_date
from core.context import Context
from core.text import N_
from deadlines.explaining import Explanation
from feedback.protection.catalogue import FILE_PARTS, Listed
from feedback.protection.folding import Folded
from feedback.protection.papers import PAPER_OF
from feedback.protection.policies import ProtectionFacts, acts_for, can_read
from feedback.protection.queries import answer_due, open_record
from feedback.protection.services.acting import NEEDS
from feedback.protection.services.holding import decider_of
from feedback.protection.states import EntryKind, ProtectionAct
from feedback.queries import CaseView
from web.public.confiding.page import confided
from web.public.confiding.words import Shown, shown_of
from web.staff.proceedings.forms import NamedFields
from web.staff.protection.forms import OwnMotionForm, StepForm, WordForm

A = ProtectionAct
F = TypeVar("F", bound=NamedFields)
SLUGS: Mapping[str, ProtectionAct] = {
    "xem-xet": A.TAKE_UP, "nhan-van-ban": A.WRITTEN, "xac-minh": A.CHECKED, "khan-cap": A.PROTECT_NOW,
    "phoi-hop": A.CALL_ON, "ap-dung": A.APPLY, "khong-ap-dung": A.REFUSE, "xin-doi": A.ASK_CHANGE,
    "thay-doi": A.CHANGE, "giu-nguyen": A.KEEP, "ket-qua": A.REPORT, "cham-dut": A.END,
}  # fmt: skip
SLUG_OF: Mapping[ProtectionAct, str] = {act: slug for slug, act in SLUGS.items()}
ASK_SLUG, WORD_SLUG = "tu-de-nghi", "nhan"
HINTS: Mapping[ProtectionAct, str] = {
    A.TAKE_UP: N_("Từ lúc này người gửi thấy đề nghị đang được xem xét."),
    A.WRITTEN: N_("Văn bản có ngày, tên, địa chỉ người cần bảo vệ, lý do, chữ ký hoặc điểm chỉ (Điều 50)."),
    A.CHECKED: N_("Đã kiểm tra gì, thấy căn cứ tới đâu. Người gửi không đọc phần này."),
    A.PROTECT_NOW: N_("Bảo vệ ngay, yêu cầu công an bằng điện thoại rồi gửi văn bản sau (Nghị định 31/2019, Điều 7)."),
    A.CALL_ON: N_("Việc không thuộc thẩm quyền thì yêu cầu nơi có thẩm quyền, như công an, nơi quản lý lao động."),
    A.APPLY: N_("Ghi đủ biện pháp, người được bảo vệ, ngày bắt đầu (Điều 52). Có quyết định đã ban hành thì số và "
                "ngày lấy từ đó."),
    A.REFUSE: N_("Phải trả lời bằng văn bản, nêu rõ lý do (Điều 51 khoản 3). Người gửi đọc được lý do ghi ở đây."),
    A.ASK_CHANGE: N_("Người được bảo vệ đề nghị bằng lời hoặc văn bản: ghi lại ở đây."),
    A.CHANGE: N_("Ghi tất cả biện pháp áp dụng từ nay. Biện pháp không chọn lại thì thôi."),
    A.KEEP: N_("Không thay đổi gì. Người gửi đọc được lý do."),
    A.REPORT: N_("Kết quả thực hiện biện pháp, do nơi thực hiện báo về. Kỳ xem lại tính từ ngày này."),
    A.END: N_("Có kết luận hoặc đình chỉ thì việc bảo vệ chấm dứt (Điều 54). Còn nguy hiểm thì đề nghị lại."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """A step this official may take: its form."""

    act: ProtectionAct
    slug: str
    hint: str
    form: NamedFields
    papered: bool  # a paper of the product fits it


@dataclass(frozen=True, slots=True)
class FilePartLine:
    """A part of the file, and whether it is there."""

    listed: Listed
    there: bool


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Everything the page shows."""

    folded: Folded
    due: Explanation | None
    answer_due: Explanation | None
    steps: Sequence[Shown]
    words: Sequence[Shown]
    reports: Sequence[Shown]
    offers: Sequence[Offer]
    ask: OwnMotionForm | None
    word: WordForm
    parts: Sequence[FilePartLine]
    decider_missing: bool
    open_slug: str


def record_page(ctx: Context, case: CaseView, *, filled: tuple[str, NamedFields] | None = None) -> RecordPage:
    """For an official who may read the record. Raises CaseLocked."""
    record = open_record(ctx, case.id, case.agency_id)
    decider = decider_of(ctx, case.id)
    acts = acts_for(ctx.actor, ProtectionFacts(case.facts(), record.folded.state, decider))
    told = shown_of(ctx, case.id, record.entries)
    by_kind = {kind: [one for one in told if one.kind is kind] for kind in EntryKind}
    spoken = [one for one in told if one.kind in (EntryKind.MESSAGE, EntryKind.SEEN)]
    version = {"version": str(record.folded.last)}
    return RecordPage(
        folded=record.folded, due=record.due, answer_due=answer_due(ctx, record.folded, case.agency_id),
        steps=by_kind[EntryKind.ACT][::-1], words=spoken, reports=by_kind[EntryKind.RETALIATION],
        offers=[_offer(ctx, act, version, filled) for act in acts if act in NEEDS],
        ask=_form(OwnMotionForm, ASK_SLUG, version, filled) if A.ASK in acts else None,
        word=_form(WordForm, WORD_SLUG, version, filled),
        parts=[FilePartLine(rule.listed, part in record.folded.parts) for part, rule in FILE_PARTS.items()],
        decider_missing=decider is None, open_slug=filled[0] if filled else "",
    )  # fmt: skip


def reads_record(ctx: Context, case: CaseView) -> bool:
    """Whether the case has a sealed record that this official may read. Raises CaseLocked."""
    return bool(can_read(ctx.actor, case.facts())) and confided(ctx, case)


def step_form(ctx: Context, act: ProtectionAct, **more: object) -> StepForm:
    """A form with just the fields of the act."""
    form = StepForm(**more)
    form.fit(act, local_date(ctx.now))
    return form


def waiting(folded: Folded) -> str:
    """What waits for the reader, in a sentence; empty when nothing does."""
    if folded.unread_retaliation:
        return str(gettext("Người gửi báo bị trả thù. Xem ngay."))
    return str(gettext("Người gửi vừa viết, chưa ai trả lời.")) if folded.unread_since else ""


def _offer(ctx: Context, act: ProtectionAct, version: dict[str, str], filled: tuple[str, NamedFields] | None) -> Offer:
    slug = SLUG_OF[act]
    if filled and filled[0] == slug:
        form = filled[1]
    else:
        form = step_form(ctx, act, formdata=None, data={**version, "day": local_date(ctx.now)})
    form.name_fields(slug)
    return Offer(act, slug, gettext(HINTS[act]), form, act in PAPER_OF)


def _form(kind: type[F], slug: str, version: dict[str, str], filled: tuple[str, NamedFields] | None) -> F:
    again = filled[1] if filled and filled[0] == slug else None
    form = again if isinstance(again, kind) else kind(formdata=None, data=version)
    form.name_fields(slug)
    return form
