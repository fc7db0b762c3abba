"""The hot path: answers as they come from the counters, many in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from core.clock import local_date
from core.context import Context
from surveys import summaries
from surveys.commands import NewAnswer
from surveys.forms import OVERALL
from surveys.models import SurveyAnswer
from surveys.states import Validity

_TABLE = cast(Table, SurveyAnswer.__table__)
_INSERT: dict[str, Any] = {
    "sqlite": sqlite.insert(_TABLE).on_conflict_do_nothing(index_elements=["id"]).returning(_TABLE.c.id),
    "postgresql": postgresql.insert(_TABLE).on_conflict_do_nothing(index_elements=["id"]).returning(_TABLE.c.id),
}


def coarse(moment: datetime) -> datetime:
    """The hour of a moment: all that is kept of when an answer was given."""
    return moment.replace(minute=0, second=0, microsecond=0)


def record_answers(ctx: Context, answers: Sequence[NewAnswer]) -> frozenset[uuid.UUID]:
    """Save answers and their counts; gives the ids that were new. An answer that is there already changes nothing.

    The audit chain gets them later, a batch at a time: see `surveys.batches`.
    """
    unique = {answer.id: answer for answer in answers}
    dialect = ctx.session.get_bind().dialect.name
    rows = [_row(answer) for answer in unique.values()]
    new = frozenset(ctx.session.execute(_INSERT[dialect], rows).scalars())
    counts: summaries.Counts = {}
    for answer in unique.values():
        if answer.id in new:
            cell = summaries.Cell(
                answer.service_point_id, local_date(answer.at), OVERALL, Validity.VALID, answer.agency_id
            )
            summaries.count(counts, cell, answer.overall)
    summaries.add(ctx.session, counts)
    return new


def _row(answer: NewAnswer) -> dict[str, Any]:
    return {
        "id": answer.id, "form_id": answer.form_id, "agency_id": answer.agency_id,
        "service_point_id": answer.service_point_id, "hour": coarse(answer.at), "overall": answer.overall,
        "details": None, "comment_sealed": None, "comment_digest": None, "comment_state": None, "comment_text": None,
        "channel": answer.channel, "language": answer.language, "validity": Validity.VALID, "validity_reason": "",
        "batch_id": None, "leaf": None,
    }  # fmt: skip
