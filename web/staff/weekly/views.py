"""The leader's week: figures that lead to their lists, five weeks side by side, hot spots, on one sheet of paper."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from accounts.roles import Role
from agencies.queries import AgencyCard, find_card_by_code, get_card
from agencies.states import AgencyKind
from core.context import Context
from core.errors import DomainError, NotFound
from deadlines.reminders import address_of
from feedback.hotspots.limits import limits_on
from feedback.hotspots.queries import Hotspots, list_hotspots
from feedback.hotspots.states import Flag
from feedback.weekly.policies import OVER, can_see_week
from feedback.weekly.queries import week_of_desk, weeks_below
from feedback.weekly.services import wants_mail, wish_mail
from web.context import actor, read_context, runtime, transaction
from web.errors import message
from web.formatting import short_day
from web.staff.weekly import limit_views  # the same blueprint's other pages
from web.staff.weekly.blueprint import bp, gate
from web.staff.weekly.charts import five_weeks
from web.staff.weekly.words import (
    field_rows,
    hamlet_rows,
    handler_rows,
    links_for,
    main_figures,
    reason_text,
    week_rows,
)

__all__ = ["bp", "limit_views"]
# So many hot spots on the week's own page and on paper; all of them have a page of their own.
FEW = 8


@bp.get("")
@gate
def index() -> str:
    """The week of a desk; in a province the desks below it too."""
    return _page("staff/weekly/index.html")


@bp.get("/in")
@gate
def on_paper() -> str:
    """The same on one sheet."""
    return _page("staff/weekly/print.html")


@bp.get("/diem-nong")
@gate
def hotspots() -> str:
    """Every hot spot of a desk with its reasons."""
    ctx, desk = read_context(), _desk()
    flag = _flag(request.args.get("co"))
    found = _hotspots(ctx, desk, flag)
    return render_template(
        "staff/weekly/hotspots.html", desk=desk, flag=flag, found=found, flags=list(Flag), reason_text=reason_text,
        readable=links_for(actor(), desk).open,
    )  # fmt: skip


@bp.post("/thu")
@gate
def mail() -> Response:
    """Whether the link comes by e-mail on Monday."""
    wanted = request.form.get("muon") == "co"
    try:
        with transaction() as ctx:
            wish_mail(ctx, wanted=wanted)
    except DomainError as error:
        flash(message(error), "error")
    else:
        said = gettext("Từ tuần sau, sáng thứ Hai có thư kèm đường dẫn tới trang này.")
        flash(said if wanted else gettext("Từ nay không gửi thư đầu tuần nữa."), "success")
    return redirect(url_for(".index"), code=303)


def _page(template: str) -> str:
    ctx, viewer, desk = read_context(), actor(), _desk()
    figures, links = week_of_desk(ctx, desk.id), links_for(actor(), desk)
    below = weeks_below(ctx, desk.path) if desk.kind == AgencyKind.PROVINCE else ()
    return render_template(
        template, desk=desk, figures=figures, facts=main_figures(figures, links), today=runtime().clock(),
        fields=field_rows(figures, links), hamlets=hamlet_rows(figures, links),
        handlers=handler_rows(figures, links), weeks=week_rows(figures.weeks, links, short_day),
        chart=five_weeks(figures.weeks), hot=_hotspots(ctx, desk, None), few=FEW, reason_text=reason_text,
        readable=links.open, below=[line for line in below if line.code != desk.code], own=_own_desks(ctx),
        mailed=viewer.account_id is not None and wants_mail(ctx, viewer.account_id),
        address=address_of(ctx, viewer.account_id) if viewer.account_id else "",
    )  # fmt: skip


def _hotspots(ctx: Context, desk: AgencyCard, flag: Flag | None) -> Hotspots:
    return list_hotspots(ctx, desk, limits_on(ctx, desk.province_id), flag=flag)


def _desk() -> AgencyCard:
    """The desk asked for, else the viewer's own. Raises NotFound for one that is not theirs to see."""
    ctx, code = read_context(), request.args.get("noi", "")
    if not code:
        return get_card(ctx, _own()[0])
    desk = find_card_by_code(ctx, code)
    if desk is None or not can_see_week(actor(), desk):
        raise NotFound
    return desk


def _own() -> tuple[UUID, ...]:
    led = actor().agencies(Role.LEADER)
    return (*led, *(one for one in actor().agencies(*OVER) if one not in led))


def _own_desks(ctx: Context) -> list[AgencyCard]:
    """The desks to choose from, when there are several."""
    desks = _own()
    return [get_card(ctx, one) for one in desks] if len(desks) > 1 else []


def _flag(value: str | None) -> Flag | None:
    try:
        return Flag(value) if value else None
    except ValueError:
        return None
