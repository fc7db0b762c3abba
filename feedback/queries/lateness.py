"""How many petitions are overdue, and by how much: for everyone to see. Never a sealed case, never one by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, text

from agencies.models import Agency
from agencies.queries import under
from core.clock import local_date
from core.context import Context
from deadlines.lateness import age_edges
from feedback.models import COUNTED_OPEN, Petition


@dataclass(frozen=True, slots=True)
class Lateness:
    """The overdue petitions of an agency; `ages` are counts by `deadlines.lateness.FIRST_DAYS`."""

    code: str
    name: str
    count: int
    ages: tuple[int, ...]


def lateness_under(ctx: Context, path: str) -> Sequence[Lateness]:
    """The agencies at and below a path that have overdue petitions, most first. One statement, from one index.

    A petition that waits for its sender is not overdue: its copy of the due date lies far away.
    """
    p, edges = Petition, age_edges(local_date(ctx.now))
    older = [func.count().filter(p.due_at < edge) for edge in edges]
    agencies = select(Agency.id).where(under(Agency.path, path))
    late = (
        select(p.agency_id, func.count().label("late"), *(count.label(f"over_{n}") for n, count in enumerate(older)))
        .where(p.agency_id.in_(agencies), p.due_at < ctx.now, *map(text, COUNTED_OPEN))
        .group_by(p.agency_id)
        .subquery()
    )
    statement = select(Agency.code, Agency.name, *late.c[1:]).join(late, late.c.agency_id == Agency.id)
    rows = ctx.session.execute(statement.order_by(late.c.late.desc(), Agency.name))
    return [Lateness(row[0], row[1], row[2], _between(row[2:])) for row in rows]


def _between(at_least: Sequence[int]) -> tuple[int, ...]:
    """Counts of "at least so late" as counts of "between so late and so late"."""
    return tuple(count - following for count, following in zip(at_least, (*at_least[1:], 0), strict=True))
