"""What always holds of a term in its course: pauses, extensions and a calendar that changes under it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.clock import VIETNAM, local_date
from deadlines.calendar import WorkCalendar
from deadlines.computing import Pause, RuleFacts, compute_due
from deadlines.states import DayKind, Direction, Unit
from tests.unit.deadlines.shipped import CALENDAR, COUNTED_RULES

FORWARD = [
    RuleFacts(rule.length, rule.unit, rule.direction, *(rule.other or (None, None)))
    for rule in COUNTED_RULES
    if rule.direction is not Direction.BEFORE
]
rules = st.sampled_from(FORWARD)
starts = st.datetimes(datetime(2024, 1, 1), datetime(2027, 3, 1)).map(lambda m: m.replace(tzinfo=VIETNAM))  # noqa: DTZ001 - the zone is put on at once
gaps = st.lists(st.tuples(st.integers(0, 15), st.integers(0, 20)), max_size=3)
extensions = st.integers(1, 60)
days = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def due(rule: RuleFacts, start: datetime, calendar: WorkCalendar, pauses: list[Pause]) -> datetime:
    moment = compute_due(rule, start, calendar, pauses).due_at
    assert moment is not None
    return moment


def pauses_from(start: datetime, steps: list[tuple[int, int]]) -> list[Pause]:
    found = []
    moment = start
    for run, wait in steps:
        begun = moment + timedelta(days=run)
        moment = begun + timedelta(days=wait)
        found.append(Pause(begun, moment))
    return found


@given(rules, starts, gaps, extensions)
def test_an_extension_is_the_longer_term_and_never_ends_earlier(
    rule: RuleFacts, start: datetime, steps: list[tuple[int, int]], by: int
) -> None:
    pauses = pauses_from(start, steps)
    longer = compute_due(rule.longer_by(by), start, CALENDAR, pauses)
    before = compute_due(rule, start, CALENDAR, pauses)
    assert longer.due_at is not None
    assert before.due_at is not None
    assert longer.due_at >= before.due_at
    if rule.other_length is None and rule.unit in (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS):
        assert len(longer.counted) == len(before.counted) + by
        assert longer.counted[: len(before.counted)] == before.counted


@given(rules, starts, extensions, extensions)
def test_two_extensions_are_one_of_their_sum(rule: RuleFacts, start: datetime, one: int, two: int) -> None:
    assert due(rule.longer_by(one).longer_by(two), start, CALENDAR, []) == due(
        rule.longer_by(one + two), start, CALENDAR, []
    )


@given(rules, starts, gaps)
def test_pauses_in_any_order_give_the_same_day(rule: RuleFacts, start: datetime, steps: list[tuple[int, int]]) -> None:
    pauses = pauses_from(start, steps)
    assert due(rule, start, CALENDAR, pauses) == due(rule, start, CALENDAR, pauses[::-1])


@given(rules, starts, st.integers(1, 400))
def test_a_pause_after_the_end_saves_nothing(rule: RuleFacts, start: datetime, later: int) -> None:
    end = due(rule, start, CALENDAR, [])
    pause = Pause(end + timedelta(days=1), end + timedelta(days=1 + later))
    assert due(rule, start, CALENDAR, [pause]) == end


@given(rules, starts, gaps, days)
def test_one_more_day_off_never_brings_the_end_forward_and_taking_it_back_restores_it(
    rule: RuleFacts, start: datetime, steps: list[tuple[int, int]], off: date
) -> None:
    pauses = pauses_from(start, steps)
    before = due(rule, start, CALENDAR, pauses)
    changed = replace(CALENDAR, days={**CALENDAR.days, off: DayKind.HOLIDAY})
    after = due(rule, start, changed, pauses)
    assert after >= before
    if not local_date(start) < off <= local_date(after):
        assert after == before
    restored = replace(changed, days=CALENDAR.days)
    assert due(rule, start, restored, pauses) == before


@given(rules, starts, gaps, days)
def test_one_more_day_worked_never_puts_the_end_off(
    rule: RuleFacts, start: datetime, steps: list[tuple[int, int]], worked: date
) -> None:
    pauses = pauses_from(start, steps)
    changed = replace(CALENDAR, days={**CALENDAR.days, worked: DayKind.MAKEUP_WORKING})
    assert due(rule, start, changed, pauses) <= due(rule, start, CALENDAR, pauses)
