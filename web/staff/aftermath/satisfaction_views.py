"""Satisfaction and work on the ground, for officials and those who watch."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for

from accounts.matrix import Capability, roles_for
from accounts.roles import Role
from agencies.queries import AgencyCard, find_card_by_code, get_card
from core.context import Context
from core.errors import NotFound
from web.context import actor, read_context
from web.gates import requires
from web.satisfaction import figures_of

bp = Blueprint("staff_satisfaction", __name__, url_prefix="/can-bo/muc-do-hai-long")
# Who works petitions at a place sees its figures; who watches over places sees those of all of them.
_READERS = tuple(dict.fromkeys((*roles_for(Capability.PETITION_SEE), *roles_for(Capability.PETITION_SEE_STATUS))))


@bp.get("")
@requires(*_READERS)
def index() -> str:
    """The ratios with their parts and definitions, small numbers too: no case can be opened from here."""
    ctx = read_context()
    card = _card(ctx)
    return render_template(
        "staff/aftermath/satisfaction.html", card=card,
        shown=figures_of(ctx, card, lambda ky: url_for(".index", xa=card.code, ky=ky)),
    )  # fmt: skip


def _card(ctx: Context) -> AgencyCard:
    """The place asked for (?xa=), else one's own. Raises NotFound."""
    code = request.args.get("xa")
    mine = actor().agencies(*(Role(role).value for role in _READERS))
    if not code:
        return get_card(ctx, mine[0])
    card = find_card_by_code(ctx, code)
    if card is None or not any(actor().holds_over(role, card.path) for role in _READERS):
        raise NotFound
    return card
