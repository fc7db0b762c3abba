"""What was promised, in public."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from agencies.queries import find_card_by_code
from core.errors import NotFound
from core.paging import PageRequest
from dialogues.queries import list_commitments, tally_commitments
from web.context import read_context
from web.gates import public_page
from web.rendering import show_agency

bp = Blueprint("promises", __name__)


@bp.get("/xa/<code>/cam-ket")
@public_page
def commune_index(code: str) -> str:
    """The promises of a commune's leaders: kept, claimed, late."""
    ctx = read_context()
    card = find_card_by_code(ctx, code)
    if card is None:
        raise NotFound
    show_agency(card)
    return render_template(
        "public/oversight/promises.html",
        card=card,
        tally=tally_commitments(ctx, card.id),
        page=list_commitments(ctx, agency_id=card.id, page=PageRequest(size=20, after=request.args.get("sau"))),
    )
