"""What is told of a year leads to nobody, whatever the figures are and whoever subtracts what they know."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.denunciations.limits import limits_on, shipped_limits
from reports.denunciations.states import Telling
from reports.denunciations.telling import CELLS, FINDINGS, Counted, Counts, Told, may_amend, tell

TODAY = date(2027, 1, 20)
LIMITS = limits_on(TODAY)


def counts(right: int = 0, partly: int = 0, wrong: int = 0, *, received: int = 0) -> Counts:
    return Counts(received, right + partly + wrong, right, partly, wrong)


def province(*by_place: Counts, communes: int = 10) -> Counted:
    return Counted(communes, by_place)


def told(*by_place: Counts) -> Told:
    return tell(province(*by_place), LIMITS)


# Often just below, just at and well above what is told, and apart by as much as a new edition needs.
_number = st.sampled_from([0, 1, 3, 4, 5, 6, 10, 15])
_places = st.lists(
    st.builds(
        lambda received, right, partly, wrong: counts(right, partly, wrong, received=received),
        _number, _number, _number, _number,
    ),
    max_size=4,
).map(lambda found: province(*found))  # fmt: skip


@given(_places)
def test_nobody_who_knows_one_place_can_work_out_a_small_figure(year: Counted) -> None:
    now = tell(year, LIMITS)
    for cell in CELLS:
        shown = now.figure(cell)
        if shown is not None:
            assert shown == sum(getattr(one, cell) for one in year.by_place)
            assert all(shown - getattr(one, cell) >= 5 for one in year.by_place)
    assert {now.figure(cell) is None for cell in FINDINGS} in ({True}, {False}), (
        "one of three is the sum less the others"
    )


@given(st.lists(_places, min_size=2, max_size=5))
def test_no_two_editions_differ_by_a_few(years: list[Counted]) -> None:
    editions = [tell(years[0], LIMITS)]
    for year in years[1:]:
        if may_amend(year, editions, LIMITS):
            editions.append(tell(year, LIMITS))
    for later, one in enumerate(editions):
        for before in editions[:later]:
            for cell in CELLS:
                old, new = before.figure(cell), one.figure(cell)
                assert old is None or new is not None, "what was told is not taken back"
                if new is not None:
                    assert new == old or abs(new - (4 if old is None else old)) >= 5


@given(_places, st.integers(0, 3), st.sampled_from(FINDINGS))
def test_one_case_more_makes_no_new_edition(year: Counted, place: int, finding: str) -> None:
    more = list(year.by_place) or [Counts()]
    old = more[place % len(more)]
    grown = {cell: getattr(old, cell) + (cell in ("received", "concluded", finding)) for cell in CELLS}
    more[place % len(more)] = Counts(**grown)
    assert not may_amend(province(*more), [tell(year, LIMITS)], LIMITS)


def test_too_few_says_nothing_and_enough_is_told() -> None:
    assert told().received is None
    assert (
        told(counts(received=4), counts(received=50)).received is None
    )  # the place with fifty would learn of the four
    assert told(counts(received=5), counts(received=50)).received == 55
    both = counts(3, 3, 3, received=20)
    assert told(both, both, counts()) == Told(Telling.TOLD, 5, received=40, concluded=18)
    assert told(both, both, both).found_right == 9


def test_of_few_places_nothing_is_told_and_nothing_ever_will_be() -> None:
    plenty = [counts(20, 20, 20, received=90)] * 3
    few = tell(province(*plenty, communes=9), LIMITS)
    assert few == Told(Telling.FEW_PLACES, 5)
    assert not may_amend(province(*plenty, *plenty), [few], LIMITS)


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2027, 1, 1), 2025), (date(2027, 1, 19), 2025), (date(2027, 1, 20), 2026), (date(2027, 12, 31), 2026)],
)
def test_a_year_is_counted_in_the_january_after(day: date, year: int) -> None:
    assert limits_on(day).newest_ready(day) == year


def test_limits_are_dated_and_say_how_sure_they_are() -> None:
    assert LIMITS in shipped_limits()
    assert all(one.basis and one.fewest >= 2 and one.change >= one.fewest for one in shipped_limits())
    assert LIMITS.to_be_confirmed
    assert limits_on(date(2000, 1, 1)) == shipped_limits()[0]


def test_a_new_edition_is_far_from_every_earlier_one_and_from_what_was_too_small() -> None:
    def received(number: int) -> Counted:
        return province(counts(received=number), counts(received=20))

    shown = [tell(received(number), LIMITS) for number in (10, 15, 4)]
    assert may_amend(received(15), shown[:1], LIMITS)
    assert not may_amend(received(9), shown[:2], LIMITS), "far from the last, one less than the first"
    assert may_amend(received(20), shown[:2], LIMITS)
    assert not may_amend(received(8), shown[2:], LIMITS), "it may have been four"
    assert may_amend(received(9), shown[2:], LIMITS)
    assert not may_amend(received(4), shown[:1], LIMITS), "what was told is not taken back"
    assert not may_amend(received(10), shown[:1], LIMITS), "nothing new"
