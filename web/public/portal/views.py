"""The colours and the picture of the portal's frame, as files: no page carries a style of its own."""

from __future__ import annotations

import re

from flask import Blueprint, Response

from agencies.portal.content import check_colours
from agencies.portal.queries import find_logo
from core.errors import DomainError, NotFound
from web.context import read_context
from web.gates import public_page

bp = Blueprint("portal", __name__, url_prefix="/khung-cong")
_MARK = re.compile(r"[0-9a-f]{64}")


@bp.get("/mau/<ground>-<ink>.css")
@public_page
def colours(ground: str, ink: str) -> Response:
    """Two colours, as far as they can be told apart; a pure answer to the address."""
    try:
        check_colours(f"#{ground}", f"#{ink}")
    except DomainError:
        raise NotFound from None
    return Response(f":root{{--portal-ground:#{ground};--portal-ink:#{ink}}}\n", mimetype="text/css")


@bp.get("/bieu-trung/<mark>.png")
@public_page
def logo(mark: str) -> Response:
    """The portal's sign, by its hash."""
    picture = find_logo(read_context(), mark) if _MARK.fullmatch(mark) else None
    if picture is None:
        raise NotFound
    return Response(picture, mimetype="image/png")
