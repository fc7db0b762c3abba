"""The terms of a petition: how each date came about, its log, an extension, another weight of the case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.matrix import Capability, roles_for
from accounts.queries import names_of
from agencies.queries import get_card
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound, StaleVersion
from core.transitions import TransitionNotAllowed
from deadlines.catalogue import RuleView
from deadlines.complexity import criteria_needed
from deadlines.explaining import Explanation
from deadlines.queries import ClockEventView, ClockView, explain_view, list_clocks, list_events, list_rules
from deadlines.states import ClockState
from feedback.commands import Target
from feedback.policies import can_change_terms, can_open
from feedback.queries import CaseView, get_case
from feedback.services.terms import extend_term, reweigh
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.gates import requires
from web.staff.petitions.forms import ActForm
from web.staff.terms.forms import ExtendForm, VariantForm

bp = Blueprint("staff_terms", __name__, url_prefix="/can-bo/don-thu/<uuid:petition_id>/thoi-han")
WORKERS = roles_for(Capability.PETITION_SEE)
_PAGES = (NotFound, Forbidden, StaleVersion, TransitionNotAllowed)


@dataclass(frozen=True, slots=True)
class Term:
    """One clock with everything about it; the forms are there for whoever may use them now."""

    clock: ClockView
    why: Explanation
    log: Sequence[ClockEventView]
    extending: ExtendForm | None
    varying: VariantForm | None
    needs_criteria: bool


@bp.get("")
@requires(*WORKERS)
def index(petition_id: UUID) -> str:
    """Every term of the petition, the open ones with what can be done."""
    return _page(get_case(read_context(), petition_id, viewer=actor()))


@bp.post("/<uuid:clock_id>/gia-han")
@requires(*WORKERS)
def extend(petition_id: UUID, clock_id: UUID) -> ResponseReturnValue:
    """Lengthen a term by a signed document."""
    form = ExtendForm()
    return _act(petition_id, clock_id, form, lambda ctx, target: extend_term(ctx, target, clock_id, form.command()))


@bp.post("/<uuid:clock_id>/doi-muc")
@requires(*WORKERS)
def vary(petition_id: UUID, clock_id: UUID) -> ResponseReturnValue:
    """Count a term by another weight of the case."""
    form = VariantForm()
    get_case(read_context(), petition_id, viewer=actor())  # its clocks are told only to those who may know of it
    form.offer(_others(read_context(), _clock(read_context(), petition_id, clock_id)))
    return _act(petition_id, clock_id, form, lambda ctx, target: reweigh(ctx, target, clock_id, form.command()))


def _act(
    petition_id: UUID, clock_id: UUID, form: ActForm, send: Callable[[Context, Target], object]
) -> ResponseReturnValue:
    """Do what a form asks; what is wrong stands beside it on the page, with all that was typed."""
    seen = get_case(read_context(), petition_id, viewer=actor())
    if form.validate_on_submit():
        try:
            with transaction(public=True) as ctx:
                send(ctx, Target(petition_id, form.seen()))
        except _PAGES:
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            return _done(petition_id)
    return _page(seen, clock_id, form), 422


def _done(petition_id: UUID) -> ResponseReturnValue:
    flash(gettext("Đã ghi. Người gửi được báo ngày hạn mới."), "success")
    return redirect(url_for(".index", petition_id=petition_id), code=303)


def _page(seen: CaseView, clock_id: UUID | None = None, filled: ActForm | None = None) -> str:
    ctx = read_context()
    may = bool(can_change_terms(actor(), seen.facts()))
    terms = [
        _term(ctx, seen, clock, may=may, filled=filled if clock.id == clock_id else None)
        for clock in list_clocks(ctx, "petition", seen.id)
    ]
    names = names_of(ctx, {line.account_id for term in terms for line in term.log})
    # What was written as a reason is of the case: for those who may read it, not for all who know that it exists.
    readable = bool(can_open(actor(), seen.facts()))
    return render_template(
        "staff/terms/index.html", case=seen, terms=terms, names=names, form=filled, readable=readable
    )


def _term(ctx: Context, seen: CaseView, clock: ClockView, *, may: bool, filled: ActForm | None) -> Term:
    open_now = may and clock.state is ClockState.RUNNING and clock.due_at is not None and ctx.now <= clock.due_at
    others = _others(ctx, clock) if open_now else []
    version = {"version": str(seen.version)}
    extending, varying = None, None
    if open_now and clock.extension_left:
        extending = filled if isinstance(filled, ExtendForm) else ExtendForm(formdata=None, data=version)
        extending.name_fields(f"them-{clock.rule_id}")
    if others:
        varying = filled if isinstance(filled, VariantForm) else VariantForm(formdata=None, data=version)
        varying.offer(others)
        varying.name_fields(f"muc-{clock.rule_id}")
    needs = any(criteria_needed(rule.row, rule.variant) for rule in others)
    return Term(clock, explain_view(ctx, clock), list_events(ctx, clock.id), extending, varying, needs)


def _others(ctx: Context, clock: ClockView) -> list[RuleView]:
    """The row's other variants, with the province's own lengths where it has set them."""
    province_id = get_card(ctx, clock.agency_id).province_id
    known: dict[str, RuleView] = {}
    for rule in list_rules(ctx):
        if rule.row == clock.row and (rule.province_id is None or rule.province_id == province_id):
            known[rule.id] = rule if rule.province_id or rule.id not in known else known[rule.id]
    return [rule for rule in known.values() if rule.id != clock.rule_id]


def _clock(ctx: Context, petition_id: UUID, clock_id: UUID) -> ClockView:
    for clock in list_clocks(ctx, "petition", petition_id):
        if clock.id == clock_id:
            return clock
    raise NotFound
