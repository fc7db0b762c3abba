"""Views of admin_audit."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("admin_audit", __name__, url_prefix="/quan-tri/nhat-ky")
