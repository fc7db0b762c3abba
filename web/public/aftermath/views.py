"""In public: how satisfied people are, and what was done on the ground, with what others saw beside it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext

from agencies.queries import AgencyCard
from agencies.states import AgencyKind
from core.paging import PageRequest
from feedback.aftermath.satisfaction import FEWEST
from feedback.claims.opened import find_open_scene, list_open_claims
from feedback.claims.states import ClaimState
from web.context import read_context
from web.formatting import label
from web.gates import public, public_page
from web.public.addressing import agency_of_page
from web.satisfaction import figures_of
from web.scenes import scene_response

bp = Blueprint("aftermath", __name__)
_SHOWN = (ClaimState.CONFIRMED, ClaimState.CLAIMED, ClaimState.LAPSED, ClaimState.CONTRADICTED)
PAGE_SIZE = 10


@bp.get("/xa/<code>/hai-long")
@public_page
def commune_satisfaction(code: str) -> str:
    """A commune's ratios, with what they are counted from."""
    return _satisfaction(agency_of_page(read_context(), code, AgencyKind.COMMUNE))


@bp.get("/tinh/<code>/hai-long")
@public_page
def province_satisfaction(code: str) -> str:
    """A province's, and those of each open commune."""
    return _satisfaction(agency_of_page(read_context(), code, AgencyKind.PROVINCE))


@bp.get("/xa/<code>/viec-da-lam")
@public_page
def commune_claims(code: str) -> str:
    """What a commune says was done on the ground, and who has seen it."""
    return _claims(agency_of_page(read_context(), code, AgencyKind.COMMUNE))


@bp.get("/tinh/<code>/viec-da-lam")
@public_page
def province_claims(code: str) -> str:
    """The same of a province and all its communes."""
    return _claims(agency_of_page(read_context(), code, AgencyKind.PROVINCE))


@bp.get("/viec-da-lam/anh/<uuid:scene_id>")
@public
def scene(scene_id: UUID) -> Response:
    """A photo that whoever took it opened to everybody. Never kept at the edge: it may be closed again."""
    return scene_response(find_open_scene(read_context(), scene_id), scene_id)


def _satisfaction(card: AgencyCard) -> str:
    here = f"aftermath.{card.kind}_satisfaction"
    return render_template(
        "public/aftermath/satisfaction.html", card=card, fewest=FEWEST,
        shown=figures_of(read_context(), card, lambda ky: url_for(here, code=card.code, ky=ky)),
    )  # fmt: skip


def _claims(card: AgencyCard) -> str:
    here, after, asked = f"aftermath.{card.kind}_claims", request.args.get("sau"), request.args.get("loc", "")
    state = next((one for one in _SHOWN if one.value == asked), None)
    filters = [
        {
            "text": label(one) if one else gettext("Tất cả"),
            "url": url_for(here, code=card.code, loc=one.value if one else None), "current": one is state,
        }
        for one in (None, *_SHOWN)
    ]  # fmt: skip
    page = list_open_claims(read_context(), card.path, PageRequest(size=PAGE_SIZE, after=after), state=state)
    return render_template(
        "public/aftermath/claims.html", card=card, page=page, filters=filters, state=state, here=here, after=after
    )
