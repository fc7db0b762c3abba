"""What the numbers say and how surely: counts, the satisfied share and its Wilson interval. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import sqrt

# The two-sided 95 % point of the normal distribution.
Z95 = 1.959963984540054
# Comparisons come many at a time: of a hundred lines that are alike, one would look different by chance.
Z99 = 2.5758293035489004
# A figure over fewer answers is not shown in public: it could point to one person (law sheet §9.8).
SMALLEST_SHOWN = 5
SATISFIED_FROM = 4


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each value 0…5 was given; 0 is "not applicable" and never part of the denominator."""

    counts: tuple[int, int, int, int, int, int] = (0, 0, 0, 0, 0, 0)

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        a, b = self.counts, other.counts
        return Tally((a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3], a[4] + b[4], a[5] + b[5]))

    @property
    def n(self) -> int:
        """Answers that count: without "not applicable"."""
        return sum(self.counts[1:])

    @property
    def satisfied(self) -> int:
        """hài lòng and rất hài lòng."""
        return sum(self.counts[SATISFIED_FROM:])

    @property
    def share(self) -> float | None:
        """The satisfied among those who answered; None without answers."""
        return self.satisfied / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % Wilson interval of the share."""
        return wilson(self.satisfied, self.n)

    @property
    def low(self) -> float:
        """Lower end of the interval."""
        return self.interval[0]

    @property
    def high(self) -> float:
        """Upper end of the interval."""
        return self.interval[1]

    @property
    def shown(self) -> bool:
        """Whether there are enough answers for the public to see."""
        return self.n >= SMALLEST_SHOWN


def total(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    result = Tally()
    for tally in tallies:
        result = result + tally
    return result


def wilson(successes: int, n: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval of a share (Wilson 1927), clipped to 0…1; (0, 1) when nothing is known."""
    if n == 0:
        return 0.0, 1.0
    share = successes / n
    spread = z * z / n
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * sqrt(share * (1 - share) / n + spread / (4 * n))
    # At the ends the exact bound is 0 or 1; rounding must not leave a hair's breadth.
    low = 0.0 if successes == 0 else max(0.0, middle - half)
    high = 1.0 if successes == n else min(1.0, middle + half)
    return low, high


# With fewer answers on either side a comparison says more about chance than about people.
FEWEST_COMPARED = 30


class Comparison(StrEnum):
    """Whether two shares really differ."""

    HIGHER = "higher"
    LOWER = "lower"
    UNCLEAR = "unclear"
    TOO_FEW = "too_few"


def difference_interval(one: Tally, other: Tally, z: float = Z99) -> tuple[float, float]:
    """The interval of one share minus another, from both Wilson intervals (Newcombe 1998, method 10)."""
    share, rest = one.share or 0.0, other.share or 0.0
    low, high = wilson(one.satisfied, one.n, z)
    rest_low, rest_high = wilson(other.satisfied, other.n, z)
    apart = share - rest
    down = sqrt((share - low) ** 2 + (rest_high - rest) ** 2)
    up = sqrt((high - share) ** 2 + (rest - rest_low) ** 2)
    return apart - down, apart + up


def compare(one: Tally, other: Tally) -> Comparison:
    """How a share stands to another: only what chance does not explain is called a difference."""
    if min(one.n, other.n) < FEWEST_COMPARED:
        return Comparison.TOO_FEW
    low, high = difference_interval(one, other)
    if low > 0:
        return Comparison.HIGHER
    return Comparison.LOWER if high < 0 else Comparison.UNCLEAR


def without(whole: Tally, part: Tally) -> Tally:
    """What is left of the whole when a part of it is taken away."""
    left = [a - b for a, b in zip(whole.counts, part.counts, strict=True)]
    return Tally((left[0], left[1], left[2], left[3], left[4], left[5]))


@dataclass(frozen=True, slots=True)
class Week:
    """One calendar week (Monday to Sunday) of a trend."""

    monday: date
    tally: Tally


def by_week(days: Iterable[tuple[date, Tally]], *, since: date, until: date) -> Sequence[Week]:
    """Group days into weeks, without gaps: a week nobody answered is there with n = 0."""
    monday = since - timedelta(days=since.weekday())
    weeks: dict[date, Tally] = {}
    while monday <= until:
        weeks[monday] = Tally()
        monday += timedelta(days=7)
    for day, tally in days:
        start = day - timedelta(days=day.weekday())
        if start in weeks:
            weeks[start] = weeks[start] + tally
    return [Week(start, tally) for start, tally in weeks.items()]


# Shewhart's three standard errors: of a steady counter about one week in seven hundred would fall outside by chance.
SIGMAS = 3.0
# Fewer weeks than this are no picture of what is usual.
FEWEST_WEEKS = 6
# Half a year: long enough for steady limits, short enough to forget how things were under another organisation.
USUAL_WEEKS = 26


@dataclass(frozen=True, slots=True)
class Limits:
    """What is usual for a week with this many answers: the centre and the limits around it."""

    centre: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Drop:
    """A week whose share fell below what chance explains."""

    week: Week
    limits: Limits


def limits_for(n: int, before: Tally) -> Limits | None:
    """The p-chart's limits for n answers, from the weeks before; None when those hold nothing."""
    centre = before.share
    if centre is None or n == 0:
        return None
    spread = SIGMAS * sqrt(centre * (1 - centre) / n)
    return Limits(centre, max(0.0, centre - spread), min(1.0, centre + spread))


def with_limits(weeks: Sequence[Week], *, memory: int | None = None) -> Sequence[Limits | None]:
    """For each week its limits, from the weeks before it; None while those are too few, or it has too few answers.

    `memory`: from how many calendar weeks before it; all that are given when None.
    """
    found: list[Limits | None] = []
    for place, week in enumerate(weeks):
        earlier = weeks[0 if memory is None else max(0, place - memory) : place]
        before = [one.tally for one in earlier if one.tally.shown]
        known = week.tally.shown and len(before) >= FEWEST_WEEKS
        found.append(limits_for(week.tally.n, total(before)) if known else None)
    return found


def find_drop(weeks: Sequence[Week]) -> Drop | None:
    """The last finished week with answers, when it fell below its lower limit: a real drop, worth a look."""
    pairs = [(week, limits) for week, limits in zip(weeks, with_limits(weeks), strict=True) if week.tally.shown]
    if not pairs:
        return None
    week, limits = pairs[-1]
    share = week.tally.share
    return Drop(week, limits) if limits is not None and share is not None and share < limits.low else None
