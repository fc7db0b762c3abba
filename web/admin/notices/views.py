"""Views of admin_notices."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("admin_notices", __name__, url_prefix="/quan-tri/thong-bao")
