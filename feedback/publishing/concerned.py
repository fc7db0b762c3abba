"""Whether a petition may speak of whoever is about to cover it or approve what was covered."""

from __future__ import annotations

from uuid import UUID

from core.context import Context
from feedback.aftermath.recusals import recused_from
from feedback.issuing import facts


def is_concerned(ctx: Context, petition_id: UUID) -> bool:
    """Of them, of those under them, given back by them as too close, or left by them as a member of the Board."""
    who = ctx.actor.account_id
    if who is None:
        return False
    return who in recused_from(ctx, petition_id) or facts.is_concerned(ctx, petition_id, who)
