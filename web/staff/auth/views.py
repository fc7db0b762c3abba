"""Views of staff_auth."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("staff_auth", __name__, url_prefix="/can-bo")
