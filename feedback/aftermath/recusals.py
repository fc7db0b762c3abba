"""Members of the Board who sent a petition or are close to it: they see nothing of it there any more."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import insert, select

from core.context import Context
from core.errors import NotFound
from feedback.aftermath.models import BoardRecusal


def recused_from(ctx: Context, petition_id: UUID) -> frozenset[UUID]:
    """Who said so of this petition."""
    r = BoardRecusal
    return frozenset(ctx.session.execute(select(r.account_id).where(r.petition_id == petition_id)).scalars())


def keep_out(ctx: Context, petition_id: UUID) -> None:
    """Note it of the actor. It is not audited: who sent the petition would stand in the log. Raises NotFound."""
    if ctx.actor.account_id is None:
        raise NotFound
    if ctx.actor.account_id in recused_from(ctx, petition_id):
        return
    values = {"petition_id": petition_id, "account_id": ctx.actor.account_id, "at": ctx.now}
    ctx.session.execute(insert(BoardRecusal).values(**values))
