"""The blueprint of the dialogue secretary, and for which agency they work."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort

from accounts.roles import Role
from dialogues.policies import MANAGERS
from web.context import actor
from web.gates import requires

bp = Blueprint("staff_dialogues", __name__, url_prefix="/can-bo/doi-thoai")
gate = requires(Role.DIALOGUE_SECRETARY, Role.LEADER)


def own_agency() -> UUID:
    """The agency this official runs dialogues for (the first, when several)."""
    agencies = actor().agencies(*(role.value for role in MANAGERS))
    if not agencies:
        abort(403)
    return agencies[0]
