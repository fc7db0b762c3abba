"""Counting terms one day at a time, as slowly and plainly as with a paper calendar. Shares nothing with the engine:

no import of it, its calendar written here once more (law sheet §2.6 and the yearly notices), months counted by walking.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

DAY = timedelta(days=1)
HANOI = timezone(timedelta(hours=7))
# Weekdays off, "day/month", by year.
_OFF = {
    2024: "1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9",
    2025: "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9",
    2026: "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11",
    2027: "1/1 4/2 5/2 8/2 9/2 10/2 16/4 30/4 3/5 2/9 3/9 24/11",
}
OFF = {
    date(year, int(month), int(day))
    for year, days in _OFF.items()
    for day, month in (word.split("/") for word in days.split())
}
WORKED = {date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)}  # Saturdays


def worked(day: date) -> bool:
    """Whether offices are open."""
    if day in WORKED:
        return True
    return day.weekday() not in (5, 6) and day not in OFF


def walk(length: int, unit: str, direction: str, start: datetime) -> datetime:
    """When the term ends: the last second of its last day, or the moment when it is counted in hours."""
    back = direction == "before"
    if unit == "hours":
        return start - timedelta(hours=length) if back else start + timedelta(hours=length)
    step = -DAY if back else DAY
    day = start.astimezone(HANOI).date()
    if unit == "months":
        day = _months(day, length, step)
    left = 0 if unit == "months" else length
    while left:
        day += step
        if unit == "calendar_days" or worked(day):
            left -= 1
    while not worked(day):
        day += step
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=HANOI)


def earliest(length: int, unit: str, direction: str, other: tuple[int, str] | None, start: datetime) -> datetime:
    """The same with a second term that counts when it ends earlier."""
    end = walk(length, unit, direction, start)
    return end if other is None else min(end, walk(other[0], other[1], direction, start))


def _months(start: date, count: int, step: timedelta) -> date:
    """Walk until the month is the wanted one, then to the day of the same number or the month's last."""
    day, passed = start, 0
    while passed < count:
        following = day + step
        passed += following.month != day.month
        day = following
    month = day.month
    while (day + DAY).month == month:
        day += DAY
    while day.day > start.day:
        day -= DAY
    return day
