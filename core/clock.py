"""Time at the edges. Domains get `now` in the Context; only entry points call `utc_now`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def utc_now() -> datetime:
    """The present moment, aware, UTC."""
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """The same moment on the clock of Vietnam."""
    return moment.astimezone(VIETNAM)


def local_date(moment: datetime) -> date:
    """The calendar day in Vietnam on which the moment falls."""
    return moment.astimezone(VIETNAM).date()


def end_of_day(day: date) -> datetime:
    """The last second (23:59:59) of a day in Vietnam, as an aware UTC moment. Civil Code art. 148(5)."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=VIETNAM).astimezone(UTC)


def start_of_day(day: date) -> datetime:
    """Midnight at which a day begins in Vietnam, as an aware UTC moment."""
    return datetime(day.year, day.month, day.day, tzinfo=VIETNAM).astimezone(UTC)
