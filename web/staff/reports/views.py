"""The tables of reports: choose, look, go behind a figure, take away as a file."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import ImmutableMultiDict

from accounts.matrix import Capability, roles_for
from agencies.queries import get_card
from bootstrap.papers import paper_maker
from bootstrap.reports import report_sheet
from core import audit
from core.clock import local_date
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound
from core.paging import PageRequest
from reports.layout import ReportPaper, column_head, line_title, notes_of, paper_of, period_words
from reports.listing import list_behind
from reports.periods import CutOff, list_cut_offs, running_quarter
from reports.policies import knows_sealed
from reports.queries import Line, Report, Scope, find_scope, get_report, list_scopes
from reports.states import PeriodKind, ReportFormat
from reports.tables import TableForm, list_tables
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.gates import requires
from web.staff.reports.forms import ReportForm, years_to_choose
from web.turns import aside

bp = Blueprint("staff_reports", __name__, url_prefix="/can-bo/bao-cao")
REPORTERS = roles_for(Capability.REPORT_SEE)
SIZE = 50
_ASKED = ("bieu", "don-vi", "ky", "nam", "tu", "den")
_TYPES = {
    ReportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ReportFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ReportFormat.PDF: "application/pdf",
}
_PAGES = (NotFound, Forbidden)


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen, and what is."""

    form: ReportForm
    scopes: Sequence[Scope]
    tables: Sequence[TableForm]
    cut_offs: Sequence[CutOff]
    chosen: dict[str, Any]


@bp.get("")
@requires(*REPORTERS)
def index() -> ResponseReturnValue:
    """Choose table, place and period; the figures below, each leading to the petitions behind it."""
    choice = _choice(read_context())
    report, status = None, 200
    try:
        report = _report(read_context(), choice)
    except _PAGES:
        raise
    except DomainError as error:
        add_to_form(choice.form, error)
        status = 422
    page = render_template(
        "staff/reports/index.html", choice=choice, report=report, formats=list(ReportFormat), line_title=line_title,
        head=column_head(report.form.columns) if report else (), notes=notes_of(report) if report else (),
        name=period_words(report.period) if report else "", asked=choice.chosen,
    )  # fmt: skip
    return page, status


@bp.get("/danh-sach")
@requires(*REPORTERS)
def behind() -> str:
    """The petitions behind a figure that the viewer may know one by one; of the others how many there are."""
    ctx = read_context()
    choice = _choice(ctx)
    report = _report(ctx, choice)
    line, index = _line(report), _column(report)
    drilled = list_behind(
        ctx, report, line, index, viewer=actor(), page=PageRequest(SIZE, request.args.get("sau"))
    )  # fmt: skip
    names = (
        {one.agency_id: get_card(ctx, one.agency_id).name for one in drilled.page.items} if report.scope.whole else {}
    )
    following: dict[str, Any] = {**choice.chosen, "dong": line.key, "cot": index, "sau": drilled.page.next_cursor}
    return render_template(
        "staff/reports/behind.html", report=report, line=line_title(line), column=report.form.columns[index],
        drilled=drilled, names=names, back=url_for(".index", **choice.chosen), name=period_words(report.period),
        next_url=url_for(".behind", **following) if drilled.page.next_cursor else None,
    )  # fmt: skip


@bp.post("/tai/<any(xlsx, docx, pdf):made_as>")
@requires(*REPORTERS)
def take(made_as: str) -> Response:
    """The same figures as an official paper; audited before a byte leaves."""
    with transaction() as ctx:
        choice = _choice(ctx)
        report = _report(ctx, choice)
        _note_taken(ctx, report, made_as)
    return _file(paper_of(report), ReportFormat(made_as))


def _choice(ctx: Context) -> Choice:
    """What was asked for, and defaults for what was not: the first table and place, the running quarter."""
    scopes = list_scopes(ctx, ctx.actor)
    if not scopes:
        raise Forbidden
    asked = {name: value for name, value in request.values.items() if name in _ASKED and value}
    scope = find_scope(scopes, asked.get("don-vi"))
    tables = [one for one in list_tables() if knows_sealed(ctx.actor, scope.card.path) or not one.delicate]
    cut_offs = list_cut_offs(ctx, scope.card.province_id)
    today = local_date(ctx.now)
    kind, year = running_quarter(cut_offs, today)
    chosen: dict[str, Any] = {"bieu": tables[0].code, "don-vi": scope.key, "ky": kind.value, "nam": str(year), **asked}
    if chosen["ky"] != PeriodKind.FREE:
        chosen.pop("tu", None)
        chosen.pop("den", None)
    form = ReportForm(formdata=ImmutableMultiDict(chosen))
    form.offer(tables, scopes, years_to_choose(cut_offs, today), gettext("cả tỉnh"))
    return Choice(form, scopes, tables, cut_offs, chosen)


def _report(ctx: Context, choice: Choice) -> Report:
    if not choice.form.validate():
        raise NotFound
    period = choice.form.period(choice.cut_offs, today=local_date(ctx.now))
    form = next(one for one in choice.tables if one.code == choice.form.bieu.data)
    scope = find_scope(choice.scopes, choice.form.don_vi.data)
    # The database may read a million petitions for a province: meanwhile other pages have the turn.
    with aside() if scope.whole else nullcontext():
        return get_report(ctx, form, period, scope, viewer=ctx.actor)


def _line(report: Report) -> Line:
    found = next((line for line in report.lines if line.key == request.args.get("dong", "tong")), None)
    if found is None:
        raise NotFound
    return found


def _column(report: Report) -> int:
    text = request.args.get("cot", "0")
    index = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else -1
    if not 0 <= index < len(report.form.columns) or not report.form.columns[index].is_number:
        raise NotFound
    return index


def _note_taken(ctx: Context, report: Report, made_as: str) -> None:
    audit.record(
        ctx, agency_id=report.scope.card.id, action="reports:table:take", subject_type="report",
        subject_id=report.form.code, made_as=made_as, scope=report.scope.key, first=report.period.first.isoformat(),
        last=report.period.last.isoformat(), open_only=report.open_only,
    )  # fmt: skip


def _file(paper: ReportPaper, made_as: ReportFormat) -> Response:
    response = Response(_bytes(paper, made_as), mimetype=_TYPES[made_as])
    name = f"{paper.file_name}.{made_as.value}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _bytes(paper: ReportPaper, made_as: ReportFormat) -> bytes:
    if made_as is ReportFormat.XLSX:
        return report_sheet(paper.form, paper.values, paper.stamp)
    maker = paper_maker()
    data = maker.fill(maker.compose(paper.form), paper.values, paper.stamp)
    return maker.pdf(data, paper.stamp) if made_as is ReportFormat.PDF else data
