"""Counters at which nobody cheats, hour by hour from a seed, and what cheats add. Plain random numbers, no clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from surveys.flags import Known

# A Monday, midnight in Vietnam.
MONDAY = datetime(2026, 3, 1, 17, tzinfo=UTC)
# Office hours: busy mornings, a quiet lunch, some who rate in the evening at home.
PROFILE = {7: 0.6, 8: 1.6, 9: 1.8, 10: 1.5, 11: 0.7, 13: 1.0, 14: 1.4, 15: 1.2, 16: 0.8, 19: 0.1, 20: 0.1}
_WEEKDAYS = (1.4, 1.0, 0.9, 0.9, 1.1, 0.15, 0.0)


@dataclass(frozen=True)
class Habits:
    """What a counter is like: answers in a middling hour, the shares of the five faces, how much days differ."""

    pace: float
    faces: tuple[float, float, float, float, float]
    busy: float = 0.4
    mood: float = 0.02


Hours = dict[datetime, Counter[int]]


def honest_day(random: Random, habits: Habits, day: int, *, times: float = 1.0, bad: float = 0.0) -> Hours:
    """The answers of one day. `times`: so much busier; `bad`: so large a part is very unhappy (machines are down)."""
    shape = 1 / habits.busy**2
    level = random.gammavariate(shape, 1 / shape) * times * _WEEKDAYS[day % 7]
    weight = 1 / habits.mood - 1
    drawn = [random.gammavariate(share * weight, 1.0) for share in habits.faces]
    mood = [one / sum(drawn) * (1 - bad) for one in drawn]
    mood[0] += bad
    found: Hours = {}
    for at, part in PROFILE.items():
        number = _poisson(random, habits.pace * level * part * random.gammavariate(10, 0.1))
        if number:
            found[hour_of(day, at)] = Counter(random.choices(range(1, 6), mood, k=number))
    return found


def hour_of(day: int, at: int) -> datetime:
    """The hour `at` (Vietnam's) of a day counted from a Monday."""
    return MONDAY + timedelta(days=day, hours=at)


def known_of(days: Mapping[int, Hours]) -> Known:
    """What the product would know of such days."""
    counts = {hour: scores.total() for hours in days.values() for hour, scores in hours.items()}
    faces = []
    for hours in days.values():
        both: Counter[int] = sum(hours.values(), Counter())
        if both:
            faces.append((both[1], both[2], both[3], both[4], both[5]))
    return Known(counts, faces)


def until(hours: Hours, last: datetime) -> Hours:
    """What of a day has come by the end of an hour."""
    return {hour: scores for hour, scores in hours.items() if hour <= last}


def _poisson(random: Random, mean: float) -> int:
    number, left = 0, mean
    while left > 0:
        left -= random.expovariate(1.0)
        number += left > 0
    return number
