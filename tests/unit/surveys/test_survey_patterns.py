"""What is odd at a counter: chances against sums by hand, honest counters left alone, stuffed ones found."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import comb, exp, factorial, isclose
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.flags import odd_hours
from surveys.patterns.chance import count_tail, evenness, share_tail
from surveys.patterns.judging import BURST, CLOSED, EVEN
from surveys.patterns.limits import SHIPPED
from tests.support.honest_counters import PROFILE, Habits, Hours, honest_day, hour_of, known_of

NUMBERS = {limit: shipped.number for limit, shipped in SHIPPED.items()}
MIDDLE = Habits(6, (0.03, 0.03, 0.07, 0.27, 0.60))
QUIET = Habits(1.5, (0.03, 0.03, 0.07, 0.27, 0.60))
WEEKS, TUESDAY = 56, 57


def past(seed: int, habits: Habits) -> dict[int, Hours]:
    """Eight weeks of a counter."""
    random = Random(seed)
    return {day: honest_day(random, habits, day) for day in range(WEEKS)}


def marked(hours: Hours, before: dict[int, Hours]) -> dict[int, str]:
    """The hours of Tuesday that are marked when all of it has come, by the clock."""
    found = odd_hours(hours, known_of(before), NUMBERS)
    return {at: found[hour_of(TUESDAY, at)] for at in range(24) if hour_of(TUESDAY, at) in found}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 60), st.integers(1, 80), st.integers(1, 12))
def test_the_tail_of_counts_is_the_sum_by_hand(number: int, halves: int, size: int) -> None:
    """Whole sizes: the terms are binomials, summed exactly."""
    mean, p = Fraction(halves, 2), Fraction(size) / (size + Fraction(halves, 2))
    below = sum(comb(one + size - 1, one) * p**size * (1 - p) ** one for one in range(number))
    assert isclose(count_tail(number, float(mean), 1 / size), float(1 - below), rel_tol=1e-9, abs_tol=1e-13)


def rising(start: int, steps: int) -> Fraction:
    """start · (start + 1) · … with so many factors."""
    return Fraction(factorial(start + steps - 1), factorial(start - 1))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 9), st.integers(1, 9))
def test_the_tail_of_shares_is_polyas_urn(hits: int, more: int, a: int, b: int) -> None:
    """An urn with a and b balls, each drawn ball put back with one more of its kind."""
    of = hits + more
    exact = sum(comb(of, one) * rising(a, one) * rising(b, of - one) / rising(a + b, of) for one in range(hits, of + 1))
    assert isclose(share_tail(hits, of, a / (a + b), 1 / (a + b + 1)), float(exact), rel_tol=1e-9)


@given(st.lists(st.integers(1, 200), min_size=3, max_size=25).filter(lambda counts: len(counts) % 2 == 1))
def test_evenness_is_the_lower_tail_of_chi_square(counts: list[int]) -> None:
    """With an even number of degrees of freedom the tail is a Poisson sum."""
    mean = sum(counts) / len(counts)
    half = sum((one - mean) ** 2 for one in counts) / mean / 2
    upper = sum(exp(-half) * half**one / factorial(one) for one in range((len(counts) - 1) // 2))
    assert isclose(evenness(counts), 1 - upper, rel_tol=1e-6, abs_tol=1e-9)


def test_honest_counters_are_left_alone() -> None:
    """Half a year of hours of counters of four kinds, from a seed: none is marked."""
    odd = hours = 0
    glad, moody = Habits(6, (0.01, 0.01, 0.01, 0.05, 0.92)), Habits(6, (0.06, 0.06, 0.1, 0.28, 0.5), 0.6, 0.08)
    for seed, habits in enumerate((QUIET, MIDDLE, glad, moody)):
        before, random = past(seed, habits), Random(100 + seed)
        for _ in range(12):
            day = honest_day(random, habits, TUESDAY)
            hours += len(day)
            odd += len(marked(day, before))
    assert hours > 300
    assert odd == 0


@pytest.mark.parametrize(("times", "bad"), [(3.0, 0.0), (1.0, 0.6), (1.0, 0.9)])
def test_neither_a_busy_nor_a_bad_day_is_punished(times: float, bad: float) -> None:
    before, random = past(1, MIDDLE), Random(2)
    days = [honest_day(random, MIDDLE, TUESDAY, times=times, bad=bad) for _ in range(12)]
    assert sum(bool(marked(day, before)) for day in days) == 0


@pytest.mark.parametrize(("face", "habits"), [(1, MIDDLE), (1, QUIET)])
def test_far_too_many_with_four_of_five_alike_are_marked(face: int, habits: Habits) -> None:
    """Below nine of ten: what the rule before this one let through."""
    before, day = past(1, habits), honest_day(Random(3), habits, TUESDAY)
    day[hour_of(TUESDAY, 10)] = Counter({face: 64, 3: 6, 4: 5, 5: 5})
    assert marked(day, before)[10] == BURST


def test_as_many_in_the_usual_shares_are_a_full_hall() -> None:
    before, day = past(1, MIDDLE), honest_day(Random(3), MIDDLE, TUESDAY)
    day[hour_of(TUESDAY, 10)] = Counter({1: 3, 2: 2, 3: 5, 4: 22, 5: 48})
    assert marked(day, before) == {}


def test_nobody_comes_at_three_in_the_morning() -> None:
    before, day = past(1, MIDDLE), honest_day(Random(3), MIDDLE, TUESDAY)
    day[hour_of(TUESDAY, 3)] = Counter({1: 3, 4: 8, 5: 9})
    assert marked(day, before) == {3: CLOSED}
    day[hour_of(TUESDAY, 3)] = Counter({1: 2, 5: 9})
    assert marked(day, before) == {}


def test_a_drip_under_every_limit_is_too_even() -> None:
    """Five an hour, round the clock, all faces as usual here: no hour of it is odd by itself."""
    before = past(1, MIDDLE)
    even = {hour_of(TUESDAY, at): Counter({4: 2, 5: 3}) for at in range(22)}
    assert set(marked(even, before).values()) == {EVEN}
    random = Random(4)
    uneven = {hour: Counter({4: random.randint(1, 4), 5: random.randint(1, 6)}) for hour in even}
    assert marked(uneven, before) == {}


def test_a_stuffed_week_does_not_become_usual() -> None:
    before, day = past(1, MIDDLE), honest_day(Random(3), MIDDLE, TUESDAY)
    for back in range(49, WEEKS):
        before[back][hour_of(back, 10)] = Counter({1: 300})
    clean = {at: known_of(before).counts.get(hour_of(back, at)) for back in (50,) for at in PROFILE}
    assert clean[10] == 300
    day[hour_of(TUESDAY, 10)] = Counter({1: 280, 5: 20})
    assert marked(day, before)[10] == BURST


def test_a_new_counter_is_judged_by_the_plain_rule() -> None:
    nobody = known_of({})
    assert odd_hours({hour_of(TUESDAY, 9): Counter({5: 12})}, nobody, NUMBERS) == {hour_of(TUESDAY, 9): BURST}
    assert odd_hours({hour_of(TUESDAY, 9): Counter({5: 10, 1: 2})}, nobody, NUMBERS) == {}
