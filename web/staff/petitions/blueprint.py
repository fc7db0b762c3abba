"""The blueprint of those who work petitions, and who passes its gate."""

from __future__ import annotations

from flask import Blueprint

from accounts.roles import Role
from web.gates import requires

bp = Blueprint("staff_petitions", __name__, url_prefix="/can-bo/don-thu")

WORKERS = (Role.INTAKE_CLERK, Role.HANDLER, Role.VERIFIER, Role.LEADER)
gate = requires(*WORKERS)
