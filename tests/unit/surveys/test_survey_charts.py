from __future__ import annotations

from datetime import date, timedelta

from surveys.statistics import Tally, Week
from web.staff.surveys.charts import HEIGHT, WIDTH, stacked, trend

MONDAY = date(2026, 3, 9)


def weeks(*tallies: Tally) -> list[Week]:
    return [Week(MONDAY + timedelta(weeks=i), tally) for i, tally in enumerate(tallies)]


def test_a_bar_is_full_and_leaves_out_what_nobody_chose() -> None:
    parts = stacked(Tally((7, 1, 0, 0, 1, 2)))
    assert [part.value for part in parts] == [1, 4, 5]
    assert (parts[0].x, sum(part.width for part in parts)) == (0.0, 100.0)
    assert list(stacked(Tally())) == []


def test_few_answers_break_the_line() -> None:
    good, few = Tally((0, 0, 0, 0, 0, 9)), Tally((0, 4, 0, 0, 0, 0))
    chart = trend(weeks(good, good, few, good, Tally(), good, good))
    assert len(chart.points) == 5
    assert len(chart.lines) == 2
    assert all(0 <= point.x <= WIDTH and 0 <= point.high_y <= point.low_y <= HEIGHT for point in chart.points)
