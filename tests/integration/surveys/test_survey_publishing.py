"""What the public is told of ratings: closed months, five answers at least, changes of five at least."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from core.clock import local_date, start_of_day
from surveys import queries
from surveys.commands import MarkAnswers
from surveys.parts.queries import told_below
from surveys.publishing import (
    difference,
    last_closed_month,
    months_until,
    publish_months,
    published_cells,
)
from surveys.services import mark_answers
from surveys.states import Validity
from surveys.statistics import Tally
from tests.support.clock import SteppingClock
from tests.support.counters import Counters

COUNTS = st.lists(st.integers(0, 30), min_size=5, max_size=5)


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 3, 5), date(2026, 1, 1)),
        (date(2026, 3, 6), date(2026, 2, 1)),
        (date(2026, 1, 1), date(2025, 11, 1)),
        (date(2026, 1, 6), date(2025, 12, 1)),
        (date(2026, 12, 31), date(2026, 11, 1)),
    ],
)
def test_a_month_is_closed_five_days_after_its_end(today: date, month: date) -> None:
    assert last_closed_month(start_of_day(today)) == month
    assert last_closed_month(start_of_day(today) + timedelta(hours=23)) == month


def test_months_go_back_over_the_year() -> None:
    assert months_until(date(2026, 2, 1), 4) == [
        date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1),
    ]  # fmt: skip


@given(COUNTS, COUNTS)
def test_a_difference_is_what_came_or_what_went_whichever_is_more(before: list[int], after: list[int]) -> None:
    gone = sum((_bag(before) - _bag(after)).values())
    come = sum((_bag(after) - _bag(before)).values())
    assert difference(Tally((0, *before)), Tally((9, *after))) == max(gone, come)


def _bag(counts: list[int]) -> Counter[int]:
    return Counter(dict(enumerate(counts)))


def publish(counters: Counters) -> int:
    with counters.runtime.transaction() as ctx:
        return publish_months(ctx)


def told(counters: Counters) -> dict[tuple[int, int], int]:
    """By point and month: how many answers the public knows of."""
    numbers = {point.id: index for index, point in enumerate(counters.points)}
    with counters.runtime.reading() as ctx:
        cells = published_cells(ctx, counters.commune)
    return {(numbers[cell.service_point_id], cell.month.month): cell.tally.n for cell in cells}


@pytest.fixture
def month(counters: Counters, clock: SteppingClock) -> int:
    """The number of the month in which all ratings are given; the clock stands in its middle."""
    clock.advance(days=15 - local_date(clock()).day)
    return local_date(clock()).month


def next_month(clock: SteppingClock) -> None:
    clock.advance(days=30)


def test_only_a_closed_month_with_five_answers_is_told(counters: Counters, clock: SteppingClock, month: int) -> None:
    counters.rate(4, 5, 4, 2, 5)
    counters.rate(1, 1, 1, 1, point=1)
    assert publish(counters) == 0
    next_month(clock)
    counters.rate(5, 5, 5, 5, 5)
    assert publish(counters) == 1
    assert told(counters) == {(0, month): 5}
    assert publish(counters) == 0
    with counters.runtime.reading() as ctx:
        (found,) = queries.point_summaries(ctx, counters.commune)
        period = queries.public_period(ctx.now)
        (below,) = told_below(ctx, "24")
    assert (found.tally.n, found.tally.satisfied) == (5, 4)
    assert period.until.month == month
    assert (below.agency_id, below.told.tally) == (counters.commune, found.tally)


def test_small_changes_of_a_closed_month_are_not_told(counters: Counters, clock: SteppingClock, month: int) -> None:
    then = clock()
    counters.rate(*[4] * 10)
    next_month(clock)
    publish(counters)
    counters.rate(1, 1, 1, 1, at=then)
    assert publish(counters) == 0
    assert told(counters) == {(0, month): 10}
    counters.rate(1, at=then)
    assert publish(counters) == 1
    assert told(counters) == {(0, month): 15}


def test_what_is_left_out_later_is_taken_back_too(counters: Counters, clock: SteppingClock, month: int) -> None:
    then = clock()
    counters.rate(*[5] * 6)
    next_month(clock)
    publish(counters)
    with counters.runtime.transaction(counters.official(Role.SURVEY_MANAGER)) as ctx:
        mark_answers(ctx, MarkAnswers(counters.points[0].id, then, Validity.EXCLUDED, "Thử máy"))
    assert publish(counters) == 1
    assert told(counters) == {}
