"""The auditor's page: who did what kind of act, when; and whether the log is whole."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import Blueprint, render_template, request

from accounts import records
from accounts.matrix import Capability, roles_for
from core import audit
from core.paging import PageRequest
from web.admin.audit.wording import act_text, actor_text
from web.context import actor, read_context
from web.gates import requires

bp = Blueprint("admin_audit", __name__, url_prefix="/quan-tri/nhat-ky")
_READERS = roles_for(Capability.AUDIT_READ)
_SHOWN_FAULTS = 50


@bp.get("")
@requires(*_READERS)
def index() -> str:
    """One agency's log, newest first; `?ngay=` one day, `?kiem-tra=1` walks its chain."""
    ctx, viewer = read_context(), actor()
    books = records.list_books(ctx, viewer=viewer, roles=_READERS)
    chosen = _uuid(request.args.get("don-vi")) or (books[0].agency_id if books else None)
    if chosen is None:
        return render_template("admin/audit/index.html", books=(), chosen=None)
    day = _day(request.args.get("ngay"))
    page = records.list_entries(
        ctx, viewer=viewer, roles=_READERS, agency_id=chosen, day=day,
        page=PageRequest(50, request.args.get("sau")),
    )  # fmt: skip
    verified = "kiem-tra" in request.args
    faults = list(audit.verify(ctx, chain=chosen))[:_SHOWN_FAULTS] if verified else []
    return render_template(
        "admin/audit/index.html", books=books, chosen=chosen, day=day, page=page, verified=verified, faults=faults,
        book=next((book for book in books if book.agency_id == chosen), None),
        actor_text=actor_text, act_text=act_text,
    )  # fmt: skip


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        return None
    return day if day and 2000 <= day.year <= 2100 else None
