"""What the public is told: closed months only, never fewer than five answers, never a change of fewer than five."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, extract, func, insert, select
from sqlalchemy.orm import InstrumentedAttribute

from core.clock import local_date
from core.context import Context
from core.crypto import Keyring
from surveys.forms import OVERALL
from surveys.models import SurveyDay, SurveyMonth
from surveys.states import Validity
from surveys.statistics import SMALLEST_SHOWN, Tally, total

# Until then the month's paper forms may still be entered, and suspicious answers be looked at.
GRACE_DAYS = 5
# How far back a change is still told; older months stand as they were told.
_MONTHS_BACK = 13
# What pages show: a quarter's worth, so that most counters have enough answers.
MONTHS_SHOWN = 3
_COUNTS = ("c1", "c2", "c3", "c4", "c5")
Points = Sequence[uuid.UUID] | None


@dataclass(frozen=True, slots=True)
class PublishedCell:
    """A service point's published month."""

    service_point_id: uuid.UUID
    month: date
    tally: Tally


def first_of_next(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def last_closed_month(now: datetime) -> date:
    """The newest month that may be published: over, and its days of grace too."""
    return _before(_before(local_date(now)) if local_date(now).day <= GRACE_DAYS else local_date(now))


def _before(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def months_until(last: date, count: int) -> Sequence[date]:
    """That many months up to the last, the oldest first."""
    months = [last]
    while len(months) < count:
        months.insert(0, _before(months[0]))
    return months


def publish_months(ctx: Context, points: Points = None) -> int:
    """Publish the closed months that have enough answers, and changes that are large enough; gives how many changed.

    Of these service points, else of all: the job takes some at a time, so that nobody waits long for the write lock.
    """
    months = months_until(last_closed_month(ctx.now), _MONTHS_BACK)
    now = _valid(ctx, months[0], first_of_next(months[-1]), points)
    told = _told(ctx, months[0], points)
    changed = 0
    for key in sorted(set(now) | set(told)):
        agency_id, tally = now.get(key, (None, Tally()))
        if to_be_told_of_month(tally, told.get(key)) != told.get(key):
            tell_again(ctx, key, agency_id, tally)
            changed += 1
    return changed


def to_be_told_of_month(now: Tally, before: Tally | None) -> Tally | None:
    """What is told of a month: what was told before, until five or more changed; None below five answers."""
    if before is not None and difference(before, now) < SMALLEST_SHOWN:
        return before
    return now if now.shown else None


def difference(before: Tally, after: Tally) -> int:
    """How many answers came or went between two figures of the same cell."""
    pairs = zip(before.counts[1:], after.counts[1:], strict=True)
    gone, come = 0, 0
    for old, new in pairs:
        gone, come = gone + max(0, old - new), come + max(0, new - old)
    return max(gone, come)


Key = tuple[uuid.UUID, date]


def among(column: InstrumentedAttribute[uuid.UUID], points: Points) -> Sequence[ColumnElement[bool]]:
    """The condition that a row is of one of these service points; none for all."""
    return () if points is None else (column.in_(points),)


def _valid(ctx: Context, since: date, before: date, points: Points) -> Mapping[Key, tuple[uuid.UUID, Tally]]:
    d = SurveyDay
    year, month = extract("year", d.day), extract("month", d.day)
    rows = ctx.session.execute(
        select(d.service_point_id, d.agency_id, year, month, *(func.sum(getattr(d, name)) for name in _COUNTS))
        .where(d.question == OVERALL, d.validity == Validity.VALID, d.day >= since, d.day < before)
        .where(*among(d.service_point_id, points))
        .group_by(d.service_point_id, d.agency_id, year, month)
    )
    return {(row[0], date(int(row[2]), int(row[3]), 1)): (row[1], _tally(row[4:])) for row in rows}


def _told(ctx: Context, since: date, points: Points) -> Mapping[Key, Tally]:
    m = SurveyMonth
    rows = ctx.session.execute(
        select(m.service_point_id, m.month, *(getattr(m, name) for name in _COUNTS)).where(
            m.month >= since, *among(m.service_point_id, points)
        )
    )
    return {(row[0], row[1]): _tally(row[2:]) for row in rows}


def _tally(numbers: Sequence[Any]) -> Tally:
    c1, c2, c3, c4, c5 = (int(number or 0) for number in numbers)
    return Tally((0, c1, c2, c3, c4, c5))


def mark_of(keys: Keyring, service_point_id: uuid.UUID, month: date, tally: Tally, part: str = "") -> bytes:
    """A keyed hash of what was told: a row that was changed by other hands than ours is noticed (`surveys.proof`)."""
    said = f"{service_point_id.hex}/{month.isoformat()}/{','.join(map(str, tally.counts[1:]))}{part and '/' + part}"
    return keys.tag("survey:month", said.encode())


def tell_again(ctx: Context, key: Key, agency_id: uuid.UUID | None, tally: Tally) -> None:
    """Put these counts in the place of what was told of a month, or take it back when they are too few."""
    ctx.session.execute(delete(SurveyMonth).where(SurveyMonth.service_point_id == key[0], SurveyMonth.month == key[1]))
    if tally.shown:
        _tell(ctx, key, agency_id, tally)


def _tell(ctx: Context, key: Key, agency_id: uuid.UUID | None, tally: Tally) -> None:
    counts = dict(zip(_COUNTS, tally.counts[1:], strict=True))
    mark = mark_of(ctx.keys, *key, tally)
    ctx.session.execute(
        insert(SurveyMonth).values(
            service_point_id=key[0], month=key[1], agency_id=agency_id, published_at=ctx.now, mark=mark, **counts
        )
    )


def published_cells(ctx: Context, agency_id: uuid.UUID, *, months: int = MONTHS_SHOWN) -> Sequence[PublishedCell]:
    """The published months of an agency's service points. One statement."""
    m = SurveyMonth
    since = months_until(last_closed_month(ctx.now), months)[0]
    rows = ctx.session.execute(
        select(m.service_point_id, m.month, *(getattr(m, name) for name in _COUNTS))
        .where(m.agency_id == agency_id, m.month >= since)
        .order_by(m.month, m.service_point_id)
    )
    return [PublishedCell(row[0], row[1], _tally(row[2:])) for row in rows]


def by_point(cells: Sequence[PublishedCell]) -> Mapping[uuid.UUID, Tally]:
    """What was published of each service point, all months together."""
    return {
        point: total(cell.tally for cell in cells if cell.service_point_id == point)
        for point in {cell.service_point_id for cell in cells}
    }
