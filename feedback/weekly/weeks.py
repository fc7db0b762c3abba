"""Weeks as people here count them: Monday to Sunday, by Vietnam's days. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.clock import end_of_day, local_date, start_of_day

COMPARED = 4  # weeks before this one


@dataclass(frozen=True, slots=True)
class Week:
    """A week, named by its Monday."""

    monday: date

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Its first and last moment."""
        return start_of_day(self.monday), end_of_day(self.sunday)


def week_of(moment: datetime) -> Week:
    """The week a moment falls into."""
    day = local_date(moment)
    return Week(day - timedelta(days=day.weekday()))


def weeks_until(moment: datetime) -> tuple[Week, ...]:
    """This week and those it is compared with, the oldest first."""
    monday = week_of(moment).monday
    return tuple(Week(monday - timedelta(weeks=back)) for back in range(COMPARED, -1, -1))
