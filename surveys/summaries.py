"""The counts that pages read, kept in step with the answers inside the same transaction."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, and_, update
from sqlalchemy.orm import Session

from surveys.bulk import BulkInsert
from surveys.models import SurveyDay
from surveys.states import Validity

_TABLE = cast(Table, SurveyDay.__table__)
_COUNTS = ("c0", "c1", "c2", "c3", "c4", "c5")
_KEY = ("service_point_id", "day", "question", "validity")


class Cell(NamedTuple):
    """One row of counts. Sorted before writing, so that two writers never wait for each other in a circle."""

    service_point_id: uuid.UUID
    day: date
    question: str
    validity: Validity
    agency_id: uuid.UUID


Counts = dict[Cell, list[int]]


def count(counts: Counts, cell: Cell, value: int) -> None:
    """Note one value."""
    counts.setdefault(cell, [0, 0, 0, 0, 0, 0])[value] += 1


def add(session: Session, counts: Counts) -> None:
    """Add the counts to the rows, making those that are missing."""
    if counts:
        _UPSERT.write(session.connection(), [(*cell, *numbers) for cell, numbers in _sorted(counts)])


def take_away(session: Session, counts: Counts) -> None:
    """Take the counts off rows that are there (an answer changed its validity)."""
    for cell, numbers in _sorted(counts):
        here = and_(*(_TABLE.c[name] == getattr(cell, name) for name in _KEY))
        changes = {name: _TABLE.c[name] - number for name, number in zip(_COUNTS, numbers, strict=True)}
        session.execute(update(_TABLE).where(here).values(changes))


def _sorted(counts: Mapping[Cell, list[int]]) -> Iterable[tuple[Cell, list[int]]]:
    return sorted(counts.items())


def _add_up(statement: Any) -> Any:
    changes = {name: _TABLE.c[name] + statement.excluded[name] for name in _COUNTS}
    return statement.on_conflict_do_update(index_elements=list(_KEY), set_=changes)


_UPSERT = BulkInsert(_TABLE, (*Cell._fields, *_COUNTS), _add_up)
