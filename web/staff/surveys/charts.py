"""Geometry of the server-drawn charts: numbers in, coordinates out. Every chart stands beside its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.statistics import Tally, Week

WIDTH, HEIGHT = 480, 230
LEFT, RIGHT, TOP, BOTTOM = 58, 14, 14, 40


@dataclass(frozen=True, slots=True)
class Segment:
    """One value's part of a stacked bar, in percent of its width."""

    value: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Point:
    """One week of the trend: its place, its interval, and the week itself."""

    x: float
    y: float
    low_y: float
    high_y: float
    week: Week


@dataclass(frozen=True, slots=True)
class Trend:
    """The trend line: points of weeks with enough answers, lines between neighbours, and the grid."""

    points: tuple[Point, ...]
    lines: tuple[str, ...]
    labels: tuple[tuple[float, Week], ...]
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


def trend(weeks: Sequence[Week]) -> Trend:
    """The satisfied share week by week; a week with too few answers breaks the line instead of bending it."""
    step = (WIDTH - LEFT - RIGHT) / max(len(weeks) - 1, 1)
    points: list[Point] = []
    run: list[Point] = []
    lines: list[list[Point]] = []
    for index, week in enumerate(weeks):
        if week.tally.share is None or not week.tally.shown:
            lines.append(run)
            run = []
            continue
        x = round(LEFT + index * step, 1)
        point = Point(x, _y(week.tally.share), _y(week.tally.low), _y(week.tally.high), week)
        points.append(point)
        run.append(point)
    lines.append(run)
    every = max(1, -(-len(weeks) // 5))
    labels = tuple((round(LEFT + i * step, 1), week) for i, week in enumerate(weeks) if i % every == 0)
    grid = tuple((share, _y(share)) for share in (0.0, 0.25, 0.5, 0.75, 1.0))
    drawn = tuple(" ".join(f"{p.x},{p.y}" for p in line) for line in lines if len(line) > 1)
    return Trend(tuple(points), drawn, labels, grid)


def _y(share: float) -> float:
    return round(TOP + (1 - share) * (HEIGHT - TOP - BOTTOM), 1)
