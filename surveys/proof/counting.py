"""Counting the answers of a service point anew, and holding the kept counts against them.

In stretches of a quarter of a year, each read as of one moment and without a lock: whoever rates meanwhile waits for
nobody, and an answer is there together with its counts or not at all.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, func, select, text

from core.clock import local_date, start_of_day
from core.context import Context
from surveys.answering import own_cells
from surveys.forms import OVERALL, QuestionSet, cells_of
from surveys.models import SurveyAnswer, SurveyDay, SurveyMonth
from surveys.parts.models import SurveyMonthPart
from surveys.parts.telling import CELL_OF
from surveys.proof.states import Summary
from surveys.publishing import difference, first_of_next, mark_of
from surveys.queries import get_form
from surveys.states import Validity
from surveys.statistics import SMALLEST_SHOWN, Tally

Numbers = tuple[int, int, int, int, int, int]
Key = tuple[date, str, Validity]
_COUNTS = tuple(getattr(SurveyDay, name) for name in ("c0", "c1", "c2", "c3", "c4", "c5"))
_TOLD = tuple(getattr(SurveyMonth, name) for name in ("c1", "c2", "c3", "c4", "c5"))
_NOTHING: Numbers = (0, 0, 0, 0, 0, 0)
_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A service point, and whose it is."""

    id: uuid.UUID
    agency_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class Stretch:
    """From a day (included) to another (not included), both the first of a month."""

    since: date
    before: date


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell whose kept counts (None: no row) are not those of the answers."""

    place: Place
    summary: Summary
    day: date
    question: str
    validity: Validity
    kept: Numbers | None
    counted: Numbers | None


@dataclass(slots=True)
class Found:
    """What was proved of a service point."""

    place: Place
    answers: int = 0
    differences: list[Difference] = field(default_factory=list)


def as_of_one_moment(ctx: Context) -> None:
    """Let all statements of this reading see the same moment; call it before the first of them."""
    if ctx.session.get_bind().dialect.name == "postgresql":  # SQLite does so by itself
        ctx.session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))


def stretches(ctx: Context, place: Place) -> Sequence[Stretch]:
    """The quarters in which the service point has answers or counts. Three statements."""
    a, d, m = SurveyAnswer, SurveyDay, SurveyMonth
    hours = ctx.session.execute(select(func.min(a.hour), func.max(a.hour)).where(a.service_point_id == place.id)).one()
    days = ctx.session.execute(select(func.min(d.day), func.max(d.day)).where(d.service_point_id == place.id)).one()
    months = select(func.min(m.month), func.max(m.month)).where(m.service_point_id == place.id)
    ends = [*(local_date(hour) for hour in hours if hour), *(day for day in days if day)]
    ends += [month for month in ctx.session.execute(months).one() if month]
    return list(_quarters(min(ends), max(ends))) if ends else ()


def _quarters(first: date, last: date) -> Iterator[Stretch]:
    since = first.replace(month=(first.month - 1) // _MONTHS * _MONTHS + 1, day=1)
    while since <= last:
        before = since
        for _ in range(_MONTHS):
            before = first_of_next(before)
        yield Stretch(since, before)
        since = before


def prove(ctx: Context, place: Place, stretch: Stretch) -> Found:
    """Hold the counts of a stretch against its answers. Five statements."""
    counted = _Counted(ctx, place, stretch)
    found = Found(place, counted.answers)
    kept = _kept_days(ctx, place, stretch)
    for key in sorted(set(counted.cells) | set(kept)):
        ours, theirs = kept.get(key), counted.cells.get(key)
        if (ours or _NOTHING) != (theirs or _NOTHING):
            found.differences.append(Difference(place, Summary.DAY, *key, ours, theirs))
    found.differences += _wrong_months(ctx, place, stretch, counted)
    found.differences += _wrong_parts(ctx, place, stretch, counted)
    return found


def recount(ctx: Context, place: Place, key: Key) -> Numbers:
    """What the answers say of one cell of a day."""
    day = key[0]
    counted = _Counted(ctx, place, Stretch(day, date.fromordinal(day.toordinal() + 1)))
    return counted.cells.get(key, _NOTHING)


def recount_month(
    ctx: Context, place: Place, month: date, question: str = OVERALL, validity: Validity = Validity.VALID
) -> Numbers:
    """What the answers of a month say."""
    return _Counted(ctx, place, Stretch(month, first_of_next(month))).month(month, question, validity)


class _Counted:
    """The answers of a stretch, counted by the cells of their days."""

    def __init__(self, ctx: Context, place: Place, stretch: Stretch) -> None:
        a = SurveyAnswer
        self._cells: dict[Key, list[int]] = {}
        self.answers = 0
        here = (
            a.service_point_id == place.id, a.hour >= start_of_day(stretch.since), a.hour < start_of_day(stretch.before)
        )  # fmt: skip
        late = case((a.waited > 0, 1), else_=0)
        alike = (a.hour, a.validity, a.overall, a.channel, late)
        for hour, validity, overall, channel, waited, many in ctx.session.execute(
            select(*alike, func.count()).where(*here).group_by(*alike)
        ):
            self.answers += many
            for name in own_cells(channel, waited):
                self._add(hour, name, validity, overall, many)
        self._details(ctx, here)
        self.cells: Mapping[Key, Numbers] = {key: _numbers(cell) for key, cell in self._cells.items()}

    def _details(self, ctx: Context, here: Sequence[Any]) -> None:
        a = SurveyAnswer
        forms: dict[uuid.UUID, QuestionSet] = {}
        more = select(a.hour, a.validity, a.form_id, a.details).where(*here, a.details.is_not(None))
        for row in ctx.session.execute(more.execution_options(yield_per=2000)):
            if row.form_id not in forms:
                forms[row.form_id] = get_form(ctx, row.form_id)
            for name, value in cells_of(forms[row.form_id], row.details):
                self._add(row.hour, name, row.validity, value, 1)

    def _add(self, hour: datetime, question: str, validity: Validity, value: int, many: int) -> None:
        self._cells.setdefault((local_date(hour), question, validity), [0] * 6)[value] += many

    def month(self, month: date, question: str = OVERALL, validity: Validity = Validity.VALID) -> Numbers:
        """The ratings of a month of the stretch, "not applicable" left out as in what is told."""
        end = first_of_next(month)
        days = [
            cell for key, cell in self.cells.items() if month <= key[0] < end and key[1:] == (question, validity)
        ]  # fmt: skip
        return (0, *(sum(cell[value] for cell in days) for value in (1, 2, 3, 4, 5)))  # type: ignore[return-value]


def _kept_days(ctx: Context, place: Place, stretch: Stretch) -> Mapping[Key, Numbers]:
    d = SurveyDay
    rows = ctx.session.execute(
        select(d.day, d.question, d.validity, *_COUNTS)
        .where(d.service_point_id == place.id, d.day >= stretch.since, d.day < stretch.before)
    )  # fmt: skip
    return {(row[0], row[1], row[2]): _numbers(row[3:]) for row in rows}


def _wrong_months(ctx: Context, place: Place, stretch: Stretch, counted: _Counted) -> Iterator[Difference]:
    """What was told keeps its mark; what was told before there were marks may be four answers off, no more (0508)."""
    m = SurveyMonth
    rows = ctx.session.execute(
        select(m.month, m.mark, *_TOLD)
        .where(m.service_point_id == place.id, m.month >= stretch.since, m.month < stretch.before)
        .order_by(m.month)
    )
    for month, mark, *told in rows:
        kept, answers = _numbers([0, *told]), counted.month(month)
        if mark is None:
            wrong = difference(Tally(kept), Tally(answers)) >= SMALLEST_SHOWN
        else:
            wrong = mark != mark_of(ctx.keys, place.id, month, Tally(kept))
        if wrong:
            yield Difference(place, Summary.MONTH, month, OVERALL, Validity.VALID, kept, answers)


def _wrong_parts(ctx: Context, place: Place, stretch: Stretch, counted: _Counted) -> Iterator[Difference]:
    p = SurveyMonthPart
    rows = ctx.session.execute(
        select(p.month, p.part, p.mark, p.c1, p.c2, p.c3, p.c4, p.c5)
        .where(p.service_point_id == place.id, p.month >= stretch.since, p.month < stretch.before)
        .order_by(p.month, p.part)
    )
    for month, part, mark, *told in rows:
        kept, (question, validity) = _numbers([0, *told]), CELL_OF[part]
        answers = counted.month(month, question, validity)
        if mark is None:
            wrong = difference(Tally(kept), Tally(answers)) >= SMALLEST_SHOWN
        else:
            wrong = mark != mark_of(ctx.keys, place.id, month, Tally(kept), part)
        if wrong:
            yield Difference(place, Summary.PART, month, part.value, validity, kept, answers)


def _numbers(cell: Sequence[int]) -> Numbers:
    c0, c1, c2, c3, c4, c5 = (int(number) for number in cell)
    return c0, c1, c2, c3, c4, c5
