"""Views of admin_agencies."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("admin_agencies", __name__, url_prefix="/quan-tri/don-vi")
