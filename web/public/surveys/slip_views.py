"""Pages of codes that only somebody who was there has: on a slip, or on a screen in the hall."""

from __future__ import annotations

from flask import Response, render_template

from agencies.queries import ServicePointCard, find_service_point_by_code, get_card, get_service_point
from core.errors import NotFound
from surveys.errors import PublicAddressMissing
from surveys.slips.codes import SCREEN_SECONDS, is_screen_key, read_code, screen_mark, ticket_number
from surveys.slips.runs import find_slip
from surveys.states import Source
from web.context import read_context, runtime
from web.gates import public
from web.portal.framing import public_base
from web.public.surveys.blueprint import Page, bp, show
from web.public.surveys.rating_views import rating_page


@bp.get("/p/<code>")
@public
def slip(code: str) -> Page:
    """The page of a one-time code: the five faces, or why it is no longer good."""
    ctx = read_context()
    read = read_code(ctx.keys, code)
    state = find_slip(ctx, read) if read is not None else None
    if read is None or state is None:
        return render_template("public/surveys/slip.html", reason="unknown", point=None), 404
    point = get_service_point(ctx, state.service_point_id)
    if state.is_used or not state.is_good:
        show(get_card(ctx, point.agency_id))
        reason = "used" if state.is_used else "over"
        return render_template("public/surveys/slip.html", reason=reason, point=point), 410
    return rating_page(point.code, source=Source.SLIP, number=ticket_number(ctx.keys, read))


@bp.get("/man-hinh/<code>/<key>")
@public
def screen(code: str, key: str) -> Page:
    """For a screen in the hall: a code that changes all the time. Its address is a secret of the desk's."""
    point = _on_screen(code, key)
    ctx = read_context()
    page = render_template(
        "public/surveys/screen.html", agency=show(get_card(ctx, point.agency_id)), point=point, key=key,
        address=_address(point).partition("://")[2], mark=screen_mark(ctx.keys, point.id, ctx.now),
    )  # fmt: skip
    # The one page that reloads by itself: nobody reads or types on it, and a code that stood still would prove nothing.
    return Response(page, headers={"Refresh": str(SCREEN_SECONDS)})


@bp.get("/man-hinh/<code>/<key>/ma.svg")
@public
def screen_code(code: str, key: str) -> Response:
    """The code itself as a picture."""
    return Response(runtime().posters.code(_address(_on_screen(code, key))), mimetype="image/svg+xml")


def _on_screen(code: str, key: str) -> ServicePointCard:
    ctx = read_context()
    point = find_service_point_by_code(ctx, code)
    if point is None or not is_screen_key(ctx.keys, point.id, key, ctx.now):
        raise NotFound
    return point


def _address(point: ServicePointCard) -> str:
    """At the commune's own main address, as on its posters; the mark says that a screen showed it just now."""
    base = public_base(point.agency_id)
    if base is None:
        raise PublicAddressMissing
    return f"{base}/ks/{point.code}?m={screen_mark(runtime().keys, point.id, read_context().now)}"
