"""Odd hours of counters, found from what is usual there. Kept, marked, counted apart, told."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import and_, func, or_, select

from agencies.queries import get_card
from core.clock import local_date
from core.context import Context
from surveys.forms import OVERALL
from surveys.ingest import coarse
from surveys.marking import LOOKED_AT, move_answers
from surveys.models import SurveyAnswer, SurveyDay
from surveys.patterns.judging import ALIKE, BURST, SPAN, Bounds, judge
from surveys.patterns.limits import Numbers, numbers_on
from surveys.patterns.states import PatternLimit
from surveys.patterns.usual import Faces, Spreads, Usual, usual_of
from surveys.states import Channel, Validity

# While nothing is usual yet at a counter: so many times the middle hour is far more.
TIMES_USUAL = 4
# Typed in from paper in one go, or with a code of its own: many at once is how they come.
EXEMPT = (Channel.SLIP, Channel.SMS_SLIP, Channel.PAPER, Channel.PHONE)

Hours = dict[datetime, Counter[int]]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a counter's past: its hours (any channel, marked or not), and the faces of its valid days."""

    counts: Mapping[datetime, int]
    faces: Sequence[Faces]


def flag_bursts(ctx: Context) -> int:
    """Mark the odd ones of the last hours as suspect; gives how many answers were marked. Run hourly.

    Nothing is deleted: what was marked is counted apart, and the survey manager may take the mark back.
    """
    until = coarse(ctx.now)
    by_agency = _points(ctx, until)
    return sum(_flag(ctx, agency_id, points, until) for agency_id, points in sorted(by_agency.items()))


def _flag(ctx: Context, agency_id: uuid.UUID, points: Collection[uuid.UUID], until: datetime) -> int:
    province_id = get_card(ctx, agency_id).province_id
    numbers = ctx.once(("survey limits", province_id), lambda: numbers_on(ctx, province_id))
    last = {point: hours for point, hours in _last(ctx, agency_id, points, until).items() if _enough(hours, numbers)}
    known = _known(ctx, last, until, numbers) if last else {}
    moved = 0
    for point, hours in sorted(last.items()):
        for hour, reason in sorted(odd_hours(hours, known[point], numbers).items()):
            moved += move_answers(ctx, point, hour, Validity.SUSPECT, reason, spare=EXEMPT, undecided=True)
    return moved


def odd_hours(hours: Mapping[datetime, Counter[int]], known: Known, numbers: Numbers) -> Mapping[datetime, str]:
    """The odd ones of a counter's last hours, each with its reason. Pure."""
    usual = usual_for(known, numbers)
    if usual is None:
        middle = float(median(known.counts.values())) if known.counts else 0.0
        fewest = numbers[PatternLimit.FEWEST]
        return {hour: BURST for hour, scores in hours.items() if _is_burst(scores, middle, fewest)}
    bounds = Bounds(
        numbers[PatternLimit.FEWEST], 1 / numbers[PatternLimit.RARE_HOUR], 1 / numbers[PatternLimit.RARE_MIX]
    )
    return judge(hours, usual, bounds)


def usual_for(known: Known, numbers: Numbers) -> Usual | None:
    """What is usual there, by the numbers that hold."""
    least = Spreads((numbers[PatternLimit.BUSY_SPREAD] / 100) ** 2, numbers[PatternLimit.MOOD_SPREAD] / 100)
    return usual_of(known.counts, known.faces, least)


def _is_burst(scores: Counter[int], middle: float, fewest: int) -> bool:
    """For a new counter: many, nearly all alike, and far more than its middle hour."""
    total = scores.total()
    alike = max(scores.values(), default=0)
    return total >= fewest and alike >= ALIKE * total and total > TIMES_USUAL * max(middle, 1.0)


def _enough(hours: Hours, numbers: Numbers) -> bool:
    return sum(scores.total() for scores in hours.values()) >= numbers[PatternLimit.FEWEST]


def _points(ctx: Context, until: datetime) -> Mapping[uuid.UUID, set[uuid.UUID]]:
    """The counters of each agency at which something came that is not yet closed into the audit chain.

    Named by their agencies, which that small index begins with: else SQLite walks over all answers there ever were.
    """
    a = SurveyAnswer
    agencies = ctx.session.scalars(
        select(a.agency_id).where(a.batch_id.is_(None)).distinct().order_by(a.agency_id)
    ).all()
    rows = ctx.session.execute(
        select(a.agency_id, a.service_point_id)
        .where(a.agency_id.in_(agencies), a.batch_id.is_(None), a.hour < until)
        .distinct()
    )
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for agency_id, point in rows:
        found[agency_id].add(point)
    return found


def _last(
    ctx: Context, agency_id: uuid.UUID, points: Iterable[uuid.UUID], until: datetime
) -> Mapping[uuid.UUID, Hours]:
    """The last day of an agency's counters hour by hour, and older hours that something came to late.

    Each by its own index: what came late by that of open answers, else all there ever was would be walked over.

    What was marked is part of what came; what a person left out or counted again is decided.
    """
    a = SurveyAnswer
    undecided = or_(
        and_(a.validity == Validity.VALID, a.validity_reason == ""),
        and_(a.validity == Validity.SUSPECT, a.validity_reason != LOOKED_AT),
    )
    found: dict[uuid.UUID, Hours] = defaultdict(lambda: defaultdict(Counter))
    last = and_(a.service_point_id.in_(sorted(points)), a.hour >= until - SPAN, a.hour < until)
    late = and_(a.agency_id == agency_id, a.batch_id.is_(None), a.hour < until - SPAN)
    for which in (last, late):
        rows = ctx.session.execute(
            select(a.service_point_id, a.hour, a.overall, func.count())
            .where(which, undecided, a.channel.not_in(EXEMPT))
            .group_by(a.service_point_id, a.hour, a.overall)
        )
        for point, hour, overall, number in rows:
            found[point][hour][overall] += number
    return found


def _known(ctx: Context, points: Iterable[uuid.UUID], until: datetime, numbers: Numbers) -> Mapping[uuid.UUID, Known]:
    """What is known of the weeks before, of each counter.

    Hours are read from the index alone: what an answer is worth stands in its row only, and a year of busy counters is
    millions of rows. `usual_of` sees to it that a burst that was marked, or a heap of paper, does not become usual.
    """
    a, d = SurveyAnswer, SurveyDay
    wanted = sorted(points)
    before = until - SPAN
    since = before - timedelta(weeks=numbers[PatternLimit.WEEKS])
    counts: dict[uuid.UUID, dict[datetime, int]] = defaultdict(dict)
    faces: dict[uuid.UUID, list[Faces]] = defaultdict(list)
    rows = ctx.session.execute(
        select(a.service_point_id, a.hour, func.count())
        .where(a.service_point_id.in_(wanted), a.hour < before, a.hour >= since)
        .group_by(a.service_point_id, a.hour)
    )
    for point, hour, number in rows:
        counts[point][hour] = number
    days = ctx.session.execute(
        select(d.service_point_id, d.c1, d.c2, d.c3, d.c4, d.c5)
        .where(d.service_point_id.in_(wanted), d.question == OVERALL, d.validity == Validity.VALID)
        .where(d.day < local_date(before), d.day >= local_date(since))
    )
    for point, *five in days:
        if sum(five):
            faces[point].append((five[0], five[1], five[2], five[3], five[4]))
    return {point: Known(counts[point], faces[point]) for point in wanted}
