"""The blueprint of taking in by the many: whose desk it is, and who passes its gate."""

from __future__ import annotations

from flask import Blueprint, request

from accounts.matrix import Capability, roles_for
from accounts.roles import Role
from agencies.queries import AgencyCard, get_card
from core.errors import Forbidden
from web.context import actor, read_context
from web.gates import requires

bp = Blueprint("staff_bulk", __name__, url_prefix="/can-bo/nhap-nhieu")
# Whoever triages reads what nobody has read yet; scans are just that.
clerk = requires(*roles_for(Capability.PETITION_TRIAGE))


def desks() -> list[AgencyCard]:
    """The desks at which the official is an intake clerk."""
    return [get_card(read_context(), agency_id) for agency_id in actor().agencies(Role.INTAKE_CLERK)]


def desk_asked() -> AgencyCard:
    """The desk that the address names, else the first. Raises Forbidden when there is none any more."""
    own = desks()
    if not own:
        raise Forbidden
    wanted = request.values.get("ban", "")
    return next((desk for desk in own if desk.code == wanted), own[0])
