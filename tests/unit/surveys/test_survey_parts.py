"""What may be told beside a figure: never fewer than five, never a rest of fewer than five."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from surveys.parts.figures import apart_of
from surveys.parts.telling import WITHIN, to_be_told
from surveys.publishing import difference
from surveys.states import MonthPart
from surveys.statistics import Tally, total, without

COUNTS = st.lists(st.integers(0, 12), min_size=5, max_size=5).map(lambda counts: Tally((0, *counts)))
PARTS = st.dictionaries(st.sampled_from(list(MonthPart)), COUNTS)


@given(PARTS, PARTS, st.one_of(st.none(), COUNTS))
def test_nobody_can_be_told_apart(
    now: dict[MonthPart, Tally], before: dict[MonthPart, Tally], cell: Tally | None
) -> None:
    told = to_be_told(now, before, cell)
    assert all(tally.n >= 5 for tally in told.values())
    within = total(told[part] for part in WITHIN if part in told)
    if within.n:
        assert cell is not None
        rest = without(cell, within)
        assert min(rest.counts) >= 0
        assert rest.n == 0 or rest.n >= 5
    for part, tally in told.items():
        # What changes, changes by five at least.
        assert tally in (now.get(part), before.get(part))
        if part in before and tally != before[part]:
            assert difference(before[part], tally) >= 5


@given(COUNTS, PARTS)
def test_a_figure_with_and_without_is_what_it_says(cell: Tally, parts: dict[MonthPart, Tally]) -> None:
    apart = apart_of(parts)
    assert apart.with_suspect(cell) == cell + parts.get(MonthPart.SUSPECT, Tally())
    assert apart.with_all(cell).n == cell.n + apart.suspect.n + apart.excluded.n
    assert apart.without_late(cell + apart.late) == cell


def test_of_a_month_with_too_few_only_the_doubtful_are_told() -> None:
    five = Tally((0, 0, 0, 0, 0, 5))
    now = dict.fromkeys(MonthPart, five)
    assert to_be_told(now, {}, None) == {MonthPart.SUSPECT: five, MonthPart.EXCLUDED: five}


def test_what_was_told_stands_until_five_changed() -> None:
    five, nine, ten = (Tally((0, 0, 0, 0, 0, count)) for count in (5, 9, 10))
    told = {MonthPart.SUSPECT: five}
    assert to_be_told({MonthPart.SUSPECT: nine}, told, None) == told
    assert to_be_told({MonthPart.SUSPECT: ten}, told, None) == {MonthPart.SUSPECT: ten}
    assert to_be_told({}, told, None) == {}
