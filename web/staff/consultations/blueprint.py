"""The blueprint of the consultation desk; its views are spread over this folder."""

from __future__ import annotations

from flask import Blueprint

from accounts.roles import Role
from web.gates import requires

bp = Blueprint("staff_consultations", __name__, url_prefix="/can-bo/lay-y-kien")

preparer = requires(Role.PUBLISHER, Role.RECORDS_CLERK)
reader = requires(Role.PUBLISHER, Role.RECORDS_CLERK, Role.LEADER)
leader = requires(Role.LEADER)
