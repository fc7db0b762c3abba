"""The rules table and the calendar: read by every administrator, kept by the province."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.matrix import Capability, roles_for
from accounts.roles import Role
from core.clock import local_date
from core.context import Context
from core.errors import DomainError, NotFound
from deadlines.catalogue import RuleView
from deadlines.commands import DayChange
from deadlines.policies import can_keep_calendar
from deadlines.queries import list_days, list_rules
from deadlines.services import Recomputation, change_days, preview_days, set_province_rule
from deadlines.states import DayKind
from processes.due_dates import copies_follow
from web.admin.deadlines.forms import DayForm, LengthForm
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.gates import requires

bp = Blueprint("admin_deadlines", __name__, url_prefix="/quan-tri/thoi-han")
KEEPERS = roles_for(Capability.DEADLINES_EDIT)
FIRST_YEAR, LAST_YEAR = 2024, 2100


@bp.get("")
@requires(Role.PROVINCE_ADMIN, Role.COMMUNE_ADMIN)
def index() -> str:
    """Every rule in force or to come, grouped by what it is about; on wish only those still to be confirmed."""
    ctx = read_context()
    rules = [rule for rule in list_rules(ctx) if rule.province_id is None]
    doubted = [rule for rule in rules if rule.to_be_confirmed]
    only_doubted = request.args.get("loc") == "cho-xac-nhan"
    own = {rule.id: rule for rule in list_rules(ctx) if rule.province_id in _provinces()}
    return render_template(
        "admin/deadlines/index.html", groups=_groups(doubted if only_doubted else rules), total=len(rules),
        doubted=len(doubted), only_doubted=only_doubted, own=own, may_edit=can_keep_calendar(actor()),
        year=_this_year(ctx), today=local_date(ctx.now),
    )  # fmt: skip


@bp.route("/dat-rieng/<rule_id>", methods=["GET", "POST"])
@requires(*KEEPERS)
def own_length(rule_id: str) -> ResponseReturnValue:
    """The province's own length of a rule the law leaves to it."""
    rule = _open_rule(read_context(), rule_id)
    form = LengthForm(data={"length": rule.length})
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                set_province_rule(ctx, form.command(rule.id, _provinces()[0]))
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã đặt thời hạn riêng của tỉnh. Đơn nhận từ hôm nay tính theo số mới."), "success")
            return redirect(url_for(".index"), code=303)
    page = render_template("admin/deadlines/own_length.html", form=form, rule=rule)
    return page, 422 if form.errors else 200


@bp.get("/lich/<int:year>")
@requires(Role.PROVINCE_ADMIN, Role.COMMUNE_ADMIN)
def calendar(year: int) -> str:
    """The days of a year that differ from their weekday."""
    return _calendar_page(year, DayForm(formdata=None))


@bp.post("/lich/<int:year>")
@requires(*KEEPERS)
def change(year: int) -> ResponseReturnValue:
    """Put a day into the calendar: first what it would do to running clocks, then, confirmed, the change itself."""
    form = DayForm()
    if form.validate_on_submit():
        try:
            return _preview_or_do(year, form.changes(), form)
        except DomainError as error:
            add_to_form(form, error)
    return _calendar_page(year, form), 422


@bp.post("/lich/bo/<day>")
@requires(*KEEPERS)
def strike(day: str) -> ResponseReturnValue:
    """Strike a day out of the calendar, in the same two steps."""
    try:
        struck = date.fromisoformat(day)
    except ValueError:
        raise NotFound from None
    return _preview_or_do(struck.year, [DayChange(struck, DayKind.ORDINARY)], None)


def _preview_or_do(year: int, changes: Sequence[DayChange], form: DayForm | None) -> ResponseReturnValue:
    if "confirmed" not in request.form:
        ctx = read_context()
        seen = preview_days(ctx, changes)
        return render_template(
            "admin/deadlines/preview.html", form=form, changes=changes, seen=seen, moves=_alike(ctx, seen), year=year
        )
    with transaction(public=True) as ctx:
        done = change_days(ctx, changes, on_change=copies_follow, reason=_reason(changes))
    flash(_said(done), "success")
    return redirect(url_for(".calendar", year=changes[0].date.year), code=303)


def _alike(ctx: Context, seen: Recomputation) -> list[tuple[tuple[str, datetime, datetime], int]]:
    """The moves, those alike in one line: a step, its date before and after, and how many."""
    steps = {rule.id: rule.step for rule in list_rules(ctx)}
    moves = Counter((steps.get(move.rule_id, move.rule_id), move.from_due, move.to_due) for move in seen.first)
    return sorted(moves.items(), key=lambda entry: (entry[0][1], entry[0][0]))


def _said(done: Recomputation) -> str:
    if done.moved:
        return str(gettext("Đã sửa lịch. %(n)s việc đang chạy được tính lại hạn.", n=done.moved))
    return str(gettext("Đã sửa lịch. Không có ngày hạn nào phải đổi."))


def _reason(changes: Sequence[DayChange]) -> str:
    return "; ".join(f"{change.date:%d/%m/%Y} {change.name} {change.source}".strip() for change in changes)


def _calendar_page(year: int, form: DayForm) -> str:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFound
    ctx = read_context()
    days = [day for day in list_days(ctx, year=year) if day.kind is not DayKind.ORDINARY]
    return render_template(
        "admin/deadlines/calendar.html", days=days, year=year, form=form, may_edit=can_keep_calendar(actor()),
        provisional=any(day.provisional for day in days), first_year=FIRST_YEAR, last_year=_this_year(ctx) + 2,
    )  # fmt: skip


def _groups(rules: Iterable[RuleView]) -> list[tuple[str, list[RuleView]]]:
    return [(kind, list(group)) for kind, group in groupby(rules, key=lambda rule: rule.kind)]


def _open_rule(ctx: Context, rule_id: str) -> RuleView:
    for rule in list_rules(ctx):
        if rule.id == rule_id and rule.open_to_province and rule.province_id is None:
            return rule
    raise NotFound


def _provinces() -> tuple[UUID, ...]:
    return actor().agencies(*KEEPERS)


def _this_year(ctx: Context) -> int:
    return local_date(ctx.now).year
