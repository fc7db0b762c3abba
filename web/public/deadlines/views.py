"""The calculator: choose a matter and a day, see the date it must be done by, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from agencies.queries import AgencyCard, find_card_by_code
from agencies.states import AgencyKind
from core.clock import local_date
from core.context import Context
from deadlines.catalogue import RuleView, current
from deadlines.errors import NoSuchRule
from deadlines.explaining import Explanation, explain
from deadlines.matters import VARIANT_WORDS, matters_of
from deadlines.queries import find_rule, list_rules
from web.context import read_context
from web.gates import public_page
from web.public.deadlines import lateness
from web.public.deadlines.blueprint import bp
from web.public.deadlines.forms import FIRST_DAY, CalculatorForm
from web.rendering import show_agency

__all__ = ["bp", "lateness"]  # importing the module hangs its page into the blueprint


@dataclass(frozen=True, slots=True)
class Answer:
    """The date and how it came about; `longest` is the date when the term is extended as far as the law allows."""

    rule: RuleView
    words: str
    why: Explanation
    longest: Explanation | None


@bp.get("/tinh-han")
@public_page
def calculator() -> ResponseReturnValue:
    """The form, and below it the answer once something was chosen. Civil Code art. 147, 148."""
    ctx, card = read_context(), _commune(request.args.get("xa", ""))
    groups = matters_of(_rules(ctx, card.province_id if card else None))
    asked = "viec" in request.args or "ngay" in request.args
    form = CalculatorForm(formdata=request.args if asked else None)
    form.offer(groups, date(local_date(ctx.now).year + 1, 12, 31))
    answer = _answer(ctx, form, card.province_id if card else None) if asked and form.validate() else None
    page = render_template(
        "public/deadlines/calculator.html", form=form, groups=groups, answer=answer, card=card, first_day=FIRST_DAY
    )
    return page, 422 if form.errors else 200


def _answer(ctx: Context, form: CalculatorForm, province_id: UUID | None) -> Answer:
    rule, calendar = _version_of(ctx, form.rule, local_date(form.starts_at), province_id), current(ctx).calendar
    why = explain(rule, form.starts_at, calendar)
    cap = rule.extension_cap
    longest = explain(rule, form.starts_at, calendar, extended_by=cap) if cap else None
    return Answer(rule, VARIANT_WORDS.get(rule.variant or "", ""), why, longest)


def _version_of(ctx: Context, rule: RuleView, on: date, province_id: UUID | None) -> RuleView:
    """The version in force on the day; for a day before the first, the one there is."""
    try:
        return find_rule(ctx, row=rule.row, variant=rule.variant, on=on, province_id=province_id)
    except NoSuchRule:
        return rule


def _commune(code: str) -> AgencyCard | None:
    """The commune the reader comes from, named in the frame: its province may have lengths of its own."""
    card = find_card_by_code(read_context(), code, AgencyKind.COMMUNE) if code else None
    show_agency(card)
    return card


def _rules(ctx: Context, province_id: UUID | None) -> list[RuleView]:
    """The national table, with the province's own lengths in place of those it has set."""
    rules = list_rules(ctx)
    own = {rule.id: rule for rule in rules if province_id is not None and rule.province_id == province_id}
    return [own.get(rule.id, rule) for rule in rules if rule.province_id is None]
