"""Clocks and timelines of petitions in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask_babel import gettext

from casework.timeline import TimelineEntry
from core.clock import local
from core.text import N_
from deadlines.queries import ClockView
from deadlines.standing import Standing
from deadlines.states import StandingKind, Unit
from feedback.aftermath.states import BoardFinding, Part, Wish
from feedback.claims.states import Eye
from feedback.deleting.states import Material
from feedback.desk.states import VoidReason
from feedback.proceedings.states import Step
from feedback.states import Happened, Outcome, PetitionKind, PetitionState, RefusalReason, Urgency
from web.formatting import capitalized, iso, label, long_day

FIRST_REPLY_ROW = 28
_ENDED = frozenset({Happened.REFUSED, Happened.GUIDED, Happened.SETTLED})
# Terms of complaints and denunciations: what must be done is said by the rule itself.
_FORMAL_ROWS = range(32, 53)


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))


@dataclass(frozen=True, slots=True)
class ClockCard:
    """What the due card says."""

    title: str
    text: str
    state: str
    percent: int | None
    chip: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the timeline in words."""

    time: str
    iso: str
    title: str
    text: str
    who: str
    state: str = "done"


def standing_chip(standing: Standing, *, short: bool = True) -> tuple[str, str]:
    """Kind and word of a chip: how long is left."""
    if standing.kind in (StandingKind.ON_TIME, StandingKind.DUE_SOON):
        kind = "due" if standing.kind is StandingKind.DUE_SOON else "ok"
        return kind, _left(standing.working_days_left or 0, short=short)
    if standing.kind is StandingKind.OVERDUE:
        return "late", _("Quá %(n)s ngày", n=max(standing.overdue_days, 1))
    if standing.kind is StandingKind.PAUSED:
        return "mute", _("Tạm dừng")
    if standing.kind is StandingKind.MET:
        return "ok", _("Đúng hạn")
    if standing.kind is StandingKind.MET_LATE:
        return "late", _("Trễ %(n)s ngày", n=max(standing.overdue_days, 1))
    return "mute", _("Không còn tính hạn")


def clock_card(clock: ClockView, agency_name: str) -> ClockCard:
    """The due card of a clock: how long, until when, for what."""
    standing, kind = clock.standing, clock.standing.kind
    must = _must(clock, agency_name)
    chip = standing_chip(standing, short=False)
    until = long_day(clock.due_at)
    states = {StandingKind.ON_TIME: "ok", StandingKind.DUE_SOON: "due", StandingKind.OVERDUE: "late"}
    if kind in states:
        text = _("%(must)s trước hết %(day)s.", must=must, day=until)
        if kind is StandingKind.OVERDUE:
            text = _("%(must)s trước hết %(day)s mà chưa xong.", must=must, day=until)
        return ClockCard(chip[1], text, states[kind], _percent(clock), chip)
    if kind is StandingKind.PAUSED:
        text = _("%(why)s. Khi làm tiếp, những ngày còn lại được tính tiếp.", why=_(clock.pause_reason))
        return ClockCard(_("Đang tạm dừng"), text, "paused", None, chip)
    if kind in (StandingKind.MET, StandingKind.MET_LATE):
        title = _("Xong đúng hạn") if kind is StandingKind.MET else _("Xong trễ %(n)s ngày", n=standing.overdue_days)
        return ClockCard(title, _("Hạn là hết %(day)s.", day=until), "done", None, chip)
    return ClockCard(_("Không còn tính hạn"), "", "done", None, chip)


def timeline_words(
    entries: Sequence[TimelineEntry[Happened]], *, names: Mapping[UUID, str] | None = None
) -> list[Told]:
    """The entries in words, as given (newest first). `names`: for officials, who did it."""
    return [_told(entry, names or {}, newest=number == 0) for number, entry in enumerate(entries)]


def steps_to_come(state: PetitionState) -> list[Told]:
    """What is still ahead, for the sender."""
    ahead = {
        PetitionState.RECEIVED: (_("Phân loại, báo hạn trả lời"), _("Trả lời"), _("Bà con nhận xét")),
        PetitionState.ANSWERED: (_("Bà con nhận xét"),),
    }
    working = (
        PetitionState.TRIAGED, PetitionState.ASSIGNED, PetitionState.IN_PROGRESS, PetitionState.AWAITING_INFO,
        PetitionState.AWAITING_APPROVAL, PetitionState.AWAITING_ISSUE, PetitionState.REOPENED, PetitionState.LINKED,
    )  # fmt: skip
    titles = ahead.get(state, (_("Trả lời"), _("Bà con nhận xét")) if state in working else ())
    return [Told("", "", title, "", "", "todo") for title in titles]


# What is told with its due date.
_WITH_DUE = {
    Happened.SUBMITTED: N_("Đã cấp số và mã. Báo lại trước hết %(day)s."),
    Happened.DISPUTED: N_("Xem lại và trả lời trước hết %(day)s."),
    Happened.EXTENDED: N_("Hạn mới: hết %(day)s."),
    Happened.REWEIGHED: N_("Hạn mới: hết %(day)s."),
}

# What is told by the name of one of its parameters.
_NAMED: dict[Happened, tuple[str, type[StrEnum]]] = {
    Happened.ANSWERED: ("outcome", Outcome),
    Happened.MATERIAL_DELETED: ("what", Material),
    Happened.VOIDED: ("reason", VoidReason),
    Happened.BOARD_FOUND: ("finding", BoardFinding),
    Happened.CONFIRMED: ("eye", Eye),
    Happened.CONTRADICTED: ("eye", Eye),
    Happened.PART_WITHDRAWN: ("part", Part),
    Happened.ASKED_FORMALLY: ("wish", Wish),
}


def _told(entry: TimelineEntry[Happened], names: Mapping[UUID, str], *, newest: bool) -> Told:
    here = local(entry.at)
    time = f"{capitalized(long_day(entry.at))} · {here:%H:%M}"
    who = names.get(entry.account_id, "") if entry.account_id else ""
    # A step of a complaint or denunciation is called by its own name.
    title = label(Step(entry.params["step"])) if entry.kind is Happened.PROCEEDED else label(entry.kind)
    return Told(time, iso(entry.at), title, _detail(entry, names), who, "current" if newest else "done")


def _detail(entry: TimelineEntry[Happened], names: Mapping[UUID, str]) -> str:
    params = entry.params
    due = long_day(datetime.fromisoformat(params["due_at"])) if params.get("due_at") else ""
    if entry.kind in _WITH_DUE:
        return _(_WITH_DUE[entry.kind], day=due)
    if entry.kind is Happened.TRIAGED:
        return _triaged(params, due)
    if entry.kind is Happened.ASSIGNED and names:
        return names.get(UUID(params["assignee"]), "")
    if entry.kind in _NAMED:
        name, members = _NAMED[entry.kind]
        return label(members(params[name])) if params.get(name) else ""
    if entry.kind in _ENDED:
        return _ended(params)
    if entry.kind is Happened.SPLIT and params.get("part"):
        return _("Phần %(n)s trên %(all)s", n=params["part"], all=params["parts"])
    return _last_word(entry.kind, params)


def _last_word(kind: Happened, params: Mapping[str, Any]) -> str:
    """What the sender said of the answer; silence is told as silence."""
    if kind is Happened.CLOSED and params.get("silent"):
        return _("Không có ý kiến")
    if kind is Happened.ACCEPTED and params.get("rating"):
        return _("%(n)s trên 5", n=params["rating"])
    return ""


def _ended(params: Mapping[str, Any]) -> str:
    """Why it ended: the reason from the list, or the last step of a complaint or denunciation."""
    back = _("Đơn và giấy tờ gốc đã trả lại.") if params.get("handed_back") else ""
    if params.get("reason"):
        return f"{label(RefusalReason(params['reason']))}. {back}".strip()
    return label(Step(params["step"])) if params.get("step") else back


def _triaged(params: Mapping[str, Any], due: str) -> str:
    kind, urgency = label(PetitionKind(params["petition_kind"])), label(Urgency(params["urgency"]))
    return _("%(kind)s, mức %(urgency)s. Trả lời trước hết %(day)s.", kind=kind, urgency=urgency.lower(), day=due)


def _left(days: int, *, short: bool) -> str:
    if days <= 0:
        return _("Hết hạn hôm nay")
    return _("Còn %(n)s ngày", n=days) if short else _("Còn %(n)s ngày làm việc", n=days)


def _must(clock: ClockView, agency_name: str) -> str:
    if clock.row == FIRST_REPLY_ROW:
        return _("%(agency)s phải báo cho bà con biết đơn được giải quyết thế nào", agency=agency_name)
    if clock.row in _FORMAL_ROWS:
        return _("%(agency)s phải %(step)s", agency=agency_name, step=_(clock.step_label))
    return _("%(agency)s phải trả lời", agency=agency_name)


def _percent(clock: ClockView) -> int | None:
    left = clock.standing.working_days_left
    if clock.standing.kind is StandingKind.OVERDUE:
        return 100
    if clock.unit is not Unit.WORKING_DAYS or not clock.length or left is None:
        return None
    total = clock.length + clock.extended_by
    return max(0, min(100, round((total - left) * 100 / total)))
