"""What is usual at a counter: how many come in which hour of the week, how much days differ, which faces. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import fmean, median

from core.clock import local, local_date

# With less behind it nothing is usual yet.
FEWEST_DAYS = 5
FEWEST_ANSWERS = 30
# An hour counts as this many times a usual one at most: what was stuffed last week does not become usual.
_CAP = 4.0
# The hour of the day, over all days that were open, weighs as much as so many weeks of the same weekday.
_WEEKS_LENT = 4.0
_LEAST_MEAN = 0.05
_MOST_SPREAD = 4.0
_MOST_MOOD = 0.5
# Nobody is at a counter in an hour of the day that brings so little of what it gets.
_CLOSED_SHARE = 0.01
# Five answers of before anybody rated: a face that was never chosen is rare, not impossible.
_BEFORE = (0.25, 0.25, 0.5, 1.5, 2.5)
_FACES = 5
_FROM_MEAN = 0.5

Faces = tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Spreads:
    """How much honest days differ at the very least: in volume (squared coefficient of variation) and in mood."""

    volume: float
    mood: float


@dataclass(frozen=True, slots=True)
class Usual:
    """The usual of one counter."""

    by_week: Mapping[tuple[int, int], float]
    by_hour: Mapping[int, float]
    weeks: int
    hour_spread: float
    day_spread: float
    shares: tuple[float, ...]
    mood: float

    def mean(self, hour: datetime) -> float:
        """How many usually come in this hour of the week."""
        at = local(hour)
        lent = self.by_hour.get(at.hour, 0.0) * _WEEKS_LENT
        own = self.by_week.get((at.weekday(), at.hour), 0.0) * self.weeks
        return max(_LEAST_MEAN, (lent + own) / (_WEEKS_LENT + self.weeks))

    def closed(self, hour: datetime) -> bool:
        """Whether next to nothing ever comes at this hour of the day, on whichever day."""
        return self.by_hour.get(local(hour).hour, 0.0) <= _CLOSED_SHARE * sum(self.by_hour.values())


def usual_of(counts: Mapping[datetime, int], faces: Sequence[Faces], least: Spreads) -> Usual | None:
    """What is usual by the counts of past hours and the faces of past days; None while there is too little."""
    if len(faces) < FEWEST_DAYS or sum(map(sum, faces)) < FEWEST_ANSWERS or not counts:
        return None
    cap = _CAP * max(median(counts.values()), 1.0)
    capped = {hour: min(float(number), cap) for hour, number in counts.items() if number}
    days = {local_date(hour) for hour in capped}
    weeks = max(1, -(-((max(days) - min(days)).days + 1) // 7))
    by_hour: dict[int, float] = defaultdict(float)
    by_week: dict[tuple[int, int], float] = defaultdict(float)
    for hour, number in capped.items():
        at = local(hour)
        by_hour[at.hour] += number / len(days)
        by_week[at.weekday(), at.hour] += number / weeks
    bare = Usual(by_week, by_hour, weeks, least.volume, least.volume, _shares(faces), least.mood)
    hour_spread, day_spread = _spreads(bare, capped, sorted(days), least.volume)
    return Usual(by_week, by_hour, weeks, hour_spread, day_spread, bare.shares, _mood(faces, bare.shares, least.mood))


def _shares(faces: Sequence[Faces]) -> tuple[float, ...]:
    sums = [sum(day[face] for day in faces) + _BEFORE[face] for face in range(_FACES)]
    return tuple(one / sum(sums) for one in sums)


def _spreads(usual: Usual, counts: Mapping[datetime, float], days: Sequence[date], least: float) -> tuple[float, float]:
    """By how much hours, and whole days, differ beyond chance (method of moments)."""
    start = {local_date(hour): hour - timedelta(hours=local(hour).hour) for hour in counts}
    hours: list[tuple[float, float]] = []
    whole: list[tuple[float, float]] = []
    for day in days:
        open_hours = [start[day] + timedelta(hours=one) for one in sorted(usual.by_hour)]
        pairs = [(counts.get(hour, 0.0), usual.mean(hour)) for hour in open_hours]
        hours += [pair for pair in pairs if pair[1] >= _FROM_MEAN]
        whole.append((sum(one for one, _ in pairs), sum(mean for _, mean in pairs)))
    return _beyond_chance(hours, least), _beyond_chance(whole, least)


def _beyond_chance(pairs: Sequence[tuple[float, float]], least: float) -> float:
    squares = sum(mean * mean for _, mean in pairs)
    if not squares:
        return least
    found = sum((number - mean) ** 2 - mean for number, mean in pairs) / squares
    return min(max(found, least), _MOST_SPREAD)


def _mood(faces: Sequence[Faces], shares: Sequence[float], least: float) -> float:
    """How much the answers of one day hang together, by how far each day's faces lie from the usual ones."""
    found = []
    for day in faces:
        n = sum(day)
        if n > 1:
            distance = sum((day[face] - n * shares[face]) ** 2 / (n * shares[face]) for face in range(_FACES))
            found.append((distance / (_FACES - 1) - 1) / (n - 1))
    return min(max(fmean(found), least), _MOST_MOOD) if found else least
