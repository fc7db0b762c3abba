"""What was promised, in public."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext

from agencies.queries import AgencyCard
from agencies.states import AgencyKind
from core.paging import PageRequest
from dialogues.regional import Fate, list_promises_under, tally_under
from web.context import read_context
from web.gates import public_page
from web.public.addressing import agency_of_page

bp = Blueprint("promises", __name__)


@bp.get("/xa/<code>/cam-ket")
@public_page
def commune_index(code: str) -> str:
    """The promises of a commune's leaders: kept, claimed, late."""
    return _index(agency_of_page(read_context(), code, AgencyKind.COMMUNE))


@bp.get("/tinh/<code>/cam-ket")
@public_page
def province_index(code: str) -> str:
    """The promises of a province's leaders and of those of all its communes."""
    return _index(agency_of_page(read_context(), code, AgencyKind.PROVINCE))


def _index(card: AgencyCard) -> str:
    ctx, wanted, after = read_context(), request.args.get("loc", ""), request.args.get("sau")
    fate = Fate(wanted) if wanted in set(Fate) else None
    return render_template(
        "public/oversight/promises.html", card=card, fate=fate, after=after, filters=_filters(card, fate),
        here=f"promises.{card.kind}_index", at_province=card.kind == AgencyKind.PROVINCE,
        tally=tally_under(ctx, card.path),
        page=list_promises_under(ctx, card.path, PageRequest(size=20, after=after), fate=fate),
    )  # fmt: skip


def _filters(card: AgencyCard, fate: Fate | None) -> list[dict[str, object]]:
    offered: list[tuple[Fate | None, str]] = [
        (None, gettext("Tất cả")), (Fate.KEPT, gettext("Đã giữ lời")), (Fate.LATE, gettext("Trễ hạn")),
        (Fate.BROKEN, gettext("Chưa giữ lời")),
    ]  # fmt: skip
    here = f"promises.{card.kind}_index"
    return [
        {"text": text, "url": url_for(here, code=card.code, loc=one.value if one else None), "current": one is fate}
        for one, text in offered
    ]
