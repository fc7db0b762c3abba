"""The blueprint of the publication desk; its views are spread over this folder."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("staff_disclosures", __name__, url_prefix="/can-bo/cong-khai")
