"""The log of the calendar: which changes moved running clocks, and each date before and after."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, render_template, request, url_for

from accounts.matrix import Capability, roles_for
from accounts.queries import names_of
from core.clock import local_date
from core.errors import NotFound
from core.paging import PageRequest
from deadlines.history import list_moved, list_recomputations
from web.context import read_context
from web.gates import requires

bp = Blueprint("admin_deadline_history", __name__, url_prefix="/quan-tri/thoi-han/nhat-ky")
READERS = roles_for(Capability.DEADLINES_SEE)
PAGE_SIZE = 50


@bp.get("")
@requires(*READERS)
def index() -> str:
    """The changes, newest first; with a moment, what that one moved."""
    if "luc" in request.args:
        return _moved(request.args["luc"])
    ctx = read_context()
    changes = list_recomputations(ctx)
    return render_template(
        "admin/deadlines/history.html", changes=changes, names=names_of(ctx, {change.account_id for change in changes}),
        year=local_date(ctx.now).year,
    )  # fmt: skip


def _moved(at: str) -> str:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        raise NotFound from None
    if moment.tzinfo is None:
        raise NotFound
    page = list_moved(read_context(), moment, PageRequest(PAGE_SIZE, request.args.get("sau")))
    if not page.items:
        raise NotFound
    following = url_for(".index", luc=at, sau=page.next_cursor) if page.next_cursor else None
    return render_template("admin/deadlines/moved.html", moment=moment, rows=page.items, next_url=following)
