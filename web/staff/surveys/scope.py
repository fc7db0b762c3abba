"""Whose results an official may open."""

from __future__ import annotations

from collections.abc import Sequence

from accounts.roles import Role
from agencies.queries import AgencyCard, get_card, list_open_communes
from agencies.states import AgencyKind
from core.context import Context
from core.errors import NotFound
from surveys.policies import READERS


def readable_agencies(ctx: Context) -> Sequence[AgencyCard]:
    """The agencies whose results the actor reads: their own, and for the inspection the open communes below."""
    cards = {agency_id: get_card(ctx, agency_id) for agency_id in ctx.actor.agencies(*READERS)}
    for agency_id in ctx.actor.agencies(Role.PROVINCIAL_INSPECTOR):
        card = get_card(ctx, agency_id)
        below = list_open_communes(ctx, card.id) if card.kind == AgencyKind.PROVINCE else ()
        cards |= {found.id: found for found in (*below, card)}
    return list(cards.values())


def chosen_agency(agencies: Sequence[AgencyCard], code: str) -> AgencyCard:
    """The agency asked for, else the first. Raises NotFound for one that is not theirs."""
    for card in agencies:
        if not code or card.code == code:
            return card
    raise NotFound
