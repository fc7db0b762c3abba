"""The blueprint of the leader's week."""

from __future__ import annotations

from flask import Blueprint

from accounts.matrix import Capability, roles_for
from web.gates import requires

bp = Blueprint("staff_weekly", __name__, url_prefix="/can-bo/tuan")
gate = requires(*roles_for(Capability.WEEK_SEE))
LIMIT_KEEPERS = roles_for(Capability.HOTSPOT_LIMITS)
