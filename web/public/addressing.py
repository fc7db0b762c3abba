"""Whose public page an address means."""

from __future__ import annotations

from agencies.queries import AgencyCard, find_card_by_code
from agencies.states import AgencyKind
from core.context import Context
from core.errors import NotFound
from web.rendering import show_agency


def agency_of_page(ctx: Context, code: str, kind: AgencyKind) -> AgencyCard:
    """The commune or province of an address, named in the frame. Raises NotFound."""
    card = find_card_by_code(ctx, code, kind)
    if card is None:
        raise NotFound
    show_agency(card)
    return card
