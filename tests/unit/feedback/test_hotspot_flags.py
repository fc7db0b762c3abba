"""The truth table of hot spots: which fact raises which reason, from which number on."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.hotspots.flags import Facts, Raised, raised_by
from feedback.hotspots.limits import SHIPPED
from feedback.hotspots.states import FLAG_OF, Flag, Limit, Reason
from feedback.weekly.queries import WeekLine
from feedback.weekly.weeks import Week, week_of, weeks_until
from web.staff.weekly.charts import five_weeks

LIMITS = {Limit.PEOPLE: 5, Limit.DAYS_OPEN: 60, Limit.NEIGHBOURS: 3, Limit.WEEKS: 8, Limit.TIMES: 3}
R = Reason

TABLE: list[tuple[Facts, set[Reason]]] = [
    (Facts(), set()),
    (Facts(signers=4), set()),
    (Facts(signers=5), {R.SIGNERS}),
    (Facts(senders=4), set()),
    (Facts(senders=5), {R.SENDERS}),
    (Facts(days_open=59), set()),
    (Facts(days_open=60), {R.DAYS}),
    (Facts(second_instance=True), {R.SECOND_INSTANCE}),
    (Facts(handed_down=True), {R.HANDED_DOWN}),
    (Facts(passed_up=True), {R.PASSED_UP}),
    (Facts(neighbours=2), set()),
    (Facts(neighbours=3), {R.NEIGHBOURS}),
    (Facts(times=2), set()),
    (Facts(times=3), {R.SAME_SENDER}),
    (Facts(reopened=True), {R.REOPENED}),
    (Facts(9, 9, 90, True, True, True, 9, 9, True), set(Reason)),
]


@pytest.mark.parametrize(("facts", "reasons"), TABLE)
def test_each_reason_holds_from_its_limit_on(facts: Facts, reasons: set[Reason]) -> None:
    assert {one.reason for one in raised_by(facts, LIMITS)} == reasons


def test_a_reason_carries_the_number_that_was_counted() -> None:
    facts = Facts(signers=7, senders=6, days_open=61, neighbours=4, times=3)
    assert raised_by(facts, LIMITS) == (
        Raised(R.SIGNERS, 7), Raised(R.SENDERS, 6), Raised(R.DAYS, 61), Raised(R.NEIGHBOURS, 4, 8),
        Raised(R.SAME_SENDER, 3),
    )  # fmt: skip


def test_reasons_do_not_hide_one_another() -> None:
    """What two facts raise together is what each raises alone."""
    lone = [(facts, reasons) for facts, reasons in TABLE if len(reasons) == 1]
    for (one, first), (other, second) in itertools.combinations(lone, 2):
        both = Facts(
            *(a if a != plain else b for a, b, plain in zip(*map(_values, (one, other, Facts())), strict=True))
        )
        assert {raised.reason for raised in raised_by(both, LIMITS)} == first | second


def _values(facts: Facts) -> list[int]:
    return [getattr(facts, name) for name in Facts.__slots__]


def test_every_reason_has_a_flag_and_every_flag_a_reason() -> None:
    assert set(FLAG_OF) == set(Reason)
    assert set(FLAG_OF.values()) == set(Flag)


def test_what_is_shipped_has_a_reason_and_says_how_sure_it_is() -> None:
    assert set(SHIPPED) == set(Limit)
    assert all(one.number >= 1 and one.reason and one.basis and one.confidence for one in SHIPPED.values())


@pytest.mark.parametrize(
    ("moment", "monday"),
    [
        (datetime(2026, 3, 1, 16, 59, tzinfo=UTC), date(2026, 2, 23)),  # Sunday 23:59 here
        (datetime(2026, 3, 1, 17, 0, tzinfo=UTC), date(2026, 3, 2)),  # Monday 00:00 here
        (datetime(2026, 3, 8, 16, 59, tzinfo=UTC), date(2026, 3, 2)),
    ],
)
def test_a_week_begins_on_monday_here(moment: datetime, monday: date) -> None:
    week = week_of(moment)
    assert week.monday == monday
    assert week.span[0] <= moment <= week.span[1]


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - UTC is added
def test_five_weeks_follow_one_another(moment: datetime) -> None:
    weeks = weeks_until(moment)
    assert len(weeks) == 5
    assert weeks[-1] == week_of(moment)
    for earlier, later in itertools.pairwise(weeks):
        assert (later.span[0] - earlier.span[1]).total_seconds() == 1


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 5000), st.integers(0, 5000)), min_size=1, max_size=6))
def test_bars_are_as_high_as_their_numbers(counts: list[tuple[int, int, int]]) -> None:
    weeks = [WeekLine(Week(date(2026, 3, 2)), came, max(a, t), min(a, t)) for came, a, t in counts]
    chart = five_weeks(weeks)
    foot = chart.grid[0][1]
    scale = (foot - chart.grid[2][1]) / chart.grid[2][0]
    for group in chart.groups:
        assert group.received.height == pytest.approx(group.line.received * scale, abs=0.2)
        assert group.timely.height == pytest.approx(group.line.timely * scale, abs=0.2)
        assert group.timely.height + group.late.height == pytest.approx(group.line.answered * scale, abs=0.3)
        assert group.late.y >= 0
        assert group.received.x >= chart.left
        assert group.late.x + chart.bar <= chart.right
