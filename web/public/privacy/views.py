"""What is kept of whom and why, in plain words; asking about one's own data, and following the answer."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from agencies.queries import AgencyCard, find_card_by_code, get_card
from agencies.states import AgencyKind
from casework.numbers import find_case
from core.errors import DomainError
from deadlines.queries import explain_view
from deadlines.states import CLOCK
from privacy.errors import CodeDoesNotFit
from privacy.register.purposes import PURPOSES
from privacy.requests import services
from privacy.requests.commands import AskAboutData, Wanted
from privacy.requests.queries import FollowedRequest, follow_request
from privacy.retention.rules import BY_CODE
from privacy.states import REQUEST, About, RequestAct, RequestKind
from web.budgets import SUBMISSIONS, UNREVIEWED, spend
from web.context import read_context, transaction
from web.errors import add_to_form
from web.forms import Form, typed
from web.gates import public, public_page
from web.network import network_key
from web.notice import NOTICE_VERSION, notice_name
from web.opened import opened
from web.public.privacy.forms import DataRequestForm
from web.public.privacy.words import request_card
from web.receipts import Receipt, keep_receipt, read_receipt
from web.rendering import show_agency

bp = Blueprint("data_rights", __name__, url_prefix="/quyen-rieng-tu")
Page = str | Response | tuple[str, int]
CASE_TYPE, SUBJECT = "data_request", "data-request"


@bp.get("/tung-muc")
@public_page
def register() -> str:
    """Purpose by purpose: what for, by which law, how long, who reads."""
    return render_template("public/privacy/register.html", purposes=PURPOSES, rules=BY_CODE)


@bp.route("/yeu-cau", methods=["GET", "POST"])
@public
def ask() -> Page:
    """See, correct, erase, restrict, take back, object, complain."""
    form = DataRequestForm(data={"unit": request.args.get("don-vi", "")[:20]})
    card = _unit(typed(form.unit))
    show_agency(card)
    if form.validate_on_submit():
        try:
            command = _command(form, card)
            with transaction() as ctx:
                spend(ctx, SUBMISSIONS, hard=UNREVIEWED)
                issued = services.ask_about_data(ctx, command)
        except DomainError as error:
            add_to_form(form, error)
        else:
            keep_receipt(Receipt(issued.number, issued.access_code, SUBJECT))
            return redirect(url_for("data_rights.receipt"), code=303)
    page = render_template("public/privacy/ask.html", form=form, card=card, notice=notice_name(NOTICE_VERSION))
    return (page, 422) if request.method == "POST" else page


@bp.get("/yeu-cau/da-gui")
@public
def receipt() -> Page:
    """Number and code of the request, on this device only."""
    kept = read_receipt(SUBJECT)
    if kept is None:
        return redirect(url_for("public.privacy"), code=303)
    return render_template("public/privacy/receipt.html", receipt=kept)


@bp.get("/yeu-cau/cua-toi")
@public
def followed() -> Page:
    """The request this visitor has opened with its number and code."""
    request_id = opened(CASE_TYPE)
    if request_id is None:
        return redirect(url_for("petitions.track"), code=303)
    return _followed(request_id)


@bp.post("/yeu-cau/cua-toi/thoi")
@public
def withdraw() -> Page:
    """Take the request back."""
    request_id = opened(CASE_TYPE)
    if request_id is None:
        return redirect(url_for("petitions.track"), code=303)
    if Form().validate_on_submit():
        with transaction() as ctx:
            services.withdraw(ctx, request_id)
    return redirect(url_for("data_rights.followed"), code=303)


def _followed(request_id: UUID) -> str:
    ctx = read_context()
    found: FollowedRequest = follow_request(ctx, request_id)
    agency = get_card(ctx, found.row.agency_id)
    show_agency(agency)
    running = [one for one in found.clocks if one.state not in CLOCK.final]
    clock = found.row.clock
    return render_template(
        "public/privacy/followed.html", found=found, row=found.row, agency=agency, form=Form(),
        cards=[request_card(one, agency.name) for one in running],
        why=explain_view(ctx, clock) if clock else None, notice=notice_name(found.notice_version),
        withdrawable=REQUEST.allows(found.row.state, RequestAct.WITHDRAW),
    )  # fmt: skip


def _command(form: DataRequestForm, card: AgencyCard | None) -> AskAboutData:
    case_id = _case(form)
    wanted = Wanted(
        words=typed(form.words), name=typed(form.name), contact=typed(form.contact), new_name=typed(form.new_name),
        new_phone=typed(form.new_phone),
    )  # fmt: skip
    about = About.CASE if case_id else About(form.about.data)
    return AskAboutData(RequestKind(form.kind.data), about, card.id if card else None, wanted, NOTICE_VERSION, case_id)


def _case(form: DataRequestForm) -> UUID | None:
    """The case whose number and code were typed. Raises CodeDoesNotFit, TooManyAttempts."""
    if not (typed(form.case_number) or typed(form.case_code)):
        return None
    # A transaction of its own, committed whatever it finds: wrong codes are counted.
    with transaction() as ctx:
        found = find_case(
            ctx, number_typed=typed(form.case_number), access_code_typed=typed(form.case_code), network=network_key()
        )
    if found is None or found.case_type == CASE_TYPE:
        raise CodeDoesNotFit
    return found.case_id


def _unit(code: str) -> AgencyCard | None:
    card = find_card_by_code(read_context(), code) if code else None
    return card if card and card.is_open and card.kind in (AgencyKind.COMMUNE, AgencyKind.PROVINCE) else None
