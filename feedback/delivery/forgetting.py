"""Whoever erases who sent a case erases it from its envelopes too."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from core.context import Context
from feedback.delivery.models import PaperDelivery
from feedback.delivery.proofs import FOR_SENDER


def forget_addressees(ctx: Context, petition_id: UUID) -> None:
    """Erase name and address of the sender and of who acts for them; that a paper went to them, and when, stays."""
    d = PaperDelivery
    theirs = update(d).where(d.petition_id == petition_id, d.recipient.in_(FOR_SENDER))
    ctx.session.execute(theirs.values(sealed_to=b"", version=d.version + 1))
