"""What belongs to a petition under keys of its own."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, union_all

from casework.identities.models import IdentityOpening
from casework.safes.models import ClosedIdentity
from core.context import Context
from feedback.deleting.models import MaterialDeletion
from feedback.redacting.models import RedactedCopy


def texts_of(ctx: Context, petition_id: UUID) -> Sequence[UUID]:
    """Requests, copies, who sent it."""
    o, d, c, i = IdentityOpening, MaterialDeletion, RedactedCopy, ClosedIdentity
    parts = (
        select(o.id).where(o.case_id == petition_id),
        select(d.id).where(d.petition_id == petition_id),
        select(c.id).where(c.petition_id == petition_id),
        select(i.key_id).where(i.case_id == petition_id),
    )
    return ctx.session.execute(union_all(*parts)).scalars().all()
