"""Who already wrote about the same kind of thing in the same hamlet: how many, since when and how it stands.

Never what they wrote, and nothing at all below three: that would point at a neighbour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from core.context import Context
from feedback.likeness import ALIKE, Described, likeness
from feedback.machine import OPEN_STATES
from feedback.models import Petition
from feedback.states import Field, PetitionState

# Fewer would point at a neighbour; more than that nobody counts.
FEWEST, MOST, SHOWN = 3, 20, 3


@dataclass(frozen=True, slots=True)
class Alike:
    """An open petition that may be about the same matter."""

    received_at: datetime
    state: PetitionState
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Others:
    """How many wrote about the like (at most `MOST` + 1; 0 below `FEWEST`), and the few that are most alike."""

    count: int
    nearest: Sequence[Alike]


NOBODY_ELSE = Others(0, ())


def others_open(ctx: Context, *, agency_id: UUID, hamlet_id: UUID, field: Field, place: str, text: str) -> Others:
    """Open petitions of this desk on the same hamlet and field, and which of them come nearest. One statement.

    Only what has passed triage and is not sealed says where it happened, so nothing that speaks of somebody is counted.
    """
    p = Petition
    alike = (
        select(p.received_at, p.state, p.due_at, p.place, p.body)
        .where(
            p.agency_id == agency_id, p.state.in_(OPEN_STATES), p.hamlet_id == hamlet_id, p.field == field, ~p.sealed
        )
        .order_by(p.received_at.desc())
        .limit(MOST + 1)
    )  # fmt: skip
    rows = ctx.session.execute(alike).all()
    if len(rows) < FEWEST:
        return NOBODY_ELSE
    mine = Described(hamlet_id, place, text)
    ranked = sorted(
        ((likeness(mine, Described(hamlet_id, row.place, row.body)), row) for row in rows), key=lambda r: -r[0]
    )
    nearest = [Alike(row.received_at, row.state, row.due_at) for score, row in ranked[:SHOWN] if score >= ALIKE]
    return Others(len(rows), nearest)
