"""The breach register: what was found, how grave, whom it was told to, what was learned."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from accounts.matrix import Capability, roles_for
from agencies.queries import get_card
from bootstrap.papers import paper_maker
from core.errors import DomainError, Forbidden, NotFound, StaleVersion
from core.paging import PageRequest
from core.transitions import TransitionNotAllowed
from deadlines.queries import explain_view
from privacy.breaches.paper import PROVISIONAL, TITLE, TO, paper_of
from privacy.breaches.queries import get_breach, list_breaches
from privacy.breaches.services import Step, note_taken, take_step
from privacy.states import BreachAct, BreachState, Severity
from web.admin.breaches.forms import AssessForm, ReportForm, StepForm
from web.admin.breaches.words import NEXT, STEPS, hours_card, hours_chip
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.forms import typed
from web.gates import requires

bp = Blueprint("admin_breaches", __name__, url_prefix="/quan-tri/su-co")
gate = requires(*roles_for(Capability.BREACH_WORK))
Page = str | Response | tuple[str, int]
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_FORMS: dict[BreachAct, type[StepForm]] = {BreachAct.ASSESS: AssessForm, BreachAct.REPORT: ReportForm}


@bp.get("")
@gate
def index() -> str:
    """The breaches in reach, with the hours left."""
    ctx = read_context()
    page = list_breaches(ctx, viewer=actor(), page=PageRequest(30, request.args.get("sau")))
    chips = {row.id: hours_chip(row.clock, ctx.now) for row in page.items if row.clock}
    return render_template("admin/breaches/index.html", page=page, chips=chips)


@bp.get("/<uuid:breach_id>")
@gate
def item(breach_id: UUID) -> str:
    """One breach and what may be done now."""
    return _page(breach_id, {})


@bp.post("/<uuid:breach_id>/<act>")
@gate
def step(breach_id: UUID, act: str) -> Page:
    """Write what was done."""
    if act not in set(BreachAct):
        raise NotFound
    doing = BreachAct(act)
    form = _FORMS.get(doing, StepForm)(prefix=act)
    if form.validate():
        try:
            with transaction() as ctx:
                take_step(ctx, _command(breach_id, doing, form))
        except (Forbidden, NotFound, StaleVersion, TransitionNotAllowed):
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã ghi."), "success")
            return redirect(url_for("admin_breaches.item", breach_id=breach_id), code=303)
    return _page(breach_id, {doing: form}), 422


@bp.get("/<uuid:breach_id>/bao-cao")
@gate
def report(breach_id: UUID) -> str:
    """The report to the authority, to read before it is taken: a provisional form."""
    ctx = read_context()
    found = get_breach(ctx, breach_id, viewer=actor())
    paper = paper_of(found, get_card(ctx, found.row.agency_id), made_at=ctx.now)
    return render_template(
        "admin/breaches/report.html", row=found.row, paper=paper, to=TO, title=TITLE, provisional=PROVISIONAL
    )


@bp.get("/<uuid:breach_id>/bao-cao/<ending>")
@gate
def take(breach_id: UUID, ending: str) -> Response:
    """The same as a Word file to finish and sign, or as PDF; taking it is in the log."""
    if ending not in _TYPES:
        raise NotFound
    with transaction() as ctx:
        found = get_breach(ctx, breach_id, viewer=actor())
        note_taken(ctx, found.row.agency_id, breach_id, made_as=ending)
        paper = paper_of(found, get_card(ctx, found.row.agency_id), made_at=ctx.now)
    maker = paper_maker()
    data = maker.fill(maker.compose(paper.form), paper.values, paper.stamp)
    response = Response(maker.pdf(data, paper.stamp) if ending == "pdf" else data, mimetype=_TYPES[ending])
    response.headers.set("Content-Disposition", "attachment", filename=f"{paper.file_name}.{ending}")
    response.headers["Cache-Control"] = "no-store"
    return response


def _command(breach_id: UUID, act: BreachAct, form: StepForm) -> Step:
    severity, people, number = None, None, ""
    if isinstance(form, AssessForm):
        severity, people = Severity(form.severity.data), form.people.data
    elif isinstance(form, ReportForm):
        number = typed(form.document_number)
    return Step(breach_id, form.seen(), act, typed(form.text), severity, people, number)


def _page(breach_id: UUID, sent: dict[BreachAct, StepForm]) -> str:
    ctx = read_context()
    found = get_breach(ctx, breach_id, viewer=actor())
    row = found.row
    version = str(row.version)
    forms = {
        act: sent.get(act) or _FORMS.get(act, StepForm)(formdata=None, prefix=act.value, version=version)
        for act in found.acts
    }
    for act, form in forms.items():
        form.text.label.text = STEPS[act].field
    due = NEXT.get(row.state)
    if row.state is BreachState.REPORTED and row.severity is Severity.NONE:
        due = BreachAct.SPARE
    return render_template(
        "admin/breaches/item.html", found=found, row=row, forms=forms, form=next(iter(sent.values()), None),
        due=due, steps=STEPS, card=hours_card(row.clock, ctx.now) if row.clock else None,
        why=explain_view(ctx, row.clock) if row.clock else None,
    )  # fmt: skip
