"""Telling the public what stands beside a month's figure, by the same rule as the figure itself.

From five answers on, and anew only when five or more changed. What lies within a figure is told only where the rest
of it is five or more too, or nothing: else the rest would be told by subtracting.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import and_, delete, extract, func, insert, or_, select

from core.context import Context
from surveys.answering import LATE, TEXTED
from surveys.forms import OVERALL
from surveys.models import SurveyDay, SurveyMonth
from surveys.parts.models import SurveyMonthPart
from surveys.publishing import (
    Points,
    among,
    difference,
    first_of_next,
    last_closed_month,
    mark_of,
    months_until,
    publish_months,
)
from surveys.states import MonthPart, Validity
from surveys.statistics import SMALLEST_SHOWN, Tally, total, without

_MONTHS_BACK = 13
_COUNTS = ("c1", "c2", "c3", "c4", "c5")
# Where each part is counted.
_CELLS = {
    (LATE, Validity.VALID): MonthPart.LATE, (TEXTED, Validity.VALID): MonthPart.SMS,
    (OVERALL, Validity.SUSPECT): MonthPart.SUSPECT, (OVERALL, Validity.EXCLUDED): MonthPart.EXCLUDED,
}  # fmt: skip
CELL_OF = {part: cell for cell, part in _CELLS.items()}
# An answer is late or a text message, never both: what is left of a figure is what is neither.
WITHIN = (MonthPart.LATE, MonthPart.SMS)
Key = tuple[uuid.UUID, date]
Parts = dict[MonthPart, Tally]


def publish_all(ctx: Context, points: Points = None) -> int:
    """Publish the closed months of these service points (else of all) and what stands beside them, daily.

    Gives how many rows changed.
    """
    before = _figures(ctx, months_until(last_closed_month(ctx.now), _MONTHS_BACK)[0], points)
    return publish_months(ctx, points) + publish_parts(ctx, points, figures_before=before)


def publish_parts(
    ctx: Context, points: Points = None, *, figures_before: Mapping[Key, Tally] | None = None
) -> int:  # fmt: skip
    """Tell what stands beside the months that are over, as they are told now; gives how many parts changed.

    `figures_before`: how the months themselves were told before this time; as now, when nothing is given.
    """
    months = months_until(last_closed_month(ctx.now), _MONTHS_BACK)
    agencies, now = _counted(ctx, months[0], first_of_next(months[-1]), points)
    told, figures = _told(ctx, months[0], points), _figures(ctx, months[0], points)
    then = figures if figures_before is None else figures_before
    changed = 0
    for key in sorted({*now, *told}):
        before = told.get(key, {})
        wanted = to_be_told(now.get(key, {}), before, figures.get(key), then.get(key))
        for part in MonthPart:
            if wanted.get(part) != before.get(part):
                _write(ctx, key, part, wanted.get(part), agencies.get(key))
                changed += 1
    return changed


def to_be_told(
    now: Mapping[MonthPart, Tally], before: Mapping[MonthPart, Tally], figure: Tally | None,
    figure_before: Tally | None = None,
) -> Parts:  # fmt: skip
    """What is told beside a figure (None: too few to tell one), given what was told before, and beside which figure.

    A part is told anew only together with all others: whatever sums of figure, parts and rest one takes, before and
    after, they are the same or five answers apart. Two changes of five that differ by one would tell that one.
    """
    then = (figure_before if figure_before is not None else figure, before)
    found = _standing(before, now, figure)
    for part in MonthPart:
        tally, old = now.get(part, Tally()), found.get(part)
        if tally.shown and (old is None or difference(old, tally) >= SMALLEST_SHOWN):
            tried = {**found, part: tally}
            if _rest_may_be_known(tried, figure) and _nothing_between(then, (figure, tried)):
                found = tried
    return found


def _standing(before: Mapping[MonthPart, Tally], now: Mapping[MonthPart, Tally], figure: Tally | None) -> Parts:
    """What was told and may stay: all but what is far fewer by now, and what no longer fits into its figure."""
    found: Parts = {}
    for part, old in before.items():
        gone = not now.get(part, Tally()).shown and difference(old, now.get(part, Tally())) >= SMALLEST_SHOWN
        if not gone and _rest_may_be_known({**found, part: old}, figure):
            found[part] = old
    return found


def _rest_may_be_known(parts: Parts, figure: Tally | None) -> bool:
    """Whether what is left of the figure beside its parts is five or more, or nothing."""
    rest: Tally | None = figure
    for part in WITHIN:
        if part in parts:
            rest = _left_of(rest, parts[part])
            if rest is None:
                return False
    return True


Beside = tuple[Tally | None, Mapping[MonthPart, Tally]]


def _nothing_between(before: Beside, after: Beside) -> bool:
    """Whether every sum of what is told at both times stayed, or changed by five answers at least."""
    both = [part for part in MonthPart if part in before[1] and part in after[1]]
    cells = [(before[1][part], after[1][part]) for part in both]
    if before[0] is not None and after[0] is not None:
        inside = [part for part in both if part in WITHIN]
        cells.append((_without_all(before, inside), _without_all(after, inside)))
    for chosen in range(1, 2 ** len(cells)):
        pairs = [cell for place, cell in enumerate(cells) if chosen >> place & 1]
        apart = difference(total(pair[0] for pair in pairs), total(pair[1] for pair in pairs))
        if 0 < apart < SMALLEST_SHOWN:
            return False
    return True


def _without_all(beside: Beside, parts: list[MonthPart]) -> Tally:
    return without(beside[0] or Tally(), total(beside[1][part] for part in parts))


def _left_of(rest: Tally | None, part: Tally) -> Tally | None:
    """What is left of a figure beside a part of it; None when that may not be known."""
    if rest is None or any(one > whole for one, whole in zip(part.counts, rest.counts, strict=True)):
        return None
    left = without(rest, part)
    return left if left.shown or not left.n else None


def _counted(
    ctx: Context, since: date, before: date, points: Points
) -> tuple[Mapping[Key, uuid.UUID], Mapping[Key, Parts]]:
    d = SurveyDay
    year, month = extract("year", d.day), extract("month", d.day)
    which = or_(*(and_(d.question == question, d.validity == validity) for question, validity in _CELLS))
    rows = ctx.session.execute(
        select(
            d.service_point_id, d.agency_id, d.question, d.validity, year, month,
            *(func.sum(getattr(d, name)) for name in _COUNTS),
        )
        .where(which, d.day >= since, d.day < before, *among(d.service_point_id, points))
        .group_by(d.service_point_id, d.agency_id, d.question, d.validity, year, month)
    )  # fmt: skip
    agencies: dict[Key, uuid.UUID] = {}
    found: dict[Key, Parts] = defaultdict(dict)
    for row in rows:
        key = (row[0], date(int(row[4]), int(row[5]), 1))
        agencies[key] = row[1]
        found[key][_CELLS[row[2], row[3]]] = tally_of(row[6:])
    return agencies, found


def _told(ctx: Context, since: date, points: Points) -> Mapping[Key, Parts]:
    p = SurveyMonthPart
    rows = ctx.session.execute(
        select(p.service_point_id, p.month, p.part, *(getattr(p, name) for name in _COUNTS)).where(
            p.month >= since, *among(p.service_point_id, points)
        )
    )
    found: dict[Key, Parts] = defaultdict(dict)
    for row in rows:
        found[row[0], row[1]][row[2]] = tally_of(row[3:])
    return found


def _figures(ctx: Context, since: date, points: Points) -> Mapping[Key, Tally]:
    m = SurveyMonth
    rows = ctx.session.execute(
        select(m.service_point_id, m.month, *(getattr(m, name) for name in _COUNTS)).where(
            m.month >= since, *among(m.service_point_id, points)
        )
    )
    return {(row[0], row[1]): tally_of(row[2:]) for row in rows}


def tally_of(numbers: Any) -> Tally:
    """Counts of 1 to 5 as a tally."""
    c1, c2, c3, c4, c5 = (int(number or 0) for number in numbers)
    return Tally((0, c1, c2, c3, c4, c5))


def _write(ctx: Context, key: Key, part: MonthPart, tally: Tally | None, agency_id: uuid.UUID | None) -> None:
    p = SurveyMonthPart
    here = (p.service_point_id == key[0], p.month == key[1], p.part == part)
    ctx.session.execute(delete(p).where(*here))
    if tally is not None:
        counts = dict(zip(_COUNTS, tally.counts[1:], strict=True))
        ctx.session.execute(
            insert(p).values(
                service_point_id=key[0],
                month=key[1],
                part=part,
                agency_id=agency_id,
                mark=mark_of(ctx.keys, *key, tally, part),
                **counts,
            )
        )
