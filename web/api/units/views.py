"""Views of api_units."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("api_units", __name__, url_prefix="/api/v1")
