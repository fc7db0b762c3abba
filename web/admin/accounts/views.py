"""Views of admin_accounts."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("admin_accounts", __name__, url_prefix="/quan-tri/tai-khoan")
