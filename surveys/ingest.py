"""The hot path: answers as they come from the counters, many in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, literal_column, null

from core.clock import local_date
from core.context import Context
from surveys import summaries
from surveys.answering import own_cells
from surveys.bulk import INSERTS, BulkInsert
from surveys.commands import NewAnswer
from surveys.models import SurveyAnswer
from surveys.states import Validity

_TABLE = cast(Table, SurveyAnswer.__table__)
_GIVEN = (
    "id", "form_id", "agency_id", "service_point_id", "hour", "overall", "channel", "language", "validity",
    "validity_reason", "waited",
)  # fmt: skip


def _once(statement: Any) -> Any:
    return statement.on_conflict_do_nothing(index_elements=["id"])


# Nearly all are above doubt and came at once: then what is the same for all of them stands in the statement.
_PLAIN = _GIVEN[:-3]
_FRESH: dict[str, Any] = {
    "validity": literal_column(f"'{Validity.VALID.value}'"),
    "validity_reason": literal_column("''"),
    "waited": null(),
}
_MANY_PLAIN = BulkInsert(_TABLE, _PLAIN, _once, _FRESH)
_MANY = BulkInsert(_TABLE, _GIVEN, _once)
_ASKING = {
    name: _once(insert(_TABLE).values({name: bindparam(name, type_=_TABLE.c[name].type) for name in _GIVEN}))
    .returning(_TABLE.c.id)
    for name, insert in INSERTS.items()
}  # fmt: skip


def coarse(moment: datetime) -> datetime:
    """The hour of a moment: all that is kept of when an answer was given."""
    return moment.replace(minute=0, second=0, microsecond=0)


class KnownAlready(Exception):
    """Some of the answers were there before; nothing may be kept of this transaction."""


def record_new(ctx: Context, answers: Sequence[NewAnswer]) -> None:
    """Save answers that are most likely new, and their counts: the cheapest way there is.

    Raises KnownAlready: roll back and take `record_answers`, which finds out which ones.
    """
    if insert_new(ctx, answers) != len(answers):
        raise KnownAlready
    _count(ctx, answers)


def insert_new(ctx: Context, answers: Sequence[NewAnswer]) -> int:
    """Save answers without their counts, for `record_new`; gives how many were new."""
    plain = all(answer.validity is Validity.VALID and answer.waited is None for answer in answers)
    rows = [_row(answer) for answer in answers] if not plain else [_plain_row(answer) for answer in answers]
    return (_MANY_PLAIN if plain else _MANY).write(ctx.session.connection(), rows)


def record_answers(ctx: Context, answers: Sequence[NewAnswer]) -> frozenset[uuid.UUID]:
    """Save answers and their counts; gives the ids that were new. An answer that is there already changes nothing.

    The audit chain gets them later, a batch at a time: see `surveys.batches`.
    """
    unique = {answer.id: answer for answer in answers}
    rows = [dict(zip(_GIVEN, _row(answer), strict=True)) for answer in unique.values()]
    connection = ctx.session.connection()
    new = frozenset(connection.execute(_ASKING[connection.dialect.name], rows).scalars())
    _count(ctx, [answer for answer in unique.values() if answer.id in new])
    return new


def _count(ctx: Context, answers: Sequence[NewAnswer]) -> None:
    counts: summaries.Counts = {}
    for answer in answers:
        day = local_date(answer.at)
        for name in own_cells(answer.channel, answer.waited):
            cell = summaries.Cell(answer.service_point_id, day, name, answer.validity, answer.agency_id)
            summaries.count(counts, cell, answer.overall)
    summaries.add(ctx.session, counts)


def _row(answer: NewAnswer) -> tuple[Any, ...]:
    """The values of `_GIVEN`."""
    return (*_plain_row(answer), answer.validity, answer.doubt, answer.waited)


def _plain_row(answer: NewAnswer) -> tuple[Any, ...]:
    """The values of `_PLAIN`."""
    return (
        answer.id, answer.form_id, answer.agency_id, answer.service_point_id, coarse(answer.at), answer.overall,
        answer.channel, answer.language,
    )  # fmt: skip
