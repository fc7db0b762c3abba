"""Views of staff_dialogues."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("staff_dialogues", __name__, url_prefix="/can-bo/doi-thoai")
