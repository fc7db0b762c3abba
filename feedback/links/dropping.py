"""Ending links, for whoever erases who sent a petition."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete

from core.context import Context
from feedback.links.models import QuestionLink


def drop_links(ctx: Context, petition_id: UUID) -> None:
    """No link of this petition opens any more: the way it went is taken back."""
    ctx.session.execute(delete(QuestionLink).where(QuestionLink.petition_id == petition_id))
