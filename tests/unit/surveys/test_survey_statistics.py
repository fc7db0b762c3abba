from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.statistics import (
    Comparison,
    Tally,
    Week,
    by_week,
    compare,
    difference_interval,
    find_drop,
    total,
    wilson,
    with_limits,
    without,
)


# Published values (Newcombe 1998, table I; Agresti & Coull 1998) to four digits.
@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718),
     (29, 29, 0.8830, 1.0)],
)  # fmt: skip
def test_wilson_gives_the_published_values(successes: int, n: int, low: float, high: float) -> None:
    assert wilson(successes, n) == pytest.approx((low, high), abs=5e-5)


def test_nothing_is_known_without_answers() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert Tally().share is None


counts = st.integers(0, 10_000)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_bounds_solve_the_score_equation(case: tuple[int, int]) -> None:
    """Independent of the closed form: at each bound the share lies exactly z standard errors away."""
    successes, n = case
    share, z = successes / n, 1.959963984540054
    for bound in wilson(successes, n):
        assert 0.0 <= bound <= 1.0
        if 0.0 < bound < 1.0:
            assert abs(share - bound) == pytest.approx(z * (bound * (1 - bound) / n) ** 0.5, abs=1e-9)
    low, high = wilson(successes, n)
    assert low <= share <= high


@given(st.tuples(counts, counts, counts, counts, counts, counts))
def test_not_applicable_never_changes_the_share(numbers: tuple[int, int, int, int, int, int]) -> None:
    with_na, without = Tally(numbers), Tally((0, *numbers[1:]))
    assert (with_na.share, with_na.n, with_na.interval) == (without.share, without.n, without.interval)


@given(st.lists(st.tuples(counts, counts, counts, counts, counts, counts), max_size=6))
def test_totals_add_up(rows: list[tuple[int, int, int, int, int, int]]) -> None:
    together = total(Tally(row) for row in rows)
    assert together.n == sum(sum(row[1:]) for row in rows)
    assert together.satisfied == sum(row[4] + row[5] for row in rows)


def test_four_answers_are_not_shown_and_five_are() -> None:
    assert not Tally((9, 0, 0, 0, 4, 0)).shown
    assert Tally((0, 1, 1, 1, 1, 1)).shown


def test_weeks_start_on_monday_and_have_no_gaps() -> None:
    five = Tally((0, 0, 0, 0, 0, 5))
    weeks = by_week(
        [(date(2026, 3, 8), five), (date(2026, 3, 9), five)], since=date(2026, 2, 25), until=date(2026, 3, 17)
    )
    assert [week.monday for week in weeks] == [
        date(2026, 2, 23), date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16)
    ]  # fmt: skip
    assert [week.tally.n for week in weeks] == [0, 5, 5, 0]


SHARES = st.tuples(st.integers(0, 60), st.integers(0, 60))


def plain_limits(weeks: list[tuple[int, int]], memory: int | None) -> list[tuple[Fraction, float] | None]:
    """Another way to the p-chart: exact fractions, everything counted anew for each week."""
    found: list[tuple[Fraction, float] | None] = []
    for place, (bad, good) in enumerate(weeks):
        usable = [
            (b, g) for at, (b, g) in enumerate(weeks[:place]) if b + g >= 5 and (memory is None or place - at <= memory)
        ]
        n = bad + good
        if n < 5 or len(usable) < 6:
            found.append(None)
            continue
        centre = Fraction(sum(g for _, g in usable), sum(b + g for b, g in usable))
        found.append((centre, 3 * float(centre * (1 - centre) / n) ** 0.5))
    return found


@given(st.lists(SHARES, max_size=16), st.sampled_from([None, 7, 9]))
def test_control_limits_agree_with_a_plain_computation(shares: list[tuple[int, int]], memory: int | None) -> None:
    monday = date(2026, 1, 5)
    weeks = [
        Week(monday + timedelta(weeks=place), Tally((3, bad, 0, 0, good, 0)))
        for place, (bad, good) in enumerate(shares)
    ]
    for limits, wanted in zip(with_limits(weeks, memory=memory), plain_limits(shares, memory), strict=True):
        assert (limits is None) == (wanted is None)
        if limits is not None and wanted is not None:
            centre, spread = float(wanted[0]), wanted[1]
            assert limits.centre == pytest.approx(centre)
            assert limits.low == pytest.approx(max(0.0, centre - spread))
            assert limits.high == pytest.approx(min(1.0, centre + spread))
    expected = plain_limits(shares, None)
    drop, last = find_drop(weeks), [place for place, (bad, good) in enumerate(shares) if bad + good >= 5][-1:]
    fell = False
    for place in last:
        wanted = expected[place]
        bad, good = shares[place]
        fell = wanted is not None and good / (bad + good) < float(wanted[0]) - wanted[1]
    assert (drop is not None) == fell


def tally(satisfied: int, n: int) -> Tally:
    return Tally((2, n - satisfied, 0, 0, 0, satisfied))


# Published values (Newcombe 1998, table II, method 10) to four digits, at 95 %.
@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090), ((5, 56), (0, 29), -0.0381, 0.1926)],
)
def test_the_interval_of_a_difference_gives_the_published_values(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    found = difference_interval(tally(*one), tally(*other), 1.959963984540054)
    assert found == pytest.approx((low, high), abs=5e-5)


def by_bisection(successes: int, n: int, z: float, *, upper: bool) -> float:
    """A bound of Wilson's interval found by halving: no closed form."""
    share, low, high = successes / n, 0.0, 1.0
    for _ in range(80):
        middle = (low + high) / 2
        outside = (share - middle) ** 2 > z * z * middle * (1 - middle) / n
        if upper:
            low, high = (low, middle) if middle > share and outside else (middle, high)
        else:
            low, high = (middle, high) if middle < share and outside else (low, middle)
    return (low + high) / 2


COUNTED = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(COUNTED, COUNTED)
def test_a_comparison_agrees_with_a_plain_computation_and_with_its_mirror(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    z = 2.5758293035489004
    (a, n), (b, m) = one, other
    low = a / n - b / m - (
        (a / n - by_bisection(a, n, z, upper=False)) ** 2 + (by_bisection(b, m, z, upper=True) - b / m) ** 2
    ) ** 0.5  # fmt: skip
    found = compare(tally(a, n), tally(b, m))
    mirror = {Comparison.HIGHER: Comparison.LOWER, Comparison.LOWER: Comparison.HIGHER}
    assert compare(tally(b, m), tally(a, n)) is mirror.get(found, found)
    assert difference_interval(tally(a, n), tally(b, m))[0] == pytest.approx(low, abs=1e-6)
    if min(n, m) < 30:
        assert found is Comparison.TOO_FEW
    elif abs(low) > 1e-6:
        assert (found is Comparison.HIGHER) == (low > 0)


@given(COUNTED)
def test_what_is_alike_is_never_called_different(case: tuple[int, int]) -> None:
    assert compare(tally(*case), tally(*case)) in (Comparison.UNCLEAR, Comparison.TOO_FEW)
    assert without(tally(*case) + tally(3, 7), tally(*case)) == tally(3, 7)
