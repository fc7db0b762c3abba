"""The complaints and denunciations of an official's desks, those they are named in too."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext

from accounts.matrix import Capability, roles_for
from core.paging import PageRequest
from feedback.proceedings.listing import ProceedingRow, list_proceedings
from web.context import actor, read_context
from web.formatting import label
from web.gates import requires
from web.public.petitions.words import standing_chip

bp = Blueprint("staff_formal", __name__, url_prefix="/can-bo/khieu-nai-to-cao")
PAGE_SIZE = 25


@bp.get("")
@requires(*roles_for(Capability.PETITION_SEE))
def index() -> str:
    """Those under way by what is due first, or those that are over."""
    done = request.args.get("muc") == "xong"
    page = list_proceedings(
        read_context(), viewer=actor(), page=PageRequest(PAGE_SIZE, request.args.get("sau")), done=done
    )
    muc = "xong" if done else None
    tabs = [
        {"text": gettext("Đang giải quyết"), "url": url_for(".index"), "current": not done},
        {"text": gettext("Đã xong"), "url": url_for(".index", muc="xong"), "current": done},
    ]
    return render_template(
        "staff/proceedings/list.html", rows=[_entry(row, done=done) for row in page.items], tabs=tabs,
        next_url=url_for(".index", muc=muc, sau=page.next_cursor) if page.next_cursor else None,
    )  # fmt: skip


def _entry(row: ProceedingRow, *, done: bool) -> dict[str, object]:
    chip = standing_chip(row.standing) if row.standing and not done else ("mute", label(row.stage))
    return {
        "number": row.number.split("-")[2], "chip": chip, "who": row.assignee or gettext("Chưa giao"),
        "title": row.title or gettext("Đơn được giữ kín"),
        "meta": f"{label(row.track)} · {label(row.stage)}",
        "url": url_for("staff_proceedings.index", petition_id=row.id),
    }  # fmt: skip
