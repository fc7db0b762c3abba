"""Without a connection: the page a phone keeps, and the worker that shows it."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, current_app, render_template

from web.gates import public_page

bp = Blueprint("offline", __name__)


@bp.get("/mat-mang")
@public_page
def page() -> str:
    """What a phone shows when it cannot reach us."""
    return render_template("public/offline/offline.html")


@bp.get("/worker.js")
@public_page
def worker() -> Response:
    """The service worker; from the root, since it looks after the whole site."""
    script = Path(current_app.static_folder or "", "js", "worker.js").read_text(encoding="utf-8")
    return Response(script, mimetype="text/javascript")
