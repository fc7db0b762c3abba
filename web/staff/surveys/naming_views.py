"""Whether the page at a window names who serves there: off, unless the head turns it on."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from accounts.matrix import Capability, roles_for
from agencies.queries import get_card, list_service_points
from core.errors import Forbidden, NotFound
from core.text import clean
from surveys.naming import LONGEST_NAME, list_named, name_person
from web.context import actor, read_context, transaction
from web.gates import requires
from web.rendering import show_agency

bp = Blueprint("staff_survey_naming", __name__, url_prefix="/can-bo/khao-sat-neu-ten")
HEADS = roles_for(Capability.SURVEY_NAME)


@bp.get("")
@requires(*HEADS)
def index() -> str:
    """The windows of one's own authority, and who is named there."""
    ctx = read_context()
    agency = get_card(ctx, actor().agencies(*HEADS)[0])
    show_agency(agency)
    return render_template(
        "staff/surveys/naming.html", agency=agency, points=list_service_points(ctx, agency.id),
        named=list_named(ctx, agency.id), longest=LONGEST_NAME,
    )  # fmt: skip


@bp.post("/<uuid:point_id>")
@requires(*HEADS)
def save(point_id: UUID) -> Response:
    """Put a name, or take it away by leaving it empty."""
    person = " ".join(clean(request.form.get("ten", "")).split())
    try:
        with transaction() as ctx:
            name_person(ctx, point_id, person)
    except Forbidden:
        raise NotFound from None
    return redirect(url_for(".index"), code=303)
