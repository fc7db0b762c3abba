"""Is it alive, is it ready."""

from __future__ import annotations

from flask import Blueprint, Response
from sqlalchemy import text

from web.context import read_context
from web.gates import public

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def healthz() -> Response:
    """200 once it serves and the database answers."""
    read_context().session.execute(text("SELECT 1"))
    return Response("ok", mimetype="text/plain")
