"""The province keeps the limits of hot spots."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import delete, insert

from accounts.roles import Role
from core import audit
from core.clock import local_date
from core.context import Context
from core.errors import Forbidden
from core.ids import uuid7
from feedback.hotspots.errors import LimitInThePast, LimitOutOfRange, LimitUnexplained
from feedback.hotspots.models import HotspotLimit
from feedback.hotspots.states import Limit

MOST = 9999


def keep_limit(
    ctx: Context, limit: Limit, *, province_id: UUID, number: int, valid_from: date, reason: str, document: str = ""
) -> None:
    """Let another number hold from a day on; a second one for the same day replaces the first.

    Raises Forbidden (only the province's administrator keeps them), LimitOutOfRange, LimitInThePast, LimitUnexplained.
    """
    if not ctx.actor.holds_at(Role.PROVINCE_ADMIN, province_id):
        raise Forbidden
    if not 1 <= number <= MOST:
        raise LimitOutOfRange
    if valid_from < local_date(ctx.now):
        raise LimitInThePast
    if len(reason.strip()) < 5:
        raise LimitUnexplained
    h = HotspotLimit
    ctx.session.execute(
        delete(h).where(h.province_id == province_id, h.limit_code == limit, h.valid_from == valid_from)
    )
    ctx.session.execute(
        insert(h).values(
            id=uuid7(), province_id=province_id, limit_code=limit, number=number, valid_from=valid_from,
            reason=reason.strip(), document_number=document.strip(), created_at=ctx.now,
            created_by=ctx.actor.account_id,
        )
    )  # fmt: skip
    audit.record(
        ctx, agency_id=province_id, action="feedback:hotspot:limit", subject_type="hotspot_limit",
        subject_id=limit.value, number=number, valid_from=valid_from.isoformat(), document=document.strip(),
    )  # fmt: skip
