"""Which hours of a counter are odd, and why. Pure.

Volume alone marks nothing while a counter is open: a hall may be full. An hour must bring far more than this counter's
own days ever explain **and** most of what is too much must be one face. What no honest day explains are many answers
at an hour of the day at which nobody comes, and counts from hour to hour more even than chance can be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.clock import local_date
from core.text import N_
from surveys.patterns.chance import count_tail, evenness, share_tail
from surveys.patterns.usual import Usual

BURST = N_("Nhiều lượt giống nhau trong một giờ, gấp nhiều lần thường ngày")
DAY = N_("Cả ngày nhiều lượt gấp nhiều lần thường ngày, phần nhiều một kiểu")
CLOSED = N_("Nhiều lượt vào giờ mà quầy này không có ai")
EVEN = N_("Giờ nào cũng gần như bằng nhau, đều hơn mức ngẫu nhiên")

ALIKE = 0.9
# Hours in a row, each with some, before evenness says anything; and how many answers in them.
_ROW, _ROW_ANSWERS, _ROW_LEAST = 8, 40, 3
SPAN = timedelta(hours=24)
# Of a day that is too much as a whole, the hours above their own usual are marked.
_ABOVE = 1.5


@dataclass(frozen=True, slots=True)
class Bounds:
    """How rarely an honest counter may be taken for a stuffed one, as probabilities; and the fewest to look at."""

    fewest: int
    hour: float
    mix: float


Scores = Mapping[int, int]


def judge(hours: Mapping[datetime, Scores], usual: Usual, bounds: Bounds) -> Mapping[datetime, str]:
    """The odd hours among these (the last day of one counter, hour by hour), each with its reason."""
    found: dict[datetime, str] = dict.fromkeys(_even_hours(hours, bounds), EVEN)
    found |= _odd_days(hours, usual, bounds)
    for hour, scores in hours.items():
        reason = _odd_hour(hour, scores, usual, bounds)
        if reason:
            found[hour] = reason
    return found


def _odd_hour(hour: datetime, scores: Scores, usual: Usual, bounds: Bounds) -> str:
    total, mean = sum(scores.values()), usual.mean(hour)
    if total < bounds.fewest or count_tail(total, mean, usual.hour_spread) >= bounds.hour:
        return ""
    if usual.closed(hour):
        return CLOSED
    return BURST if _one_sided(scores, mean, usual, bounds.mix) else ""


def _odd_days(hours: Mapping[datetime, Scores], usual: Usual, bounds: Bounds) -> dict[datetime, str]:
    found: dict[datetime, str] = {}
    for day in sorted({local_date(hour) for hour in hours}):
        own = {hour: scores for hour, scores in hours.items() if local_date(hour) == day}
        sums = {face: sum(scores.get(face, 0) for scores in own.values()) for face in range(1, 6)}
        total, mean = sum(sums.values()), _mean_of_day(own, usual)
        if total < 2 * bounds.fewest or count_tail(total, mean, usual.day_spread) >= bounds.hour:
            continue
        if _one_sided(sums, mean, usual, bounds.mix):
            above = (hour for hour, scores in own.items() if sum(scores.values()) > _ABOVE * usual.mean(hour))
            found |= dict.fromkeys(above, DAY)
    return found


def _mean_of_day(own: Mapping[datetime, Scores], usual: Usual) -> float:
    """How many usually came between the first and the last of these hours."""
    first, last = min(own), max(own)
    hours = int((last - first) / timedelta(hours=1)) + 1
    return sum(usual.mean(first + timedelta(hours=one)) for one in range(hours))


def _one_sided(scores: Scores, mean: float, usual: Usual, rare: float) -> bool:
    """Whether nearly all are one face, or what is too much is mostly one face that is not usually so frequent."""
    total = sum(scores.values())
    if max(scores.values(), default=0) >= ALIKE * total:
        return True
    for face, share in enumerate(usual.shares, start=1):
        extra = scores.get(face, 0) - mean * share
        if 2 * extra >= total - mean and _chance_of(scores.get(face, 0), total, share, usual.mood) < rare:
            return True
    return False


def _chance_of(hits: int, total: int, share: float, mood: float) -> float:
    # Any of the five could have been the one.
    return 5 * share_tail(hits, total, share, mood)


def _even_hours(hours: Mapping[datetime, Scores], bounds: Bounds) -> Sequence[datetime]:
    """The last hours in a row, when their counts are more even than chance."""
    if not hours:
        return ()
    row: list[datetime] = []
    at = max(hours)
    while sum(hours.get(at, {}).values()) >= _ROW_LEAST and len(row) * timedelta(hours=1) < SPAN:
        row.append(at)
        at -= timedelta(hours=1)
    counts = [sum(hours[hour].values()) for hour in row]
    if len(row) < _ROW or sum(counts) < _ROW_ANSWERS or evenness(counts) >= bounds.hour:
        return ()
    return row
