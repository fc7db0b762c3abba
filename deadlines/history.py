"""What changes of the calendar did to running clocks: when, why, and each date before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from agencies.models import Agency
from core.context import Context
from core.paging import Page, PageRequest, keyset, take
from deadlines.catalogue import current
from deadlines.models import Clock, ClockEvent
from deadlines.states import EventKind

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Recomputed:
    """One change of the calendar that moved clocks."""

    at: datetime
    reason: str
    account_id: UUID | None
    count: int


@dataclass(frozen=True, slots=True)
class MovedClock:
    """One clock it moved; whose it is stays out of it."""

    step: str
    agency_name: str
    from_due: datetime | None
    to_due: datetime | None


def list_recomputations(ctx: Context) -> Sequence[Recomputed]:
    """The newest changes that moved clocks. One statement, along an index of such lines only."""
    e = ClockEvent
    grouped = select(e.at, e.reason, e.account_id, func.count()).where(e.kind == EventKind.RECOMPUTED)
    rows = ctx.session.execute(grouped.group_by(e.at, e.reason, e.account_id).order_by(e.at.desc()).limit(SHOWN))
    return [Recomputed(*row) for row in rows]


def list_moved(ctx: Context, at: datetime, page: PageRequest) -> Page[MovedClock]:
    """The clocks that one change moved. One statement."""
    e, c = ClockEvent, Clock
    statement = (
        select(e.clock_id, c.rule_id, c.rule_version, Agency.name, e.from_due, e.to_due)
        .join(c, c.id == e.clock_id)
        .join(Agency, Agency.id == c.agency_id)
        .where(e.kind == EventKind.RECOMPUTED, e.at == at)
    )
    rows = ctx.session.execute(keyset(statement, [e.clock_id], page)).all()
    found = take(rows, page, lambda row: [row.clock_id])
    catalogue = current(ctx)
    return found.map(
        lambda row: MovedClock(catalogue.rule(row.rule_id, row.rule_version).step, row.name, row.from_due, row.to_due)
    )
