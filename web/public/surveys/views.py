"""Finding a counter by its code, and what all the ratings say; rating itself is in `rating_views`."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for

from agencies.queries import (
    find_card_by_code,
    find_service_point_by_code,
    get_card,
    get_service_point_by_code,
    list_service_points,
)
from agencies.states import AgencyKind
from core.errors import NotFound
from surveys import queries
from surveys.slips.codes import looks_like_code
from surveys.statistics import Tally, total
from web.context import read_context
from web.gates import public, public_page
from web.public.surveys import kept_views, kiosk_views, rating_views, result_views, slip_views, wall_views
from web.public.surveys.blueprint import Page, bp, show
from web.public.surveys.wording import point_label

__all__ = ["bp", "kept_views", "kiosk_views", "point_label", "rating_views", "result_views", "slip_views", "wall_views"]


@bp.get("/ks")
@public
def find() -> Page:
    """Type the code that stands on the poster."""
    typed = request.args.get("ma", "").strip()
    if not typed:
        return render_template("public/surveys/find.html", typed="", unknown=False)
    if looks_like_code(typed):
        return redirect(url_for("surveys.slip", code=typed[:60]), code=303)
    point = find_service_point_by_code(read_context(), typed[:40])
    if point is None:
        return render_template("public/surveys/find.html", typed=typed[:40], unknown=True), 404
    return redirect(url_for("surveys.rate", code=point.code), code=303)


@bp.get("/ks/<code>/ke")
@public
def tell(code: str) -> Page:
    """The short way, as a text message names it, to the form for telling what happened at this counter."""
    point = get_service_point_by_code(read_context(), code)
    agency = get_card(read_context(), point.agency_id)
    return redirect(url_for("petitions.start", code=agency.code, quay=point.code), code=303)


@bp.get("/xa/<code>/khao-sat")
@public_page
def choose(code: str) -> str:
    """The service points of a commune: rate one, or see what people said."""
    return _results_page(code, AgencyKind.COMMUNE)


@bp.get("/tinh/<code>/khao-sat")
@public_page
def choose_province(code: str) -> str:
    """The same for a province's own service points."""
    return _results_page(code, AgencyKind.PROVINCE)


def _results_page(code: str, kind: AgencyKind) -> str:
    ctx = read_context()
    agency = find_card_by_code(ctx, code, kind)
    if agency is None:
        raise NotFound
    show(agency)
    points = list_service_points(ctx, agency.id)
    tallies = {found.service_point_id: found.tally for found in queries.point_summaries(ctx, agency.id)}
    rows = [(point, tallies.get(point.id, Tally())) for point in points]
    return render_template(
        "public/surveys/choose.html", agency=agency, rows=rows, period=queries.public_period(ctx.now),
        # Only what is shown is added up: a sum over all would give away the one that is held back.
        total=total(tally for _, tally in rows if tally.shown),
    )  # fmt: skip
