"""The province says in which form a kind of petition is answered."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import delete, insert

from core import audit
from core.clock import local_date
from core.context import Context
from core.errors import Forbidden
from core.ids import uuid7
from core.text import clean
from feedback.issuing.catalogue import WAYS
from feedback.issuing.errors import AlwaysOnPaper, WayDayPassed
from feedback.issuing.models import AnswerWayChoice
from feedback.issuing.policies import can_set_ways
from feedback.issuing.states import AnswerWay
from feedback.states import PetitionKind


def set_way(
    ctx: Context, kind: PetitionKind, way: AnswerWay, *, province_id: UUID, province_path: str, valid_from: date,
    document_number: str,
) -> None:  # fmt: skip
    """From a day on. What was said for the same day before is written over. Raises Forbidden, AlwaysOnPaper,
    WayDayPassed.
    """
    if not can_set_ways(ctx.actor, province_path):
        raise Forbidden
    if not WAYS[kind].open and way is not WAYS[kind].way:
        raise AlwaysOnPaper
    if valid_from < local_date(ctx.now):
        raise WayDayPassed
    c = AnswerWayChoice
    same = (c.province_id == province_id, c.kind == kind, c.valid_from == valid_from)
    ctx.session.execute(delete(c).where(*same))
    ctx.session.execute(
        insert(c).values(
            id=uuid7(), province_id=province_id, kind=kind, way=way, valid_from=valid_from,
            document_number=clean(document_number)[:60], created_at=ctx.now, created_by=ctx.actor.account_id,
        )
    )  # fmt: skip
    audit.record(
        ctx, agency_id=province_id, action="feedback:answer_way:set", subject_type="answer_way", subject_id=kind.value,
        way=way.value, valid_from=valid_from.isoformat(),
    )  # fmt: skip
