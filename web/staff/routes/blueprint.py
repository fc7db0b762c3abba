"""The blueprint; whoever works petitions passes its gate, policies say the rest."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("staff_routes", __name__, url_prefix="/can-bo")
