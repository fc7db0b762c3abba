"""The shipped table is the law sheet's §9.10, whole; the shipped calendar is §2.6."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from deadlines.data import RULES
from deadlines.labels import DAY_NAMES, LABELS
from deadlines.proposing import propose_days
from deadlines.reference import shipped_days
from deadlines.states import Confidence, DayKind, Direction, SkipReason, Unit
from tests.unit.deadlines.shipped import CALENDAR, COUNTED_RULES

BY_ID = {rule.id: rule for rule in RULES}


def test_every_row_is_there_and_the_base_comes_first() -> None:
    assert sorted({rule.row for rule in RULES}) == list(range(1, 73))
    firsts = {rule.row: rule.variant for rule in reversed(RULES)}
    assert {row: variant for row, variant in firsts.items() if variant is not None} == {55: "ordinary"}


@pytest.mark.parametrize(
    ("rule_id", "length", "unit"),
    [
        ("28", 10, Unit.WORKING_DAYS), ("55.urgent", 1, Unit.WORKING_DAYS), ("55.simple", 3, Unit.WORKING_DAYS),
        ("55.ordinary", 10, Unit.WORKING_DAYS), ("55.complex", 15, Unit.WORKING_DAYS),
        ("34", 30, Unit.CALENDAR_DAYS), ("34.remote_complex", 60, Unit.CALENDAR_DAYS),
        ("37.remote_complex", 70, Unit.CALENDAR_DAYS), ("8", 3, Unit.MONTHS), ("58", 72, Unit.HOURS),
        ("30.connect", 1, Unit.HOURS), ("15.list", 15, Unit.CALENDAR_DAYS), ("3", None, Unit.PERMANENT),
        ("5", None, Unit.RECURRING), ("60", None, Unit.NEXT_SESSION),
    ],
)  # fmt: skip
def test_lengths(rule_id: str, length: int | None, unit: Unit) -> None:
    assert (BY_ID[rule_id].length, BY_ID[rule_id].unit) == (length, unit)


def test_what_is_doubted_is_marked() -> None:
    plain = {rule.row for rule in RULES if not rule.to_be_confirmed}
    assert all(rule.to_be_confirmed for rule in RULES if rule.confidence is not Confidence.HIGH)
    assert {28, 10, 33, 53, 54, 55}.isdisjoint(plain)  # §10: points 1, 2, 3
    assert {1, 22, 34, 45, 58} <= plain


def test_a_notice_before_is_counted_backwards() -> None:
    backwards = {rule.row for rule in COUNTED_RULES if rule.direction is Direction.BEFORE}
    assert backwards == {6, 7, 11, 15, 18, 21, 23, 25, 30, 39, 59}


def test_only_what_the_law_leaves_open_is_open_to_the_province() -> None:
    assert {rule.row for rule in RULES if rule.open_to_province} == {54, 55, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72}


@pytest.mark.parametrize(
    ("year", "off"),
    [
        (2025, "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9"),
        (2026, "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11"),
    ],
)
def test_weekdays_off_as_published(year: int, off: str) -> None:
    expected = {date(year, int(month), int(day)) for day, month in (word.split("/") for word in off.split())}
    weekdays = [date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())]
    assert {day for day in weekdays if day.weekday() < 5 and not CALENDAR.is_working_day(day)} == expected


def test_saturdays_worked() -> None:
    worked = {day.date for day in shipped_days() if day.kind is DayKind.MAKEUP_WORKING}
    assert worked == {date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)}
    assert all(CALENDAR.is_working_day(day) for day in worked)


def test_years_not_yet_announced_are_provisional_and_as_computed() -> None:
    assert CALENDAR.provisional_years == {2027, 2028, 2029, 2030}
    for year in CALENDAR.provisional_years:
        assert tuple(day for day in shipped_days() if day.date.year == year) == propose_days(year)
    assert date(2027, 5, 3) in CALENDAR.days  # 1/5 is a Saturday: Monday in lieu
    # Tết 2027 is five days, 4–8/2, of which two are a weekend: two more in lieu
    tet = [CALENDAR.days[date(2027, 2, day)] for day in range(4, 11)]
    assert tet == [DayKind.HOLIDAY] * 5 + [DayKind.IN_LIEU] * 2


def test_a_swapped_day_has_its_saturday() -> None:
    kinds = Counter(day.kind for day in shipped_days())
    assert kinds[DayKind.SWAPPED_OFF] == kinds[DayKind.MAKEUP_WORKING]


def test_names_are_known_to_the_catalogue_and_every_member_has_a_label() -> None:
    assert {day.name for day in shipped_days()} == set(DAY_NAMES)
    assert all(member in LABELS for enum in (Unit, Direction, DayKind, SkipReason, Confidence) for member in enum)


def test_why_off_names_the_holiday_before_the_weekday() -> None:
    sunday = CALENDAR.why_off(date(2026, 4, 26))
    assert sunday is not None
    assert (sunday.reason, sunday.name) == (SkipReason.HOLIDAY, "Giỗ Tổ Hùng Vương")
    assert CALENDAR.why_off(date(2026, 1, 10)) is None
    assert CALENDAR.next_working_day(date(2026, 2, 14)) == date(2026, 2, 23)
    assert CALENDAR.previous_working_day(date(2026, 2, 22)) == date(2026, 2, 13)
