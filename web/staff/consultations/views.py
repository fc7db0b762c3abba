"""Views of staff_consultations."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("staff_consultations", __name__, url_prefix="/can-bo/lay-y-kien")
