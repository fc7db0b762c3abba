"""The record of a proceeding: steps in their order, what they say sealed under the case's key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import func, insert, select

from casework.sealing import open_case_key
from core.context import Context
from core.ids import random_id
from feedback.proceedings.models import ProceedingStep
from feedback.proceedings.queries import step_part
from feedback.proceedings.states import Stage, Step


def write_step(
    ctx: Context,
    petition_id: UUID,
    step: Step | None,
    stage: Stage,
    *,
    day: date | None = None,
    words: Mapping[str, str] | None = None,
) -> int:
    """Append to the record and give its place; whatever says something is sealed."""
    s, step_id = ProceedingStep, random_id()
    last = ctx.session.execute(select(func.max(s.seq)).where(s.petition_id == petition_id)).scalar_one()
    seq = int(last or 0) + 1
    told = {"day": day.isoformat() if day else "", **(words or {})}
    ctx.session.execute(
        insert(s).values(
            id=step_id, petition_id=petition_id, seq=seq, step=step, stage=stage, at=ctx.now,
            account_id=ctx.actor.account_id,
            sealed=open_case_key(ctx, petition_id).seal_json(told, part=step_part(step_id)),
        )
    )  # fmt: skip
    return seq
