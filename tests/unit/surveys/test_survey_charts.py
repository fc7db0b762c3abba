from __future__ import annotations

from surveys.statistics import Limits, Tally
from web.public.surveys.charts import HEIGHT, WIDTH, Spot, stacked, trend


def spots(*tallies: Tally) -> list[Spot]:
    return [Spot(str(place), tally) for place, tally in enumerate(tallies)]


def test_a_bar_is_full_and_leaves_out_what_nobody_chose() -> None:
    parts = stacked(Tally((7, 1, 0, 0, 1, 2)))
    assert [part.value for part in parts] == [1, 4, 5]
    assert (parts[0].x, sum(part.width for part in parts)) == (0.0, 100.0)
    assert list(stacked(Tally())) == []


def test_few_answers_break_the_line() -> None:
    good, few = Tally((0, 0, 0, 0, 0, 9)), Tally((0, 4, 0, 0, 0, 0))
    chart = trend(spots(good, good, few, good, Tally(), good, good))
    assert len(chart.points) == 5
    assert len(chart.lines) == 2
    assert all(0 <= point.x <= WIDTH and 0 <= point.high_y <= point.low_y <= HEIGHT for point in chart.points)


def test_limits_are_drawn_and_a_drop_below_them_is_marked() -> None:
    usual = Limits(0.9, 0.7, 1.0)
    chart = trend([Spot("a", Tally((0, 0, 0, 0, 0, 9)), usual), Spot("b", Tally((0, 9, 0, 0, 0, 1)), usual)])
    assert [point.is_drop for point in chart.points] == [False, True]
    assert all(step.high_y < step.low_y < chart.points[1].y for step in chart.steps)
    assert all(0 <= step.left < step.right <= WIDTH for step in chart.steps)
