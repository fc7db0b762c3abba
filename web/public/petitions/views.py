"""Where to send, and what sending means. The steps, the sending and the tracking are in their own modules."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from agencies.queries import (
    AgencyCard,
    find_successor_code,
    get_card,
    list_open_communes,
    list_provinces,
    search_units,
)
from agencies.states import AgencyKind
from core.context import Context
from core.errors import NotFound
from web.context import read_context
from web.gates import public_page
from web.public.petitions import (
    afterwards,
    answering,
    by_law,
    concerning,
    enclosing,
    parts,
    sending,
    steps,
    tracking,
    writer,
)
from web.public.petitions.blueprint import bp
from web.public.petitions.drafting import agency_named, point_named
from web.rendering import show_agency

__all__ = ["afterwards", "answering", "bp", "by_law", "enclosing", "parts", "sending", "steps", "tracking", "writer"]

MAX_QUERY = 80


@bp.get("/gui-don")
@public_page
def pick() -> str:
    """Choose the commune (or the province) to write to."""
    ctx, query = read_context(), request.args.get("q", "").strip()[:MAX_QUERY]
    hits = search_units(ctx, query, limit=20) if query else ()
    desks = [unit for unit in list_provinces(ctx) if unit.is_open] if not query else []
    communes = list_open_communes(ctx) if not query else ()
    return render_template("public/petitions/pick.html", query=query, hits=hits, desks=desks, communes=communes[:12])


@bp.get("/gui-don/<code>")
@public_page
def start(code: str) -> str | Response:
    """What this is and is not, other ways, and where to begin."""
    ctx = read_context()
    card = agency_named(ctx, code)
    if card is None:
        successor = find_successor_code(ctx, code)
        if successor is None:
            raise NotFound
        return redirect(url_for("petitions.start", code=successor), code=303)
    show_agency(card)
    province = _province(ctx, card)
    point = point_named(ctx, card.id, request.args.get("quay", ""))
    sealed = concerning.sealed_words(card)
    return render_template("public/petitions/start.html", card=card, province=province, point=point, sealed=sealed)


@bp.get("/gui-don/<code>/noi-khac")
@public_page
def elsewhere(code: str) -> str:
    """Emergencies, one-stop dossiers, court matters…: where each goes. Nobody is kept from writing here."""
    ctx = read_context()
    card = agency_named(ctx, code)
    if card is None:
        raise NotFound
    show_agency(card)
    receiving = card if card.is_open else _province(ctx, card)
    return render_template("public/petitions/elsewhere.html", card=card, receiving=receiving)


def _province(ctx: Context, card: AgencyCard) -> AgencyCard:
    return get_card(ctx, card.province_id) if card.kind == AgencyKind.COMMUNE else card
