"""How a clock looks from now: on time, due soon, overdue … Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.clock import local_date
from deadlines.calendar import WorkCalendar
from deadlines.states import ClockState, StandingKind

SOON = 2  # working days


@dataclass(frozen=True, slots=True)
class Standing:
    """`working_days_left` counts from tomorrow to the due day (0: due today); `overdue_days` counts all days."""

    kind: StandingKind
    working_days_left: int | None = None
    overdue_days: int = 0


def standing_of(
    *,
    state: ClockState,
    due_at: datetime | None,
    now: datetime,
    calendar: WorkCalendar,
    met_at: datetime | None = None,
    paused_at: datetime | None = None,
) -> Standing:
    """The standing of a clock from the few facts that a list keeps beside its rows."""
    if state is ClockState.STOPPED:
        return Standing(StandingKind.STOPPED)
    if state is ClockState.MET:
        late = due_at is not None and met_at is not None and met_at > due_at
        return Standing(StandingKind.MET_LATE if late else StandingKind.MET, None, _days_over(due_at, met_at))
    if due_at is None:
        return Standing(StandingKind.OPEN_ENDED)
    seen_from = paused_at if state is ClockState.PAUSED and paused_at else now  # what is left waits for the resumption
    left = calendar.working_days_between(local_date(seen_from), local_date(due_at))
    if state is ClockState.PAUSED:
        return Standing(StandingKind.PAUSED, max(left, 0))
    if now > due_at:
        return Standing(StandingKind.OVERDUE, None, _days_over(due_at, now))
    return Standing(StandingKind.DUE_SOON if left <= SOON else StandingKind.ON_TIME, left)


def _days_over(due_at: datetime | None, moment: datetime | None) -> int:
    if due_at is None or moment is None or moment <= due_at:
        return 0
    return max((local_date(moment) - local_date(due_at)).days, 0)
