"""Geometry of the server-drawn charts: numbers in, coordinates out. Every chart stands beside its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.statistics import Limits, Tally

WIDTH, HEIGHT = 480, 230
LEFT, RIGHT, TOP, BOTTOM = 58, 34, 14, 40
# Limits are drawn as a step this wide on each side of their point.
_HALF_STEP = 12


@dataclass(frozen=True, slots=True)
class Spot:
    """What a chart is given for one week or month; `limits`: what is usual for it, where that is known."""

    label: str
    tally: Tally
    limits: Limits | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """One value's part of a stacked bar, in percent of its width."""

    value: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Point:
    """One spot of the trend: its place, its interval; `is_drop`: below its lower limit."""

    x: float
    y: float
    low_y: float
    high_y: float
    is_drop: bool


@dataclass(frozen=True, slots=True)
class Step:
    """The control limits around one point."""

    left: float
    right: float
    low_y: float
    high_y: float


@dataclass(frozen=True, slots=True)
class Trend:
    """The trend line: points with enough answers, lines between neighbours, limits, and the grid."""

    points: tuple[Point, ...]
    lines: tuple[str, ...]
    steps: tuple[Step, ...]
    labels: tuple[tuple[float, str], ...]
    grid: tuple[tuple[float, float], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


def stacked(tally: Tally) -> Sequence[Segment]:
    """The distribution from very dissatisfied to very satisfied as parts of one bar."""
    segments, x = [], 0.0
    for value, number in enumerate(tally.counts[1:], start=1):
        width = 100 * number / tally.n if tally.n else 0.0
        if width:
            segments.append(Segment(value, round(x, 2), round(width, 2)))
        x += width
    return segments


def trend(spots: Sequence[Spot]) -> Trend:
    """The satisfied share spot by spot; one with too few answers breaks the line instead of bending it."""
    step = (WIDTH - LEFT - RIGHT) / max(len(spots) - 1, 1)
    points: list[Point] = []
    steps: list[Step] = []
    run: list[Point] = []
    lines: list[list[Point]] = []
    for index, spot in enumerate(spots):
        x = round(LEFT + index * step, 1)
        if spot.limits is not None:
            steps.append(_step(x, spot.limits))
        if spot.tally.share is None or not spot.tally.shown:
            lines.append(run)
            run = []
            continue
        points.append(_point(x, spot, spot.tally.share))
        run.append(points[-1])
    lines.append(run)
    every = max(1, -(-len(spots) // 5))
    labels = tuple((round(LEFT + i * step, 1), spot.label) for i, spot in enumerate(spots) if i % every == 0)
    grid = tuple((share, _y(share)) for share in (0.0, 0.25, 0.5, 0.75, 1.0))
    drawn = tuple(" ".join(f"{p.x},{p.y}" for p in line) for line in lines if len(line) > 1)
    return Trend(tuple(points), drawn, tuple(steps), labels, grid)


def _point(x: float, spot: Spot, share: float) -> Point:
    is_drop = spot.limits is not None and share < spot.limits.low
    return Point(x, _y(share), _y(spot.tally.low), _y(spot.tally.high), is_drop)


def _step(x: float, limits: Limits) -> Step:
    return Step(max(LEFT, x - _HALF_STEP), min(WIDTH - RIGHT, x + _HALF_STEP), _y(limits.low), _y(limits.high))


def _y(share: float) -> float:
    return round(TOP + (1 - share) * (HEIGHT - TOP - BOTTOM), 1)
