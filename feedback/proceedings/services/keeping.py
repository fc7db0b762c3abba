"""The province keeps the lists of grounds: it looks entries up, and ends those the law leaves open."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import delete, insert

from core import audit
from core.context import Context
from core.errors import Forbidden, NotFound
from feedback.proceedings.catalogue import find_choice
from feedback.proceedings.errors import FixedByLaw
from feedback.proceedings.models import GroundChange
from feedback.proceedings.policies import can_keep_grounds


def keep_choice(
    ctx: Context, code: str, *, province_id: UUID, province_path: str, confirmed_by: str, ends_on: date | None
) -> None:
    """Note the document an entry was looked up in, and until when it is offered (None: no end).

    Raises Forbidden, NotFound, FixedByLaw (an end for what the law itself lists).
    """
    if not can_keep_grounds(ctx.actor, province_path):
        raise Forbidden
    entry = find_choice(ctx, code)
    if entry is None:
        raise NotFound
    if ends_on is not None and not entry.open:
        raise FixedByLaw
    c = GroundChange
    ctx.session.execute(delete(c).where(c.code == code))
    if confirmed_by.strip() or ends_on:
        values = {
            "code": code, "confirmed_by": confirmed_by.strip(), "ends_on": ends_on, "changed_at": ctx.now,
            "changed_by": ctx.actor.account_id,
        }  # fmt: skip
        ctx.session.execute(insert(c).values(**values))
    audit.record(
        ctx, agency_id=province_id, action="feedback:ground:change", subject_type="ground", subject_id=code,
        ends_on=ends_on.isoformat() if ends_on else None, confirmed_by=confirmed_by.strip(),
    )  # fmt: skip
