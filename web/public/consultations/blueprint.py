"""The blueprint of consultations; its views are spread over this folder."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("consultations", __name__)
