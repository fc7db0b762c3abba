"""Geometry of the chart of five weeks: numbers in, coordinates out. It stands beside its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.weekly.queries import WeekLine

WIDTH, HEIGHT = 480, 210
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 12, 34
_BAR, _GAP = 26, 6


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, or a part of one."""

    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Group:
    """One week: what came beside what was answered, the late part on top of what was in time."""

    centre: float
    received: Bar
    timely: Bar
    late: Bar
    line: WeekLine


@dataclass(frozen=True, slots=True)
class Chart:
    """The weeks from left to right, and the grid with its numbers."""

    groups: tuple[Group, ...]
    grid: tuple[tuple[int, float], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bar: int = _BAR


def five_weeks(weeks: Sequence[WeekLine]) -> Chart:
    """Bars from nought: their heights compare as the numbers do."""
    top = _ceiling(max((max(week.received, week.answered) for week in weeks), default=0))
    step = (WIDTH - LEFT - RIGHT) / max(len(weeks), 1)
    groups = tuple(_group(week, round(LEFT + step * (place + 0.5), 1), top) for place, week in enumerate(weeks))
    return Chart(groups, tuple((value, _y(value, top)) for value in (0, top // 2, top)))


def _group(week: WeekLine, centre: float, top: int) -> Group:
    left, right = centre - _BAR - _GAP / 2, centre + _GAP / 2
    timely, whole = _y(week.timely, top), _y(week.answered, top)
    return Group(
        centre, _bar(left, _y(week.received, top), _y(0, top)), _bar(right, timely, _y(0, top)),
        _bar(right, whole, timely), week,
    )  # fmt: skip


def _bar(x: float, y: float, foot: float) -> Bar:
    return Bar(round(x, 1), y, round(foot - y, 1))


def _y(value: int, top: int) -> float:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top), 1)


def _ceiling(most: int) -> int:
    """The next round even number: 2, 4, 6, 10, 20, 40, 60, 100 …"""
    scale = 1
    while True:
        for step in (2, 4, 6, 10):
            if most <= step * scale:
                return step * scale
        scale *= 10
