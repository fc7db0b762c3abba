"""Views of disclosures."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("disclosures", __name__)
