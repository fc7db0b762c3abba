"""sổ văn bản đi: the register with filters, for print and as a sheet; numbers kept and void; where it begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from accounts.matrix import Capability, roles_for
from accounts.roles import Role
from agencies.queries import AgencyCard, get_card
from bootstrap.sheets import make_marked
from core.clock import local_date
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound
from core.paging import PageRequest
from core.sheets import CellValue, Grid, SheetColumn
from feedback.issuing import services
from feedback.issuing.catalogue import LETTER_SERIES, SECRET_SERIES, symbol_of
from feedback.issuing.register import EntryFilter, EntryLine, all_entries, list_books, list_entries
from feedback.issuing.states import EntryState
from feedback.papers.states import PaperKind
from web.context import actor, read_context, runtime, transaction
from web.errors import add_to_form
from web.formatting import label
from web.forms import Form
from web.gates import requires
from web.papers import file_response
from web.staff.issuing.forms import OpenForm, ReserveForm, VoidForm, named

bp = Blueprint("staff_outgoing", __name__, url_prefix="/can-bo/van-thu/so")
clerk = requires(*roles_for(Capability.PAPER_NUMBER))
F = TypeVar("F", bound=ReserveForm | OpenForm)
SIZE = 50
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("")
@clerk
def index() -> str:
    """The register, newest first, narrowed by year, run, state, days or number."""
    return _page()


@bp.get("/in")
@clerk
def sheet() -> str:
    """For print, in the order of the numbers (Decree 30/2020, annex IV)."""
    desk, asked = _desk(), _asked()
    entries = all_entries(read_context(), desk.id, asked=asked)
    return render_template("staff/issuing/register_print.html", desk=desk, entries=entries, asked=asked)


@bp.get("/so.xlsx")
@clerk
def workbook() -> ResponseReturnValue:
    """The same as a sheet."""
    desk, asked = _desk(), _asked()
    rows: list[Sequence[CellValue]] = [[gettext(one.heading) for one in _columns()]]
    rows += [_row(one) for one in all_entries(read_context(), desk.id, asked=asked)]
    data = make_marked(Grid(gettext("Sổ văn bản đi"), rows), (), dict(enumerate(_columns())))
    return file_response(data, _XLSX, f"so-van-ban-di-{asked.year or 'tat-ca'}.xlsx")


@bp.post("/giu-so")
@clerk
def reserve() -> ResponseReturnValue:
    """Keep a number."""
    desk, form = _desk(), _with_series(ReserveForm())
    if form.validate_on_submit():
        command = form.command(desk.id)
        done = _try(lambda ctx: services.reserve(ctx, command), form)
        if done is not None:
            return done
    return _page(reserving=form), 422


@bp.post("/mo-so")
@clerk
def open_book() -> ResponseReturnValue:
    """Say where the register begins."""
    desk, form = _desk(), _with_series(OpenForm())
    if form.validate_on_submit():
        opening = form.command(desk.id)
        done = _try(lambda ctx: services.open_book(ctx, opening), form)
        if done is not None:
            return done
    return _page(opening=form), 422


@bp.post("/<uuid:entry_id>/da-dung")
@clerk
def use(entry_id: UUID) -> ResponseReturnValue:
    """A kept number was used elsewhere."""
    form = Form()
    if form.validate_on_submit():
        done = _try(lambda ctx: services.use_elsewhere(ctx, entry_id), form)
        if done is not None:
            return done
    return _page(), 422


@bp.post("/<uuid:entry_id>/huy")
@clerk
def void(entry_id: UUID) -> ResponseReturnValue:
    """A number is not used."""
    form = VoidForm()
    if form.validate_on_submit():
        done = _try(lambda ctx: services.void_entry(ctx, entry_id, form.command()), form)
        if done is not None:
            return done
    return _page(failed=form), 422


def _try(send: Callable[[Context], object], form: Form) -> ResponseReturnValue | None:
    try:
        with transaction() as ctx:
            send(ctx)
    except (NotFound, Forbidden):
        raise
    except DomainError as error:
        add_to_form(form, error)
        return None
    flash(gettext("Đã ghi vào sổ."), "success")
    return redirect(url_for(".index"), code=303)


def _desk() -> AgencyCard:
    """The office asked for among the clerk's own, else the first. Raises Forbidden when there is none any more."""
    own = [get_card(read_context(), agency_id) for agency_id in actor().agencies(Role.RECORDS_CLERK)]
    if not own:
        raise Forbidden
    wanted = request.values.get("co-quan", "")
    return next((one for one in own if one.code == wanted), own[0])


def _asked() -> EntryFilter:
    state = request.args.get("tinh-trang", "")
    year = request.args.get("nam", "")
    number = request.args.get("so", "").strip()
    return EntryFilter(
        int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None, request.args.get("ky-hieu", ""),
        EntryState(state) if state in {one.value for one in EntryState} else None, _day("tu"), _day("den"),
        int(number) if number.isascii() and number.isdigit() and len(number) < 7 else None,
    )  # fmt: skip


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _all_series() -> list[str]:
    found = {symbol_of(kind) for kind in PaperKind}
    return [*sorted(one for one in found if "-" in one), LETTER_SERIES, SECRET_SERIES]


def _with_series(form: F) -> F:
    form.series.choices = [SelectChoice(one, one) for one in _all_series()]
    return form


def _columns() -> list[SheetColumn]:
    return [
        SheetColumn(gettext("Số, ký hiệu"), 18, "", ""), SheetColumn(gettext("Ngày"), 12, "", "", is_date=True),
        SheetColumn(gettext("Trích yếu"), 48, "", ""), SheetColumn(gettext("Người ký"), 24, "", ""),
        SheetColumn(gettext("Nơi nhận"), 30, "", ""), SheetColumn(gettext("Tình trạng"), 14, "", ""),
        SheetColumn(gettext("Ghi chú"), 30, "", ""),
    ]  # fmt: skip


def _row(one: EntryLine) -> list[CellValue]:
    note = f"{label(one.void_reason)}. {one.note}".strip() if one.void_reason else one.note
    about = gettext("mật") if one.secret else one.about
    return [one.text, one.given_on, about, one.signer, one.recipients, label(one.state), note]


def _page(
    *, reserving: ReserveForm | None = None, opening: OpenForm | None = None,
    failed: Form | None = None,
) -> str:  # fmt: skip
    desk, asked, ctx = _desk(), _asked(), read_context()
    after = request.args.get("sau")
    today = local_date(runtime().clock())
    narrowed = {name: value for name, value in request.args.items() if name != "sau"}
    page = list_entries(ctx, [desk.id], asked=asked, page=PageRequest(SIZE, after))
    return render_template(
        "staff/issuing/register.html", desk=desk, asked=asked, page=page, after=after, narrowed=narrowed,
        books=list_books(ctx, [desk.id]), series=_all_series(), states=list(EntryState), today=today,
        reserving=named(reserving or _with_series(ReserveForm(formdata=None, data={"day": today})), "giu"),
        opening=named(opening or _with_series(OpenForm(formdata=None, data={"year": today.year})), "mo"),
        voiding=VoidForm(formdata=None), form=reserving or opening or failed,
    )  # fmt: skip
