"""What an agency makes public (dân biết), as everyone reads it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for

from agencies.queries import AgencyCard, get_card
from agencies.states import AgencyKind
from core.blocks import outline
from core.paging import PageRequest
from disclosures import queries
from disclosures.queries import DisclosureRow
from disclosures.states import DisclosureState
from web.context import read_context
from web.files import pdf_response, size_text
from web.gates import public_page
from web.portal.framing import link_base
from web.public.addressing import agency_of_page
from web.rendering import show_agency

bp = Blueprint("disclosures", __name__)

FEED_SIZE = 30


@bp.get("/xa/<code>/cong-khai")
@public_page
def commune_index(code: str) -> str:
    """What a commune has public, newest first."""
    return _index(agency_of_page(read_context(), code, AgencyKind.COMMUNE))


@bp.get("/tinh/<code>/cong-khai")
@public_page
def province_index(code: str) -> str:
    """What a province itself has public."""
    return _index(agency_of_page(read_context(), code, AgencyKind.PROVINCE))


def _index(card: AgencyCard) -> str:
    ctx = read_context()
    items = queries.legal_items(ctx)
    chosen = request.args.get("loai", "")
    after = request.args.get("sau")
    page = queries.list_published(
        ctx, agency_id=card.id, legal_item=chosen if chosen in items else None, page=PageRequest(20, after), items=items
    )
    return render_template(
        "public/disclosures/index.html", card=card, page=page, items=items.values(), chosen=items.get(chosen),
        after=after, here=_address(card, "index"), feed=_address(card, "feed"),
    )  # fmt: skip


def _address(card: AgencyCard, what: str) -> str:
    return url_for(f"disclosures.{card.kind}_{what}", code=card.code)


@bp.get("/cong-khai/<uuid:disclosure_id>")
@public_page
def item(disclosure_id: UUID) -> str:
    """One document: its text, its PDF, how long and why it is posted."""
    ctx = read_context()
    view = queries.get_public(ctx, disclosure_id)
    card = get_card(ctx, view.agency_id)
    show_agency(card)
    return render_template(
        "public/disclosures/item.html", card=card, item=view, outline=outline(view.body),
        index_url=_address(card, "index"), file_size=size_text(view.file.size) if view.file else "",
        withdrawn=view.state is DisclosureState.WITHDRAWN, replaced=view.state is DisclosureState.REPLACED,
    )  # fmt: skip


@bp.get("/cong-khai/<uuid:disclosure_id>/tep.pdf")
@public_page
def file(disclosure_id: UUID) -> Response:
    """The document's PDF."""
    view, data = queries.read_public_file(read_context(), disclosure_id)
    return pdf_response(data, view.name)


@bp.get("/xa/<code>/cong-khai.atom")
@public_page
def commune_feed(code: str) -> Response:
    """The same for feed readers."""
    return _feed(agency_of_page(read_context(), code, AgencyKind.COMMUNE))


@bp.get("/tinh/<code>/cong-khai.atom")
@public_page
def province_feed(code: str) -> Response:
    """The same for feed readers."""
    return _feed(agency_of_page(read_context(), code, AgencyKind.PROVINCE))


def _feed(card: AgencyCard) -> Response:
    rows = queries.list_published(read_context(), agency_id=card.id, page=PageRequest(FEED_SIZE)).items
    # Without a configured address links stay relative: the request's Host header is not ours to repeat.
    base = link_base(card.id)
    text = render_template(
        "public/disclosures/feed.xml", card=card, rows=rows, base=base, updated=_updated(rows),
        here=_address(card, "index"), itself=_address(card, "feed"),
    )  # fmt: skip
    return Response(text, mimetype="application/atom+xml")


def _updated(rows: Sequence[DisclosureRow]) -> str:
    return max((row.published_at for row in rows), default=read_context().now).isoformat(timespec="seconds")
