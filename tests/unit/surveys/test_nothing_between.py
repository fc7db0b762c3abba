"""Whoever keeps all that was ever told of a month and takes figures from one another finds no group under five."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.parts.telling import WITHIN, to_be_told
from surveys.publishing import to_be_told_of_month
from surveys.states import MonthPart
from surveys.statistics import Tally, total

PLAIN = "plain"
CELLS = (PLAIN, *MonthPart)


@dataclass(frozen=True)
class Told:
    """What the public is told on a day."""

    figure: Tally | None
    parts: Mapping[MonthPart, Tally]


# What happens between two days: so many answers with a value come into a cell, or go from one cell to another.
COMES = st.tuples(st.just(None), st.sampled_from(CELLS), st.integers(1, 5), st.integers(1, 9))
MOVES = st.tuples(st.sampled_from(CELLS), st.sampled_from(CELLS), st.integers(1, 5), st.integers(1, 9))
DAYS = st.lists(st.lists(st.one_of(COMES, MOVES), max_size=6), min_size=2, max_size=8)


def days_of(days: list[list[tuple[str | None, str, int, int]]]) -> Iterator[Told]:
    """Let it happen, and tell every night by the product's rules."""
    cells = {cell: Counter[int]() for cell in CELLS}
    told = Told(None, {})
    for events in days:
        for source, target, value, wanted in events:
            many = wanted if source is None else min(wanted, cells[source][value])
            if source is not None:
                cells[source][value] -= many
            cells[target][value] += many
        now = {cell: Tally((0, *(counts[value] for value in (1, 2, 3, 4, 5)))) for cell, counts in cells.items()}
        parts = {part: now[part] for part in MonthPart}
        figure = to_be_told_of_month(total([now[PLAIN], *(now[part] for part in WITHIN)]), told.figure)
        told = Told(figure, to_be_told(parts, told.parts, figure, told.figure))
        yield told


def vector(told: Told, coefficients: Mapping[object, int]) -> tuple[int, ...]:
    """A sum of what is told, value by value."""
    named: dict[object, Tally | None] = {"figure": told.figure, **told.parts}
    rows = [[times * one for one in (named[name] or Tally()).counts[1:]] for name, times in coefficients.items()]
    return tuple(sum(column) for column in zip(*rows, strict=True))


def groups(*days: Told) -> Iterator[Mapping[object, int]]:
    """All groups of answers that follow from what is told on all these days: unions of parts, and the rest."""
    both = [part for part in MonthPart if all(part in one.parts for one in days)]
    has_figure = all(one.figure is not None for one in days)
    inside = [part for part in both if part in WITHIN]
    for size in range(len(both) + 1):
        for chosen in combinations(both, size):
            if chosen:
                yield dict.fromkeys(chosen, 1)
            if has_figure:
                # The figure without those parts of it that are not chosen: all that is neither told apart nor left out.
                less = {part: -1 for part in inside if part not in chosen}
                outside = {part: 1 for part in chosen if part not in WITHIN}
                yield {"figure": 1, **less, **outside}


@settings(max_examples=400)
@given(DAYS)
def test_no_group_of_fewer_than_five_follows_from_what_is_told(
    days: list[list[tuple[str | None, str, int, int]]],
) -> None:
    before: Told | None = None
    for told in days_of(days):
        for group in groups(told):
            found = vector(told, group)
            assert min(found) >= 0
            assert sum(found) == 0 or sum(found) >= 5
        if before is not None:
            for group in groups(before, told):
                pairs = list(zip(vector(before, group), vector(told, group), strict=True))
                came, gone = sum(max(0, b - a) for a, b in pairs), sum(max(0, a - b) for a, b in pairs)
                assert came == gone == 0 or max(came, gone) >= 5
        before = told
