"""The lines of a list that is handed over: how each stands, what is next, what is begun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext

from core.clock import local_date
from core.sheets import CellValue
from core.text import N_, fold
from deadlines.states import StandingKind
from dialogues.queries import CommitmentView
from feedback.handover.queries import Held
from feedback.services.moving import NOT_RUNNING
from feedback.states import AnswerState, PetitionState
from web.formatting import day, label
from web.public.petitions.words import standing_chip
from web.staff.petitions.rows import title_of


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))


@dataclass(frozen=True, slots=True)
class Line:
    """A petition in words. `due_at`: None while nothing is due."""

    held: Held
    title: str
    state: str
    following: str
    begun: str
    chip: tuple[str, str]
    due_at: datetime | None


def lines_of(found: Sequence[Held]) -> list[Line]:
    """The list in words, in its order."""
    return [
        Line(
            one, title_of(one.title, one.state, sealed=one.sealed), label(one.stage) or label(one.state),
            _following(one), _begun(one), _chip(one), one.due_at if _is_due(one) else None,
        )
        for one in found
    ]  # fmt: skip


def _is_due(one: Held) -> bool:
    return one.due_at < NOT_RUNNING and one.standing.kind is not StandingKind.PAUSED


def _chip(one: Held) -> tuple[str, str]:
    return standing_chip(one.standing) if one.due_at < NOT_RUNNING else ("mute", _("Không tính hạn"))


def promises_of(promises: Sequence[CommitmentView], name: str) -> list[CommitmentView]:
    """The agency's open promises whose owner is named like the person; who keeps one is written as a text."""
    wanted = fold(name)
    return [one for one in promises if wanted and wanted in fold(one.owner)]


def sheet_rows(lines: Sequence[Line]) -> list[list[CellValue]]:
    """The list for a spreadsheet. A sealed case leaves no line in a file: it is counted below the others."""
    head: list[CellValue] = [
        _("TT"), _("Số đơn"), _("Nội dung"), _("Loại đơn"), _("Nhận ngày"), _("Hạn"), _("Đang ở bước"),
        _("Việc tiếp theo"), _("Đang soạn dở"),
    ]  # fmt: skip
    shown = [line for line in lines if not line.held.sealed]
    rows: list[list[CellValue]] = [head]
    for number, line in enumerate(shown, start=1):
        rows.append([
            number, line.held.number, line.title, label(line.held.kind), local_date(line.held.received_at), _day(line),
            line.state, line.following, line.begun,
        ])  # fmt: skip
    if len(shown) < len(lines):
        rows.append([None, None, _("%(n)s đơn giữ kín: chỉ xem trên trang", n=len(lines) - len(shown))])
    return rows


def _following(one: Held) -> str:
    if one.part is not None:
        return _("Người này chỉ có tên trong hồ sơ với vai %(part)s: đổi tên ở trang đơn", part=label(one.part).lower())
    if one.state is PetitionState.IN_PROGRESS and one.answer is not None:
        return _("Sửa câu trả lời theo ý lãnh đạo") if one.answer is AnswerState.RETURNED else _("Viết tiếp rồi trình")
    return _(_NEXT[one.state]) if one.state in _NEXT else ""


_NEXT: Mapping[PetitionState, str] = {
    PetitionState.RECEIVED: N_("Phân loại"),
    PetitionState.TRIAGED: N_("Giao cho một người"),
    PetitionState.ASSIGNED: N_("Bắt đầu xử lý"),
    PetitionState.IN_PROGRESS: N_("Soạn câu trả lời"),
    PetitionState.AWAITING_INFO: N_("Chờ bà con bổ sung"),
    PetitionState.AWAITING_APPROVAL: N_("Chờ lãnh đạo duyệt; trả lại thì người giữ sửa"),
    PetitionState.AWAITING_ISSUE: N_("Chờ văn thư ban hành"),
    PetitionState.REOPENED: N_("Xem lại rồi trả lời lần nữa"),
    PetitionState.PROCEEDING: N_("Làm bước tiếp theo của hồ sơ"),
}


def _begun(one: Held) -> str:
    found = [_("câu trả lời: %(state)s", state=label(one.answer).lower())] if one.answer is not None else []
    found += [f"{label(kind)}: {label(state).lower()}" for kind, state in one.papers]
    return "; ".join(found)


def due_text(line: Line) -> str:
    """Until when, on paper."""
    return day(line.due_at) if line.due_at else _("không tính hạn")


def _day(line: Line) -> date | None:
    return local_date(line.due_at) if line.due_at else None
