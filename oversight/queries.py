"""What the People's Inspection Board sees: status and clock of petitions, never who sent them; promises; ratings."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from accounts.roles import Role
from core.actor import Actor
from core.context import Context
from core.errors import Forbidden
from dialogues.queries import CommitmentTally, tally_commitments
from feedback.queries.overview import CommuneFacts, commune_facts

# The Board and the Front watch their commune; the council and the province's inspection theirs.
WATCHERS = (Role.BOARD_MEMBER, Role.FRONT_OFFICER, Role.COUNCIL_MEMBER, Role.PROVINCIAL_INSPECTOR)


@dataclass(frozen=True, slots=True)
class Watched:
    """An agency as its watchers see it at a glance."""

    agency_id: uuid.UUID
    petitions: CommuneFacts
    promises: CommitmentTally


def can_watch(actor: Actor, path: str) -> bool:
    """Whether the actor watches the agency of this path."""
    return any(actor.holds_over(role, path) for role in WATCHERS)


def get_watched(ctx: Context, *, agency_id: uuid.UUID, path: str) -> Watched:
    """The glance at one agency. Raises Forbidden."""
    if not can_watch(ctx.actor, path):
        raise Forbidden
    return Watched(agency_id, commune_facts(ctx, agency_id), tally_commitments(ctx, agency_id))
