"""The blueprint of the Board's pages; their views are in the modules beside this one."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("board", __name__, url_prefix="/ban-thanh-tra")
