"""Views of staff_petitions."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("staff_petitions", __name__, url_prefix="/can-bo/don-thu")
