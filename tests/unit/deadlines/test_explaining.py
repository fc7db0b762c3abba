"""The lines of "Vì sao là ngày này?"."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from deadlines.calendar import ONE_DAY
from deadlines.catalogue import RuleView
from deadlines.computing import Pause
from deadlines.data.shape import ShippedRule
from deadlines.explaining import Explanation, explain
from deadlines.states import Direction, SkipReason, Unit
from tests.unit.deadlines.shipped import CALENDAR, COUNTED_RULES, at

BY_ID = {rule.id: rule for rule in COUNTED_RULES}


def view(rule: ShippedRule) -> RuleView:
    other_length, other_unit = rule.other or (None, None)
    return RuleView(
        id=rule.id, version=1, row=rule.row, variant=rule.variant, position=0, kind=rule.kind, step=rule.step,
        start_event=rule.start_event, length=rule.length, unit=rule.unit, direction=rule.direction,
        other_length=other_length, other_unit=other_unit, extension_length=None, extension_cap=None, extension_note="",
        legal_basis=rule.legal_basis, confidence=rule.confidence, to_be_confirmed=rule.to_be_confirmed,
        open_to_province=False, province_id=None, valid_from=rule.since, valid_to=None,
    )  # fmt: skip


def told(rule_id: str, start: str, **more: Any) -> Explanation:
    return explain(view(BY_ID[rule_id]), at(start), CALENDAR, **more)


def test_each_working_day_has_its_line_and_days_off_alike_share_one() -> None:
    lines = told("55.simple", "2026-02-12").lines
    assert [(line.first.day, line.last.day, line.number, line.reason) for line in lines] == [
        (13, 13, 1, None),
        (14, 14, None, SkipReason.SATURDAY),
        (15, 15, None, SkipReason.SUNDAY),
        (16, 20, None, SkipReason.HOLIDAY),
        (21, 21, None, SkipReason.SATURDAY),
        (22, 22, None, SkipReason.SUNDAY),
        (23, 23, 2, None),
        (24, 24, 3, None),
    ]


def test_a_saturday_worked_for_another_day_is_told() -> None:
    (line,) = told("55.urgent", "2026-01-09").lines
    assert (line.first, line.number, line.makeup) == (date(2026, 1, 10), 1, True)


def test_calendar_days_are_told_as_one_stretch() -> None:
    done = told("34", "2026-12-02")
    assert [(line.first, line.number) for line in done.lines] == [
        (date(2026, 12, 3), 30),
        (date(2027, 1, 2), None),
        (date(2027, 1, 3), None),
    ]
    assert done.provisional  # 2027 has not been announced
    assert not told("34", "2026-10-01").provisional


def test_backwards_from_the_event() -> None:
    lines = told("25", "2026-11-30").lines
    assert (lines[0].first, lines[-1].first, lines[-1].number) == (date(2026, 11, 29), date(2026, 11, 20), 5)


def test_an_extension_and_a_pause_are_part_of_it() -> None:
    pause = Pause(at("2026-03-11"), at("2026-03-13"))
    done = told("55.simple", "2026-03-10", pauses=[pause], extended_by=2)
    assert (done.length, len(done.counted), done.extended_by) == (5, 5, 2)
    assert [line.reason for line in done.lines][1] is SkipReason.PAUSED


@given(
    st.sampled_from(COUNTED_RULES),
    st.dates(date(2024, 1, 1), date(2027, 6, 30)),
    st.integers(0, 20),
    st.integers(0, 20),
)
def test_the_lines_cover_every_day_once_and_end_at_the_length(
    rule: ShippedRule, start: date, run: int, wait: int
) -> None:
    begun = at(start.isoformat())
    pause = Pause(begun + run * ONE_DAY, begun + (run + wait) * ONE_DAY)
    pauses = [] if rule.direction is Direction.BEFORE else [pause]
    done = explain(view(rule), begun, CALENDAR, pauses=pauses)
    if done.unit is Unit.HOURS:
        return
    numbers = [line.number for line in done.lines if line.number is not None]
    assert numbers[-1] == len(done.counted)
    days = sorted([*done.counted, *(skipped.date for skipped in done.skipped)])
    assert days == [days[0] + n * ONE_DAY for n in range(len(days))]  # no gap, none twice
    told_days = sum(abs((line.last - line.first).days) + 1 for line in done.lines)
    assert told_days == len(days)
