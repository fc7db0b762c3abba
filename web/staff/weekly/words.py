"""What the pages of the week say: reasons in words, figures with the list they lead to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from agencies.queries import AgencyCard
from core.actor import Actor
from feedback.hotspots.flags import Raised
from feedback.hotspots.states import Reason
from feedback.queries.narrowing import Narrowing
from feedback.states import Due, Field, View
from feedback.weekly.policies import can_list_at
from feedback.weekly.queries import Line, WeekFigures, WeekLine
from web.formatting import label, number, percent
from web.staff.petitions.narrowing import queue_url


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))


@dataclass(frozen=True, slots=True)
class Links:
    """Where a figure leads: the queue narrowed to exactly what was counted; nowhere for those without that queue."""

    desk: AgencyCard
    open: bool

    def to(self, view: View, **chosen: object) -> str | None:
        """The address of the list behind a figure."""
        if not self.open:
            return None
        return queue_url(view, Narrowing(unit=self.desk.id, readable=True, **chosen))  # type: ignore[arg-type]


def links_for(viewer: Actor, desk: AgencyCard) -> Links:
    """The links of a viewer at a desk."""
    return Links(desk, can_list_at(viewer, desk))


def reason_text(raised: Raised) -> str:
    """Why a petition is a hot spot, with the number that was counted."""
    return _REASONS[raised.reason](raised)


_REASONS: Mapping[Reason, Callable[[Raised], str]] = {
    Reason.SIGNERS: lambda one: _("%(n)s người cùng đứng đơn", n=number(one.number)),
    Reason.SENDERS: lambda one: _("%(n)s người gửi đơn về cùng một việc", n=number(one.number)),
    Reason.DAYS: lambda one: _("mở đã %(n)s ngày", n=number(one.number)),
    Reason.SECOND_INSTANCE: lambda _one: _("khiếu nại lần hai"),
    Reason.HANDED_DOWN: lambda _one: _("đã gửi cả nơi khác, được chuyển về đây"),
    Reason.PASSED_UP: lambda _one: _("cấp dưới chuyển lên"),
    Reason.NEIGHBOURS: lambda one: _(
        "%(n)s đơn cùng nơi, cùng lĩnh vực trong %(weeks)s tuần", n=number(one.number), weeks=one.weeks
    ),
    Reason.SAME_SENDER: lambda one: _("một người gửi %(n)s lần", n=number(one.number)),
    Reason.REOPENED: lambda _one: _("mở lại vì người gửi chưa đồng ý"),
}


def main_figures(figures: WeekFigures, links: Links) -> list[dict[str, object]]:
    """The numbers at the top of the page."""
    this = figures.this_week
    return [
        _fact(_("Đã quá hạn"), figures.late, "late", links.to(View.OPEN, due=Due.LATE)),
        _fact(_("Đến hạn từ giờ tới Chủ nhật"), figures.due, "due", links.to(View.OPEN, due=Due.THIS_WEEK)),
        _fact(_("Chờ lãnh đạo duyệt"), figures.approval, None, links.to(View.APPROVAL)),
        _fact(_("Đang mở"), figures.open, None, links.to(View.OPEN)),
        {
            **_fact(_("Đã trả lời tuần này"), this.answered, "ok", links.to(View.DONE, week=this.week.monday)),
            "note": share_text(this),
        },
    ]  # fmt: skip


def share_text(week: WeekLine) -> str:
    """How much of a week's answers was in time, with its denominator."""
    if week.share is None:
        return _("chưa trả lời đơn nào")
    return _("đúng hạn %(timely)s/%(answered)s (%(share)s)", timely=number(week.timely),
             answered=number(week.answered), share=percent(week.share))  # fmt: skip


def field_rows(figures: WeekFigures, links: Links) -> list[list[object]]:
    """By field, what is late most first."""
    return _rows(figures.by_field, links, _("Chưa rõ lĩnh vực"), lambda line: {"field": line.key})


def hamlet_rows(figures: WeekFigures, links: Links) -> list[list[object]]:
    """By hamlet; those that name none last."""
    return _rows(
        figures.by_hamlet, links, _("Không ghi thôn nào"),
        lambda line: {"hamlet": line.key} if line.key else {"lacks": "hamlet"},
    )  # fmt: skip


def handler_rows(figures: WeekFigures, links: Links) -> list[list[object]]:
    """By who has it; what nobody has last."""
    return _rows(
        figures.by_handler, links, _("Chưa giao cho ai"),
        lambda line: {"assignee": line.key} if line.key else {"lacks": "assignee"},
    )  # fmt: skip


def week_rows(weeks: Sequence[WeekLine], links: Links, day: Callable[[date], str]) -> list[list[object]]:
    """Five weeks, this one last."""
    return [
        [
            _("%(first)s – %(last)s", first=day(one.week.monday), last=day(one.week.sunday)),
            number(one.received),
            _cell(one.answered, links.to(View.DONE, week=one.week.monday)),
            _cell(one.timely, links.to(View.DONE, week=one.week.monday, timely=True)),
            _cell(one.late, links.to(View.DONE, week=one.week.monday, timely=False)),
            percent(one.share) if one.share is not None else "–",
        ]
        for one in weeks
    ]


def _rows(
    lines: Sequence[Line], links: Links, without: str, chosen: Callable[[Line], dict[str, object]]
) -> list[list[object]]:
    return [
        [
            _heading(line, without),
            _cell(line.late, links.to(View.OPEN, due=Due.LATE, **chosen(line))),
            _cell(line.due, links.to(View.OPEN, due=Due.THIS_WEEK, **chosen(line))),
            _cell(line.open, links.to(View.OPEN, **chosen(line))),
        ]
        for line in lines
    ]


def _heading(line: Line, without: str) -> str:
    if isinstance(line.key, Field):
        return label(line.key)
    return line.name or without


def _cell(count: int, url: str | None) -> dict[str, object]:
    """A figure and its list; nought leads nowhere."""
    return {"text": number(count), "url": url if count else None, "numeric": True}


def _fact(text: str, count: int, kind: str | None, url: str | None) -> dict[str, object]:
    return {"label": text, "value": number(count), "kind": kind if count else None, "url": url if count else None}
