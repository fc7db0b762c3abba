"""When officials are reminded of a term: at half of it, at 80 %, on its last day, and one working day after. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from core.clock import VIETNAM, local, local_date
from deadlines.calendar import ONE_DAY, WorkCalendar
from deadlines.computing import Computation
from deadlines.states import Direction, ReminderStage

OPENS, CLOSES = time(8), time(17)
_SHARES = ((ReminderStage.HALF, 50), (ReminderStage.MOST, 80))  # per cent


@dataclass(frozen=True, slots=True)
class Planned:
    """A reminder and its moment: always the opening of an office day, or the event itself within office hours."""

    stage: ReminderStage
    at: datetime


def in_office_hours(now: datetime, calendar: WorkCalendar) -> bool:
    """Whether offices are open at the moment; nobody is reminded at night or on a day off."""
    here = local(now)
    return calendar.is_working_day(here.date()) and OPENS <= here.time() < CLOSES


def plan(done: Computation, started_at: datetime, calendar: WorkCalendar) -> tuple[Planned, ...]:
    """The reminders of a term, in order; those that fall on one day are one, the gravest.

    A term that must last at least so long obliges nobody to be done by its end, so nobody is reminded; counted
    backwards from an event it has no beginning, so only its last day and the day after remind.
    """
    if done.due_at is None or done.direction is Direction.AT_LEAST:
        return ()
    last = local_date(done.due_at)
    days = dict(_shares(done, started_at)) if done.direction is Direction.WITHIN else {}
    days[ReminderStage.DUE] = calendar.previous_working_day(last)
    days[ReminderStage.OVERDUE] = calendar.next_working_day(last + ONE_DAY)
    by_day: dict[date, ReminderStage] = {}
    for stage in ReminderStage:  # the later stage of a day replaces the earlier one
        if stage in days:
            by_day[calendar.next_working_day(days[stage])] = stage
    return tuple(Planned(stage, _opening(day)) for day, stage in sorted(by_day.items()))


def reached(planned: Sequence[Planned], now: datetime) -> Planned | None:
    """The last reminder whose moment has come: whoever missed earlier ones gets only this."""
    return next((entry for entry in reversed(planned) if entry.at <= now), None)


def coming(planned: Sequence[Planned], now: datetime) -> Planned | None:
    """The first reminder still to come."""
    return next((entry for entry in planned if entry.at > now), None)


def _shares(done: Computation, started_at: datetime) -> list[tuple[ReminderStage, date]]:
    if done.counted:
        return [(stage, done.counted[(len(done.counted) * share + 99) // 100 - 1]) for stage, share in _SHARES]
    assert done.due_at is not None  # hours: a share of the time itself
    span = done.due_at - started_at
    return [(stage, local_date(started_at + span * share / 100)) for stage, share in _SHARES]


def _opening(day: date) -> datetime:
    return datetime.combine(day, OPENS, tzinfo=VIETNAM).astimezone(UTC)
