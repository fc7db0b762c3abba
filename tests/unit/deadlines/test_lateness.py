"""Ages of what is overdue, in groups that point at nobody."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clock import VIETNAM
from deadlines.lateness import FEWEST, FIRST_DAYS, age_edges, age_groups


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((0, 0, 0, 0, 0), []),
        ((4, 0, 0, 0, 0), []),
        ((1, 1, 1, 1, 0), []),
        ((7, 0, 0, 0, 0), [(1, 5, 7)]),
        ((2, 2, 2, 0, 0), [(1, 30, 6)]),
        ((6, 0, 0, 0, 2), [(1, None, 8)]),
        ((5, 3, 4, 9, 8), [(1, 5, 5), (6, 30, 7), (31, 90, 9), (91, None, 8)]),
        ((0, 0, 0, 0, 5), [(1, None, 5)]),
    ],
)
def test_neighbours_join_until_they_are_enough(
    counts: tuple[int, ...], expected: list[tuple[int, int | None, int]]
) -> None:
    assert [(group.first, group.last, group.count) for group in age_groups(counts)] == expected


@given(st.lists(st.integers(0, 12), min_size=len(FIRST_DAYS), max_size=len(FIRST_DAYS)))
def test_no_group_is_small_and_none_is_lost(counts: list[int]) -> None:
    groups = age_groups(counts)
    assert all(group.count >= FEWEST for group in groups)
    assert sum(group.count for group in groups) in (0, sum(counts))
    assert bool(groups) == (sum(counts) >= FEWEST)


def test_edges_are_midnights_in_vietnam() -> None:
    first = age_edges(date(2026, 3, 10))[0]
    assert first == datetime(2026, 3, 5, tzinfo=VIETNAM)  # what was due on 4/3 is six days late on 10/3
