"""The blueprint of signing in and of one's own account."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("staff_auth", __name__, url_prefix="/can-bo")
