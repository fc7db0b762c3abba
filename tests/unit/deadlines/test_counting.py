"""Counting by the Civil Code: cases worked out by hand (law sheet §2.6), then properties that always hold."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clock import VIETNAM, local, local_date
from deadlines.computing import Computation, Pause, RuleFacts, add_months, compute_due
from deadlines.states import Direction, SkipReason, Unit
from tests.unit.deadlines.shipped import CALENDAR, COUNTED_RULES, C, H, M, W, at, computed, due, facts


@pytest.mark.parametrize(
    ("start", "length", "unit", "expected"),
    [
        ("2026-11-20", 5, W, "2026-11-30"),  # over 24/11
        ("2026-11-20", 10, W, "2026-12-07"),
        ("2026-11-20", 7, W, "2026-12-02"),
        ("2026-11-20", 10, C, "2026-11-30"),
        ("2026-12-02", 30, C, "2027-01-04"),  # ends on New Year's Day, a Friday
        ("2026-12-01", 45, C, "2027-01-15"),
        ("2026-02-12", 3, W, "2026-02-24"),  # over Tết 16–20/2
        ("2025-12-31", 1, W, "2026-01-05"),  # 1/1 and 2/1 (swapped) are off
        ("2026-01-09", 1, W, "2026-01-10"),  # a Saturday worked for 2/1
        ("2026-08-21", 1, W, "2026-08-22"),  # a Saturday worked for 31/8
        ("2026-08-28", 1, W, "2026-09-03"),  # 31/8 swapped, 1–2/9
        ("2025-04-25", 1, W, "2025-04-26"),  # a Saturday worked for 2/5
        ("2025-04-29", 1, W, "2025-05-05"),
        ("2026-04-24", 1, W, "2026-04-28"),  # Sunday 26/4 is Giỗ Tổ, Monday in lieu
        ("2024-04-26", 1, W, "2024-05-02"),  # 29/4 swapped
        ("2024-05-03", 1, W, "2024-05-04"),  # a Saturday worked for 29/4
        ("2024-02-07", 1, W, "2024-02-15"),
        ("2026-08-15", 7, C, "2026-08-22"),  # ends on a worked Saturday: it stays
        ("2026-10-31", 1, M, "2026-11-30"),  # no 31 November
        ("2025-11-28", 3, M, "2026-03-02"),  # 28/2/2026 is a Saturday
        ("2024-11-29", 3, M, "2025-02-28"),
    ],
)
def test_worked_out_by_hand(start: str, length: int, unit: Unit, expected: str) -> None:
    assert due(start, length, unit) == date.fromisoformat(expected)


def test_a_term_ends_with_the_last_second_of_its_day_in_vietnam() -> None:
    done = computed("2026-11-20 23:50", facts(5, W))
    assert done.due_at == datetime(2026, 11, 30, 16, 59, 59, tzinfo=UTC)


def test_the_day_of_the_event_is_the_day_in_vietnam() -> None:
    late = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)  # already the 21st in Vietnam
    assert compute_due(facts(1, C), late, CALENDAR).counted == (date(2026, 11, 22),)


def test_hours_run_from_the_moment_even_over_days_off() -> None:
    done = computed("2026-02-13 16:30", facts(72, H))
    assert done.due_at == at("2026-02-16 16:30")
    assert done.counted == ()


@pytest.mark.parametrize(
    ("event", "length", "unit", "expected"),
    [
        ("2026-11-10", 2, C, "2026-11-06"),  # two days before is Sunday: the Friday
        ("2026-11-12", 7, C, "2026-11-05"),
        ("2026-11-30", 5, W, "2026-11-20"),  # back over 24/11 and a weekend
        ("2026-12-31", 1, M, "2026-11-30"),
    ],
)
def test_backwards_the_time_in_between_is_never_shorter(event: str, length: int, unit: Unit, expected: str) -> None:
    assert due(event, length, unit, direction=Direction.BEFORE) == date.fromisoformat(expected)


def test_one_hour_before() -> None:
    assert computed("2026-11-10 09:00", facts(1, H, Direction.BEFORE)).due_at == at("2026-11-10 08:00")


def test_the_earlier_of_two_terms_decides() -> None:
    both = RuleFacts(7, W, other_length=10, other_unit=C)
    tet, plain = computed("2026-02-12", both), computed("2026-11-20", both)
    assert (plain.unit, local_date(plain.due_at or at("2000-01-01"))) == (C, date(2026, 11, 30))
    assert plain.other is not None
    assert plain.other.unit is W
    assert tet.unit is C
    short = computed("2026-06-01", both)  # no holiday: 7 working days end on 10/6, 10 days on 11/6
    assert (short.unit, short.counted[-1]) == (W, date(2026, 6, 10))


def test_a_rule_without_one_length_has_no_due_date() -> None:
    for unit in (Unit.PERMANENT, Unit.RECURRING, Unit.NEXT_SESSION):
        assert compute_due(RuleFacts(None, unit), at("2026-03-10"), CALENDAR).due_at is None


def test_what_was_skipped_says_why() -> None:
    done = computed("2026-11-20", facts(5, W))
    assert [(day.date.day, day.reason, day.name) for day in done.skipped] == [
        (21, SkipReason.SATURDAY, ""),
        (22, SkipReason.SUNDAY, ""),
        (24, SkipReason.HOLIDAY, "Ngày Văn hóa Việt Nam"),
        (28, SkipReason.SATURDAY, ""),
        (29, SkipReason.SUNDAY, ""),
    ]
    moved = computed("2026-12-02", facts(30, C)).moved
    assert moved is not None
    assert (moved.off.name, moved.to) == ("Tết Dương lịch", date(2027, 1, 4))


def test_a_pause_takes_the_days_after_its_own_up_to_the_day_of_resumption() -> None:
    pause = Pause(at("2026-03-11 10:00"), at("2026-03-18 15:00"))  # Wednesday to Wednesday
    assert due("2026-03-09", 5, W) == date(2026, 3, 16)
    done = computed("2026-03-09", facts(5, W), pause)
    assert [day.day for day in done.counted] == [10, 11, 19, 20, 23]
    assert {day.date.day for day in done.skipped if day.reason is SkipReason.PAUSED} == {12, 13, 16, 17, 18}
    assert due("2026-03-09", 10, C, pause) == date(2026, 3, 26)


def test_a_pause_stops_hours_to_the_minute_and_never_saves_what_was_overdue() -> None:
    pause = Pause(at("2026-03-10 10:00"), at("2026-03-11 10:30"))
    assert computed("2026-03-10 09:00", facts(72, H), pause).due_at == at("2026-03-14 09:30")
    assert computed("2026-03-01 09:00", facts(72, H), pause).due_at == at("2026-03-04 09:00")
    assert due("2026-02-23", 5, W, pause) == due("2026-02-23", 5, W)


def test_months_forward_and_back() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 1, 15), -1) == date(2025, 12, 15)
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)


# Properties ------------------------------------------------------------------------------------------------------

moments = st.datetimes(datetime(2024, 1, 1), datetime(2027, 6, 30)).map(lambda m: m.replace(tzinfo=VIETNAM))  # noqa: DTZ001 - the zone is put on at once
rules = st.sampled_from(COUNTED_RULES)
days_on = st.integers(0, 60)


def _compute(rule: object, start: datetime, *pauses: Pause) -> Computation:
    terms = RuleFacts(rule.length, rule.unit, rule.direction)  # type: ignore[attr-defined]  # a ShippedRule
    return compute_due(terms, start, CALENDAR, pauses)


@given(rules, moments)
def test_a_term_in_days_never_ends_on_a_day_off(rule: object, start: datetime) -> None:
    done = _compute(rule, start)
    if done.unit is not Unit.HOURS:
        assert done.due_at is not None
        assert CALENDAR.is_working_day(local_date(done.due_at))


@given(rules, moments)
def test_the_counted_days_are_as_many_as_the_length(rule: object, start: datetime) -> None:
    done = _compute(rule, start)
    if done.unit in (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS):
        assert len(done.counted) == done.length
    assert not set(done.counted) & {day.date for day in done.skipped}
    assert local_date(start) not in done.counted


@given(rules, moments, st.integers(0, 3000))
def test_who_starts_later_is_never_due_earlier(rule: object, start: datetime, hours: int) -> None:
    first, second = _compute(rule, start).due_at, _compute(rule, start + timedelta(hours=hours)).due_at
    assert first is not None
    assert second is not None
    assert first <= second


@given(rules, moments, st.integers(0, 90 * 24))
def test_a_pause_of_no_time_changes_nothing(rule: object, start: datetime, hours: int) -> None:
    moment = start + timedelta(hours=hours)
    assert _compute(rule, start, Pause(moment, moment)).due_at == _compute(rule, start).due_at


@given(rules, moments, days_on, days_on)
def test_after_a_pause_as_many_days_are_left_as_before(rule: object, start: datetime, run: int, wait: int) -> None:
    paused_at = start + timedelta(days=run)
    pause = Pause(paused_at, paused_at + timedelta(days=wait))
    before, after = _compute(rule, start), _compute(rule, start, pause)
    if before.direction is Direction.BEFORE or before.unit is Unit.HOURS:
        return
    assert len(after.counted) == len(before.counted)
    used = [day for day in before.counted if day <= local_date(paused_at)]
    assert [day for day in after.counted if day <= local_date(pause.ended_at)] == used
    assert before.due_at is not None
    assert after.due_at is not None
    assert after.due_at >= before.due_at


@given(moments, st.integers(1, 40))
def test_working_days_forward_and_between_agree(start: datetime, count: int) -> None:
    day = local(start).date()
    assert CALENDAR.working_days_between(day, CALENDAR.add_working_days(day, count)) == count
    assert CALENDAR.working_days_between(day, CALENDAR.add_working_days(day, -count)) <= -count + 1
