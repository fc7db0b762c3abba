"""Counting a term by the Civil Code (art. 147, 148). Pure: the same facts always give the same date."""

from __future__ import annotations

import calendar as months
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from core.clock import end_of_day, local_date
from deadlines.calendar import ONE_DAY, Skipped, WorkCalendar, days_after
from deadlines.states import Direction, SkipReason, Unit

COUNTABLE = frozenset({Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS, Unit.HOURS})


class Term(Protocol):
    """What a date depends on: RuleFacts, or a rule as it was read."""

    @property
    def length(self) -> int | None:
        """How many units; None for a rule without one length."""

    @property
    def unit(self) -> Unit:
        """What they are counted in."""

    @property
    def direction(self) -> Direction:
        """After the event or before it."""

    @property
    def other_length(self) -> int | None:
        """The length of a second term that counts if it ends earlier."""

    @property
    def other_unit(self) -> Unit | None:
        """Its unit."""


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What the date depends on. The other term, when there is one, counts if it ends earlier (law sheet row 33)."""

    length: int | None
    unit: Unit
    direction: Direction = Direction.WITHIN
    other_length: int | None = None
    other_unit: Unit | None = None

    def longer_by(self, extension: int) -> RuleFacts:
        """The same rule with an extension, counted in its own unit."""
        if not extension or self.length is None:
            return self
        other = None if self.other_length is None else self.other_length + extension
        return replace(self, length=self.length + extension, other_length=other)


@dataclass(frozen=True, slots=True)
class Pause:
    """A time that does not count: days after the pause's day, up to and including the day of resumption."""

    started_at: datetime
    ended_at: datetime

    def covers(self, day: date) -> bool:
        """Whether the day is lost to the pause."""
        return local_date(self.started_at) < day <= local_date(self.ended_at)


@dataclass(frozen=True, slots=True)
class Moved:
    """The last day was a day off (`off`), so the term ends on the working day `to`."""

    off: Skipped
    to: date


@dataclass(frozen=True, slots=True)
class Computation:
    """A due date and how it came about. `length` and `unit` are those of the term that decided."""

    due_at: datetime | None
    length: int | None
    unit: Unit
    direction: Direction
    counted: tuple[date, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    moved: Moved | None = None
    other: Computation | None = None


def compute_due(rule: Term, started_at: datetime, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> Computation:
    """When a term that began (or, counted backwards, whose event is) at the moment ends.

    The day of the event is not counted; working days skip days off; a term in days or months whose last day is off
    ends with the next working day (backwards: the working day before, so that the time in between is never shorter);
    hours run from the moment itself. A rule without a length has no due date. Civil Code art. 147, 148.
    """
    first = _compute(rule.length, rule.unit, rule.direction, started_at, calendar, pauses)
    if rule.other_length is None or rule.other_unit is None:
        return first
    second = _compute(rule.other_length, rule.other_unit, rule.direction, started_at, calendar, pauses)
    if first.due_at is None or second.due_at is None:
        return first
    if first.due_at <= second.due_at:
        return replace(first, other=second)
    return replace(second, other=first)


def _compute(
    length: int | None, unit: Unit, direction: Direction, started_at: datetime, calendar: WorkCalendar,
    pauses: Sequence[Pause],
) -> Computation:  # fmt: skip
    if length is None or unit not in COUNTABLE:
        return Computation(None, length, unit, direction)
    if unit is Unit.HOURS:
        return Computation(_hours(length, direction, started_at, pauses), length, unit, direction)
    start = local_date(started_at)
    if direction is Direction.BEFORE:
        counted, skipped = _backwards(length, unit, start, calendar)
    elif unit is Unit.WORKING_DAYS:
        counted, skipped = _working_days(length, start, calendar, pauses)
    else:
        counted, skipped = _calendar_days(_in_days(length, unit, start), start, pauses)
    moved, passed = _move(counted[-1] if counted else start, direction, calendar, pauses)
    due_on = moved.to if moved else (counted[-1] if counted else start)
    return Computation(end_of_day(due_on), length, unit, direction, tuple(counted), (*skipped, *passed), moved)


def _hours(length: int, direction: Direction, started_at: datetime, pauses: Sequence[Pause]) -> datetime:
    if direction is Direction.BEFORE:
        return started_at.astimezone(UTC) - timedelta(hours=length)
    due = started_at.astimezone(UTC) + timedelta(hours=length)
    for pause in sorted(pauses, key=lambda pause: pause.started_at):
        if pause.started_at < due:  # what was already overdue stays overdue
            due += pause.ended_at - pause.started_at
    return due


def _working_days(
    length: int, start: date, calendar: WorkCalendar, pauses: Sequence[Pause]
) -> tuple[list[date], list[Skipped]]:
    counted: list[date] = []
    skipped: list[Skipped] = []
    day = start
    while len(counted) < length:
        day += ONE_DAY
        off = calendar.why_off(day) or _paused(day, pauses)
        if off:
            skipped.append(off)
        else:
            counted.append(day)
    return counted, skipped


def _calendar_days(length: int, start: date, pauses: Sequence[Pause]) -> tuple[list[date], list[Skipped]]:
    counted: list[date] = []
    skipped: list[Skipped] = []
    day = start
    while len(counted) < length:
        day += ONE_DAY
        paused = _paused(day, pauses)
        if paused:
            skipped.append(paused)
        else:
            counted.append(day)
    return counted, skipped


def _backwards(length: int, unit: Unit, event: date, calendar: WorkCalendar) -> tuple[list[date], list[Skipped]]:
    counted: list[date] = []
    skipped: list[Skipped] = []
    day = event
    days = (event - add_months(event, -length)).days if unit is Unit.MONTHS else length
    while len(counted) < days:
        day -= ONE_DAY
        off = calendar.why_off(day) if unit is Unit.WORKING_DAYS else None
        if off:
            skipped.append(off)
        else:
            counted.append(day)
    return counted, skipped


def _move(
    last: date, direction: Direction, calendar: WorkCalendar, pauses: Sequence[Pause]
) -> tuple[Moved | None, list[Skipped]]:
    off = calendar.why_off(last)
    if off is None:
        return None, []
    if direction is Direction.BEFORE:
        to = calendar.previous_working_day(last)
        between = [day for day in days_after(to, last) if day != last][::-1]
    else:
        to = calendar.next_working_day(last)
        while _paused(to, pauses):  # a pause that began on the last day takes the extra day too
            to = calendar.next_working_day(to + ONE_DAY)
        between = [day for day in days_after(last, to) if day != to]
    passed = [reason for day in between if (reason := calendar.why_off(day) or _paused(day, pauses))]
    return Moved(off, to), passed


def _paused(day: date, pauses: Sequence[Pause]) -> Skipped | None:
    return Skipped(day, SkipReason.PAUSED) if any(pause.covers(day) for pause in pauses) else None


def _in_days(length: int, unit: Unit, start: date) -> int:
    """A term in months as days: it ends on the same day of its last month, or that month's last day (art. 148.3)."""
    return length if unit is Unit.CALENDAR_DAYS else (add_months(start, length) - start).days


def add_months(day: date, count: int) -> date:
    """The same day of the month so many months on; the month's last day when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))
