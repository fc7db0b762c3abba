"""What a complaint's or denunciation's own steps say in its documents: days, numbers, grounds, findings, words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from agencies.queries import get_card
from casework.sealing import CaseKey
from core.context import Context
from feedback.papers.states import PaperKind
from feedback.papers.wording import day_words
from feedback.proceedings.labels import LABELS
from feedback.proceedings.queries import Details, ProceedingView, StepView, find_proceeding, list_steps, open_details
from feedback.proceedings.states import Finding, Step, Track
from feedback.queries.cases import CaseView

# The step that a document belongs to: number and day recorded with it are the document's own.
_STEP_OF = {
    PaperKind.COMPLAINT_ACCEPTED: Step.ACCEPT,
    PaperKind.COMPLAINT_NOT_ACCEPTED: Step.REFUSE,
    PaperKind.DIALOGUE: Step.INVITE,
    PaperKind.DECISION: Step.DECIDE,
    PaperKind.DENUNCIATION_ACCEPTED: Step.NOTIFY,
    PaperKind.DENUNCIATION_NOT_ACCEPTED: Step.REFUSE,
    PaperKind.CONCLUSION: Step.CONCLUDE,
    PaperKind.SUSPENSION: Step.SUSPEND,
    PaperKind.CONTINUATION: Step.RESUME,
    PaperKind.TERMINATION: Step.TERMINATE,
}
_TURN = {Track.COMPLAINT_FIRST: "(lần đầu)", Track.COMPLAINT_SECOND: "(lần hai)"}
_FIRST = (
    "Trong thời hạn {days} ngày kể từ ngày nhận được Quyết định này, nếu không đồng ý, người khiếu nại có quyền khiếu "
    "nại lần hai đến Chủ tịch Ủy ban nhân dân cấp tỉnh, hoặc khởi kiện vụ án hành chính tại Tòa án."
)
_SECOND = (
    "Nếu không đồng ý với Quyết định này, người khiếu nại có quyền khởi kiện vụ án hành chính tại Tòa án theo quy định "
    "của pháp luật."
)
Steps = Mapping[Step | None, StepView]


@dataclass(frozen=True, slots=True)
class Issued:
    """Number and day that were recorded when a document went out."""

    number: str = ""
    day: date | None = None


def formal(ctx: Context, case: CaseView, key: CaseKey) -> dict[str, str]:
    """The fields a proceeding gives; none when the case has no proceeding. The caller has decided and audits."""
    view = find_proceeding(ctx, case.id)
    if view is None:
        return {}
    steps = {step.step: step for step in list_steps(ctx, case.id, key=key)}  # the newest of each
    details = open_details(ctx, case.id, key=key)
    return {
        "lan_giai_quyet": _TURN.get(view.track, ""), "ngay_thu_ly": day_words(view.accepted_on),
        "ngay_doi_thoai": day_words(view.meeting_on), "ket_luan": _finding(view),
        "quyen_tiep_theo": _next(ctx, view, case), **_words(steps), **_people(view, details),
    }  # fmt: skip


def issued(ctx: Context, case: CaseView, key: CaseKey, kind: PaperKind) -> Issued:
    """Number and day of the document as its step was recorded; nothing while it was not."""
    wanted = _STEP_OF.get(kind)
    if wanted is None or find_proceeding(ctx, case.id) is None:
        return Issued()
    steps = [step for step in list_steps(ctx, case.id, key=key) if step.step is wanted]
    # The sign behind the number stands in the template.
    return Issued(steps[-1].number.partition("/")[0].strip(), steps[-1].day) if steps else Issued()


def _words(steps: Steps) -> dict[str, str]:
    def said(step: Step) -> str:
        return steps[step].words if step in steps else ""

    where, _, about = said(Step.INVITE).partition("\n")
    return {
        "ly_do_khong_thu_ly": _ground(steps.get(Step.REFUSE) or steps.get(Step.SHELVE)),
        "ket_qua_xac_minh": said(Step.REPORT), "ket_qua_doi_thoai": said(Step.MEET),
        "noi_dung_quyet_dinh": said(Step.DECIDE), "nhan_dinh": said(Step.CONCLUDE), "bien_phap": said(Step.ACT_ON),
        "noi_dung_thu_ly": said(Step.ACCEPT), "noi_doi_thoai": where, "noi_dung_doi_thoai": about,
    }  # fmt: skip


def _ground(step: StepView | None) -> str:
    if step is None:
        return ""
    ground = f"{LABELS[step.ground]}." if step.ground else ""
    return "\n".join(part for part in (ground, step.words) if part)


def _people(view: ProceedingView, details: Details) -> dict[str, str]:
    complained = "" if view.track is Track.DENUNCIATION else details.complained_by
    relayed = {"noi_chuyen_don": details.relayed_by} if details.relayed_by else {}  # else as the desk wrote it down
    return {"nguoi_bi_khieu_nai": complained, **relayed}


def _finding(view: ProceedingView) -> str:
    """Of a denunciation the third is called otherwise (law sheet §9.11, 8)."""
    if view.finding is None:
        return ""
    if view.finding is Finding.WRONG and view.track is Track.DENUNCIATION:
        return "sai sự thật"
    return LABELS[view.finding].lower()


def _next(ctx: Context, view: ProceedingView, case: CaseView) -> str:
    """Complaints Act art. 33, 42: a second complaint within 30 days, 45 in a remote area; the court at any stage."""
    if view.track is Track.COMPLAINT_FIRST:
        return _FIRST.format(days=45 if get_card(ctx, case.agency_id).remote else 30)
    return _SECOND if view.track is Track.COMPLAINT_SECOND else ""
