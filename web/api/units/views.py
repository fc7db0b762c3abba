"""The type-ahead for units: `GET /api/v1/units?q=bach sam`."""

from __future__ import annotations

from flask import Blueprint, abort, jsonify, request
from werkzeug.wrappers import Response

from agencies.queries import UnitHit, search_units
from agencies.states import AgencyKind
from web.context import read_context
from web.gates import public_page
from web.public.home.links import link, unit_url
from web.public.home.units import unit_sub

bp = Blueprint("api_units", __name__, url_prefix="/api/v1")

# Where a chosen unit leads besides its home page: …/units/gui-don suggests units to write to.
PURPOSES = {"gui-don": "petitions.start"}


@bp.get("/units")
@bp.get("/units/<purpose>")
@public_page
def search(purpose: str | None = None) -> Response:
    """Up to eight units: label, sub (the old name it was found by), url."""
    if purpose is not None and purpose not in PURPOSES:
        abort(404)
    hits = search_units(read_context(), request.args.get("q", "")[:80], limit=8)
    items = [{"label": hit.label, "sub": unit_sub(hit), "url": _target(hit, purpose)} for hit in hits]
    return jsonify(items=items)


def _target(hit: UnitHit, purpose: str | None) -> str:
    """A unit whose desk is closed leads to its home page, which says whom to turn to."""
    target = link(PURPOSES[purpose], code=hit.code) if purpose and hit.is_open else None
    if target and hit.kind in (AgencyKind.COMMUNE, AgencyKind.PROVINCE):
        return target
    return unit_url(hit)
