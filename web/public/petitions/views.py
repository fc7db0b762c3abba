"""Views of petitions."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("petitions", __name__)
