"""The paper with a link to the question, for a sender who comes by or to whom somebody takes it."""

from __future__ import annotations

from textwrap import wrap
from uuid import UUID

from flask import redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from agencies.queries import get_card
from core.errors import NotFound
from feedback.errors import PublicAddressMissing
from feedback.links.services import find_asked, hand_link
from feedback.queries import get_case
from web.codes import qr_drawing
from web.context import actor, read_context, runtime, transaction
from web.portal.framing import public_base
from web.receipts import Receipt, keep_receipt, read_receipt
from web.rendering import show_agency
from web.staff.petitions.blueprint import bp, gate


@bp.post("/<uuid:petition_id>/giay-hoi")
@gate
def hand_paper(petition_id: UUID) -> Response:
    """Make a fresh link to the question the petition waits on; its secret goes in the official's own cookie only."""
    if runtime().settings.public_url is None:
        raise PublicAddressMissing
    seen = get_case(read_context(), petition_id, viewer=actor())
    with transaction() as ctx:
        link = hand_link(ctx, petition_id, days=runtime().settings.question_link_days)
    keep_receipt(Receipt(seen.number, link.secret, _subject(petition_id)))
    return redirect(url_for("staff_petitions.paper", petition_id=petition_id), code=303)


@bp.get("/<uuid:petition_id>/giay-hoi")
@gate
def paper(petition_id: UUID) -> str:
    """The sheet: the question, the address, its code to scan, until when."""
    ctx = read_context()
    seen = get_case(ctx, petition_id, viewer=actor())
    kept = read_receipt(_subject(petition_id))
    asked = find_asked(ctx, kept.access_code) if kept else None
    public_url = public_base(asked.agency_id if asked else None)
    if kept is None or asked is None or public_url is None:
        raise NotFound
    address = f"{public_url}/hoi/{kept.access_code}"
    desk = get_card(ctx, asked.agency_id)
    show_agency(desk)
    return render_template(
        "staff/petitions/paper.html", case=seen, asked=asked, desk=desk,
        address=f"{public_url}/hoi/".partition("://")[2], secret="-".join(wrap(kept.access_code, 4)),
        qr=qr_drawing(address, side=220, alt=gettext("Mã mở câu hỏi")),
    )  # fmt: skip


def _subject(petition_id: UUID) -> str:
    return f"question-of:{petition_id}"
