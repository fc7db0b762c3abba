"""Views of admin_deadlines."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("admin_deadlines", __name__, url_prefix="/quan-tri/thoi-han")
