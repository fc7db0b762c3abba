"""Drafts put to the people (dân bàn), as everyone reads and answers them."""

from __future__ import annotations

from uuid import UUID

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from agencies.queries import AgencyCard, get_card
from agencies.states import AgencyKind
from consultations import queries
from consultations.queries import ConsultationView
from consultations.services import give_opinion
from consultations.states import ConsultationState
from core.blocks import outline
from core.errors import DomainError
from core.paging import PageRequest
from web.budgets import SUBMISSIONS, UNREVIEWED, spend
from web.context import read_context, transaction
from web.errors import add_to_form
from web.files import pdf_response, size_text
from web.gates import public, public_page
from web.public.addressing import agency_of_page
from web.public.consultations import tracking
from web.public.consultations.blueprint import bp
from web.public.consultations.forms import OpinionForm
from web.receipts import Receipt, keep_receipt, read_receipt
from web.rendering import show_agency

__all__ = ["bp", "tracking"]


@bp.get("/xa/<code>/lay-y-kien")
@public_page
def commune_index(code: str) -> str:
    """The consultations of a commune."""
    return _index(agency_of_page(read_context(), code, AgencyKind.COMMUNE))


@bp.get("/tinh/<code>/lay-y-kien")
@public_page
def province_index(code: str) -> str:
    """The consultations of a province."""
    return _index(agency_of_page(read_context(), code, AgencyKind.PROVINCE))


def _index(card: AgencyCard) -> str:
    after = request.args.get("sau")
    page = queries.list_public(read_context(), agency_id=card.id, page=PageRequest(20, after))
    return render_template("public/consultations/index.html", card=card, page=page, after=after)


def _shown(consultation_id: UUID) -> tuple[ConsultationView, AgencyCard]:
    ctx = read_context()
    view = queries.get_public(ctx, consultation_id)
    card = get_card(ctx, view.agency_id)
    show_agency(card)
    return view, card


@bp.get("/lay-y-kien/<uuid:consultation_id>")
@public_page
def item(consultation_id: UUID) -> str:
    """One consultation: the draft and how to answer, or what became of the answers."""
    view, card = _shown(consultation_id)
    published = view.state is ConsultationState.PUBLISHED
    return render_template(
        "public/consultations/item.html", card=card, item=view, outline=outline(view.body),
        groups=queries.list_published_groups(read_context(), consultation_id) if published else [],
        file_size=size_text(view.file.size) if view.file else "",
        index_url=url_for(f"consultations.{card.kind}_index", code=card.code),
    )  # fmt: skip


@bp.get("/lay-y-kien/<uuid:consultation_id>/du-thao.pdf")
@public_page
def file(consultation_id: UUID) -> Response:
    """The draft's PDF."""
    view, data = queries.read_file(read_context(), consultation_id)
    return pdf_response(data, view.name)


@bp.route("/lay-y-kien/<uuid:consultation_id>/gop-y", methods=["GET", "POST"])
@public
def give(consultation_id: UUID) -> str | BaseResponse | tuple[str, int]:
    """Say what one thinks of the draft."""
    view, _card = _shown(consultation_id)
    if request.method == "GET" and not view.takes_opinions:
        return redirect(url_for("consultations.item", consultation_id=consultation_id), code=303)
    form = OpinionForm()
    form.prepare([entry.text[:200] for entry in outline(view.body)], consultation_id)
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                spend(ctx, SUBMISSIONS, hard=UNREVIEWED)
                given = give_opinion(ctx, form.command(consultation_id))
        except DomainError as error:
            add_to_form(form, error)
        else:
            keep_receipt(Receipt(given.number, given.access_code, f"opinion:{consultation_id}"))
            return redirect(url_for("consultations.receipt", consultation_id=consultation_id), code=303)
    page = render_template("public/consultations/give.html", item=view, form=form)
    return (page, 422) if request.method == "POST" else page


@bp.get("/lay-y-kien/<uuid:consultation_id>/da-gui")
@public
def receipt(consultation_id: UUID) -> str | BaseResponse:
    """The opinion's number and access code, on this device only."""
    kept = read_receipt(f"opinion:{consultation_id}")
    if kept is None:
        return redirect(url_for("consultations.item", consultation_id=consultation_id), code=303)
    view, _card = _shown(consultation_id)
    return render_template("public/consultations/receipt.html", item=view, receipt=kept)
