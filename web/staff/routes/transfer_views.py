"""Passing a petition on to another desk: find the desk, write the words, look it over, send."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from agencies.queries import AgencyCard, find_card_by_code, get_card, search_units
from agencies.states import AgencyKind
from core.context import Context
from core.errors import DomainError
from core.text import clean
from feedback import services
from feedback.commands import Target
from feedback.queries import CaseView
from feedback.routes.commands import Transfer
from feedback.routes.policies import Place, check_past, check_transfer
from feedback.routes.queries import past_of
from feedback.routes.states import TransferReason
from feedback.services.transferring import check_under_way
from feedback.states import Act
from web.context import read_context
from web.errors import add_to_form, message
from web.forms import typed
from web.public.home.units import unit_sub
from web.staff.petitions.blueprint import gate
from web.staff.routes.acting import Page, for_act, send
from web.staff.routes.blueprint import bp
from web.staff.routes.forms import TransferForm

_DESKS = (AgencyKind.COMMUNE, AgencyKind.PROVINCE)
LIMIT = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A unit that answers to what was typed; without `url` it takes no petitions in here."""

    label: str
    sub: str
    url: str


@bp.route("/don-thu/<uuid:petition_id>/chuyen-toi", methods=["GET", "POST"])
@gate
def transfer(petition_id: UUID) -> Page:
    """Which desk; then why, with which words; then once more to look over."""
    seen = for_act(petition_id, Act.TRANSFER)
    desk = find_card_by_code(read_context(), request.args.get("toi", "")) if request.args.get("toi") else None
    if desk is None or desk.kind not in _DESKS:
        return _choose(seen)
    form = TransferForm(data={"version": str(seen.version), "reason": _likely(seen, desk)})
    if not form.validate_on_submit():
        return _page(seen, desk, form, 422 if request.method == "POST" else 200)
    if request.form.get("viec") == "sua":
        form.confirmed.data = ""
        return _page(seen, desk, form, 200)
    try:
        _check(read_context(), seen, desk)
    except DomainError as error:
        add_to_form(form, error)
        return _page(seen, desk, form, 422)
    if not form.confirmed.data:
        form.confirmed.data = "1"
        return render_template(
            "staff/routes/transfer_check.html", case=seen, desk=desk, here=_here(seen), form=form,
            reason=TransferReason(form.reason.data),
        )  # fmt: skip
    command = Transfer(desk.id, typed(form.text), TransferReason(form.reason.data), typed(form.document_number))
    status = send(
        form, petition_id, lambda ctx: services.transfer(ctx, Target(petition_id, form.seen()), command), public=True
    )
    if status:
        form.confirmed.data = ""
        return _page(seen, desk, form, status)
    flash(gettext("Đã chuyển đơn %(number)s tới %(name)s.", number=seen.number, name=desk.name), "success")
    return redirect(url_for("staff_routes.passed_on"), code=303)


@bp.get("/don-thu/<uuid:petition_id>/chuyen-toi/goi-y")
@gate
def suggest(petition_id: UUID) -> Response:
    """The same as the list of the page, while somebody types."""
    for_act(petition_id, Act.TRANSFER)
    items = [one for one in _find(petition_id, request.args.get("q", "")) if one.url]
    return jsonify(items=[{"label": one.label, "sub": one.sub, "url": one.url} for one in items])


def _choose(seen: CaseView) -> str:
    ctx, query = read_context(), clean(request.args.get("q", ""))[:80]
    here = get_card(ctx, seen.agency_id)
    province = get_card(ctx, here.province_id)
    above = province if province.id != here.id and province.is_open else None
    return render_template(
        "staff/routes/transfer_where.html", case=seen, query=query, found=_find(seen.id, query) if query else None,
        above=above, above_url=_to(seen.id, above.code) if above else "", why_not=_why_not(ctx, seen),
    )  # fmt: skip


def _find(petition_id: UUID, query: str) -> Sequence[Found]:
    hits = [hit for hit in search_units(read_context(), query[:80], limit=LIMIT) if hit.kind in _DESKS]
    found = [Found(hit.label, unit_sub(hit), _to(petition_id, hit.code) if hit.is_open else "") for hit in hits]
    return sorted(found, key=lambda one: not one.url)  # what can be chosen first


def _to(petition_id: UUID, code: str) -> str:
    return url_for("staff_routes.transfer", petition_id=petition_id, toi=code)


def _likely(seen: CaseView, desk: AgencyCard) -> str:
    """What is new and goes to another commune was most likely sent to the wrong one."""
    wrong = seen.kind is None and desk.kind == AgencyKind.COMMUNE
    return (TransferReason.WRONG_PLACE if wrong else TransferReason.COMPETENCE).value


def _check(ctx: Context, seen: CaseView, desk: AgencyCard) -> None:
    check_under_way(ctx, seen.id, seen.state)
    check_transfer(
        Place(desk.id, desk.kind, desk.is_open), desk_id=seen.agency_id, state=seen.state, protected=seen.protected,
        past=past_of(ctx, seen.id),
    )  # fmt: skip


def _why_not(ctx: Context, seen: CaseView) -> str:
    """Why it goes nowhere any more, before somebody has looked for a desk."""
    try:
        check_under_way(ctx, seen.id, seen.state)
        check_past(past_of(ctx, seen.id))
    except DomainError as error:
        return message(error)
    return ""


def _here(seen: CaseView) -> AgencyCard:
    return get_card(read_context(), seen.agency_id)


def _page(seen: CaseView, desk: AgencyCard, form: TransferForm, status: int) -> Page:
    page = render_template("staff/routes/transfer.html", case=seen, desk=desk, here=_here(seen), form=form)
    return page if status == 200 else (page, status)
