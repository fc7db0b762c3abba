"""Odd hours: many answers at one counter, nearly all the same, far more than are usual there. Kept, marked, told."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import func, select

from core.context import Context
from core.text import N_
from surveys.ingest import coarse
from surveys.marking import move_answers, not_decided
from surveys.models import SurveyAnswer
from surveys.states import Channel, Validity

# A hall with one shared network, a school class, a busy morning: all of them bring many answers, none of them only one
# kind, and none of them ten times what is usual. All three must come together.
FEWEST = 12
ALIKE = 0.9
TIMES_USUAL = 4
USUAL_DAYS = 28
# The hours in question are not part of what is usual.
LOOKED_AT = timedelta(hours=6)
BURST = N_("Nhiều lượt giống nhau trong một giờ, gấp nhiều lần thường ngày")
# Typed in from paper in one go, or with a code of its own: many at once is how they come.
EXEMPT = (Channel.SLIP, Channel.SMS_SLIP, Channel.PAPER, Channel.PHONE)


@dataclass(frozen=True, slots=True)
class Hour:
    """What came in at one counter in one hour."""

    service_point_id: uuid.UUID
    hour: datetime
    scores: Mapping[int, int]

    @property
    def total(self) -> int:
        """How many came."""
        return sum(self.scores.values())


def is_odd(hour: Hour, usual: float) -> bool:
    """Whether an hour is a burst: many, nearly all alike, and far more than is usual (`usual`: per hour with any)."""
    alike = max(hour.scores.values(), default=0)
    return hour.total >= FEWEST and alike >= ALIKE * hour.total and hour.total > TIMES_USUAL * max(usual, 1.0)


def flag_bursts(ctx: Context) -> int:
    """Mark the odd ones of the last hours as suspect; gives how many answers were marked. Run hourly.

    Nothing is deleted: what was marked is counted apart, and the survey manager may take the mark back.
    """
    until = coarse(ctx.now)
    recent = _hours(ctx, until)
    points = {hour.service_point_id for hour in recent if hour.total >= FEWEST}
    usual = _usual(ctx, points, until) if points else {}
    odd = [hour for hour in recent if is_odd(hour, usual.get(hour.service_point_id, 0.0))]
    return sum(
        move_answers(ctx, hour.service_point_id, hour.hour, Validity.SUSPECT, BURST, spare=EXEMPT, undecided=True)
        for hour in odd
    )


def _hours(ctx: Context, until: datetime) -> Sequence[Hour]:
    """The hours that are over and not yet closed into the audit chain: the last few, by a small index.

    Named by their agencies, which that index begins with: else SQLite walks over all answers there ever were.
    """
    a = SurveyAnswer
    agencies = ctx.session.scalars(
        select(a.agency_id).where(a.batch_id.is_(None)).distinct().order_by(a.agency_id)
    ).all()
    rows = ctx.session.execute(
        select(a.service_point_id, a.hour, a.overall, func.count())
        .where(
            a.agency_id.in_(agencies),
            a.batch_id.is_(None),
            a.hour < until,
            *not_decided(),
            a.channel.not_in(EXEMPT),
        )
        .group_by(a.service_point_id, a.hour, a.overall)
    )
    found: dict[tuple[uuid.UUID, datetime], Counter[int]] = defaultdict(Counter)
    for point, hour, overall, number in rows:
        found[point, hour][overall] += number
    return [Hour(point, hour, scores) for (point, hour), scores in sorted(found.items())]


def _usual(ctx: Context, points: Iterable[uuid.UUID], until: datetime) -> Mapping[uuid.UUID, float]:
    """How many came in an hour in which any came, over the four weeks before: the median.

    A burst that was marked, or a heap of paper, would lift a mean and make the next burst look usual. Read from the
    index alone: what an answer is worth stands in its row only, and a year of busy counters is millions of rows.
    """
    a = SurveyAnswer
    rows = ctx.session.execute(
        select(a.service_point_id, func.count())
        .where(a.service_point_id.in_(sorted(points)), a.hour < until - LOOKED_AT)
        .where(a.hour >= until - LOOKED_AT - timedelta(days=USUAL_DAYS))
        .group_by(a.service_point_id, a.hour)
    )
    found: dict[uuid.UUID, list[int]] = defaultdict(list)
    for point, number in rows:
        found[point].append(number)
    return {point: median(numbers) for point, numbers in found.items()}
