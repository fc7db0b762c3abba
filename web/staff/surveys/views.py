"""Views of staff_surveys."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("staff_surveys", __name__, url_prefix="/can-bo/khao-sat")
