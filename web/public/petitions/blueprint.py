"""The blueprint of the citizen's petition pages; their views are in the modules beside this one."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("petitions", __name__)
