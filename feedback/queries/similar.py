"""How many others already wrote about the same kind of thing in the same hamlet: a number, never what they wrote."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select

from core.context import Context
from feedback.machine import OPEN_STATES
from feedback.models import Petition
from feedback.states import Field

# Fewer would point at a neighbour; more than that nobody counts.
FEWEST, MOST = 3, 20


def count_similar_open(ctx: Context, *, agency_id: UUID, hamlet_id: UUID, field: Field) -> int:
    """Open petitions of this desk on the same hamlet and field, at most `MOST` + 1; 0 below `FEWEST`.

    Only what has passed triage and is not sealed says where it happened, so nothing that speaks of somebody is counted.
    """
    p = Petition
    alike = (
        select(p.id)
        .where(
            p.agency_id == agency_id, p.state.in_(OPEN_STATES), p.hamlet_id == hamlet_id, p.field == field, ~p.sealed
        )
        .limit(MOST + 1)
    )  # fmt: skip
    found = ctx.session.execute(select(func.count()).select_from(alike.subquery())).scalar_one()
    return found if found >= FEWEST else 0
