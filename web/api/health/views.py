"""Is it alive, is it ready."""

from __future__ import annotations

from flask import Blueprint, Response, request
from sqlalchemy import text

from casework.locks.demanding import list_desks_without_key
from web.context import read_context
from web.gates import public

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def healthz() -> Response:
    """200 once it serves and the database answers. `?chi-tiet=1`: what somebody should see to, still with 200."""
    ctx = read_context()
    ctx.session.execute(text("SELECT 1"))
    lines = ["ok"]
    if request.args.get("chi-tiet"):
        lines.append(f"desks without a key: {len(list_desks_without_key(ctx))}")
    return Response("\n".join(lines), mimetype="text/plain")
