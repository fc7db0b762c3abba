"""niêm yết: what an agency has posted now. What came down looks like what never was."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for

from agencies.queries import AgencyCard, get_card
from agencies.states import AgencyKind
from core.paging import PageRequest
from feedback.delivery.postings.queries import get_posted, list_posted, read_posted_file
from web.context import read_context
from web.files import pdf_response
from web.gates import public_page
from web.public.addressing import agency_of_page
from web.rendering import show_agency

bp = Blueprint("postings", __name__)
SIZE = 20


@bp.get("/xa/<code>/niem-yet")
@public_page
def commune_index(code: str) -> str:
    """What a commune has posted now."""
    return _index(agency_of_page(read_context(), code, AgencyKind.COMMUNE))


@bp.get("/tinh/<code>/niem-yet")
@public_page
def province_index(code: str) -> str:
    """What a province has posted now."""
    return _index(agency_of_page(read_context(), code, AgencyKind.PROVINCE))


@bp.get("/niem-yet/<uuid:posting_id>")
@public_page
def item(posting_id: UUID) -> str:
    """One of them, with the version in which everything private is covered."""
    found = get_posted(read_context(), posting_id)
    card = get_card(read_context(), found.agency_id)
    show_agency(card)
    return render_template("public/postings/item.html", item=found, card=card, index_url=_address(card))


@bp.get("/niem-yet/<uuid:posting_id>/tep.pdf")
@public_page
def file(posting_id: UUID) -> Response:
    """That version."""
    response = pdf_response(read_posted_file(read_context(), posting_id), "niem-yet.pdf")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _index(card: AgencyCard) -> str:
    after = request.args.get("sau")
    page = list_posted(read_context(), agency_id=card.id, page=PageRequest(SIZE, after))
    return render_template("public/postings/index.html", card=card, page=page, after=after, here=_address(card))


def _address(card: AgencyCard) -> str:
    return url_for(f"postings.{card.kind}_index", code=card.code)
