"""The working calendar of Vietnam: weekends, holidays, days in lieu, swapped days, make-up working Saturdays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from deadlines.states import DayKind, SkipReason

ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_OFF = {
    DayKind.HOLIDAY: SkipReason.HOLIDAY,
    DayKind.IN_LIEU: SkipReason.IN_LIEU,
    DayKind.SWAPPED_OFF: SkipReason.SWAPPED_OFF,
}


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that was not counted, and why; `name` is the holiday's name when it has one."""

    date: date
    reason: SkipReason
    name: str = ""


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked. `days` holds only the days that differ from their weekday.

    Labour Code art. 111, 112; Resolution 28/2026/QH16 (24/11); yearly notices of swapped days.
    """

    days: Mapping[date, DayKind]
    names: Mapping[date, str] = field(default_factory=dict)
    provisional_years: frozenset[int] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on the day."""
        kind = self.days.get(day)
        if kind is DayKind.MAKEUP_WORKING:
            return True
        return kind not in _OFF and day.weekday() < _SATURDAY

    def why_off(self, day: date) -> Skipped | None:
        """Why the day is off; None when it is worked. A holiday's name goes before the weekday's."""
        if self.is_working_day(day):
            return None
        kind = self.days.get(day)
        if kind is not None and kind in _OFF:
            return Skipped(day, _OFF[kind], self.names.get(day, ""))
        return Skipped(day, SkipReason.SATURDAY if day.weekday() == _SATURDAY else SkipReason.SUNDAY)

    def next_working_day(self, day: date) -> date:
        """The day itself when it is worked, else the first worked day after it."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def previous_working_day(self, day: date) -> date:
        """The day itself when it is worked, else the last worked day before it."""
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The count-th working day after the day (which is not counted itself); before it when negative."""
        step = ONE_DAY if count >= 0 else -ONE_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Working days after `first` up to and including `last`; negative when `last` lies before."""
        if last < first:
            return -self.working_days_between(last, first)
        return sum(1 for day in days_after(first, last) if self.is_working_day(day))


def days_after(first: date, last: date) -> Iterator[date]:
    """Every day after `first` up to and including `last`."""
    day = first
    while day < last:
        day += ONE_DAY
        yield day
