"""When reminders fall due."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clock import VIETNAM, local, local_date
from deadlines.computing import RuleFacts
from deadlines.reminding import CLOSES, OPENS, coming, in_office_hours, plan, reached
from deadlines.states import Direction, ReminderStage, Unit
from tests.unit.deadlines.shipped import CALENDAR, COUNTED_RULES, C, H, M, W, at, computed, facts


def told(start: str, length: int, unit: Unit, direction: Direction = Direction.WITHIN) -> dict[str, str]:
    """The day of each reminder; all come at eight."""
    planned = plan(computed(start, facts(length, unit, direction)), at(start), CALENDAR)
    assert all(f"{local(entry.at):%H:%M}" == "08:00" for entry in planned)
    return {entry.stage.value: f"{local(entry.at):%d/%m}" for entry in planned}


@pytest.mark.parametrize(
    ("start", "length", "unit", "expected"),
    [
        ("2026-03-10", 10, W, {"half": "17/03", "most": "20/03", "due": "24/03", "overdue": "25/03"}),
        ("2026-03-10", 1, W, {"due": "11/03", "overdue": "12/03"}),  # all on one day: the gravest
        ("2026-03-10", 3, W, {"half": "12/03", "due": "13/03", "overdue": "16/03"}),
        # 30 days: the 15th is 17/12, the 24th Saturday 26/12; the 30th is 1/1, so due on Monday 4/1
        ("2026-12-02", 30, C, {"half": "17/12", "most": "28/12", "due": "04/01", "overdue": "05/01"}),
        ("2026-03-10", 72, H, {"half": "11/03", "most": "12/03", "due": "13/03", "overdue": "16/03"}),
        ("2026-03-02", 3, M, {"half": "17/04", "most": "15/05", "due": "02/06", "overdue": "03/06"}),
    ],
)  # fmt: skip
def test_half_most_due_and_a_day_over(start: str, length: int, unit: Unit, expected: dict[str, str]) -> None:
    assert told(start, length, unit) == expected


def test_backwards_only_the_end_reminds_and_a_least_duration_never() -> None:
    assert told("2026-11-30", 5, W, Direction.BEFORE) == {"due": "20/11", "overdue": "23/11"}
    assert told("2026-03-10", 30, C, Direction.AT_LEAST) == {}


def test_office_hours_are_those_of_working_days() -> None:
    assert in_office_hours(at("2026-03-10 08:00"), CALENDAR)
    assert in_office_hours(at("2026-01-10 16:59"), CALENDAR)  # a Saturday worked
    for moment in ("2026-03-10 07:59", "2026-03-10 17:00", "2026-03-14 10:00", "2026-11-24 10:00"):
        assert not in_office_hours(at(moment), CALENDAR)


@given(
    st.sampled_from(COUNTED_RULES),
    st.datetimes(datetime(2024, 1, 1), datetime(2027, 6, 1)).map(lambda m: m.replace(tzinfo=VIETNAM)),  # noqa: DTZ001 - the zone is put on at once
    st.integers(-10, 200),
)
def test_every_reminder_opens_an_office_day_and_all_are_in_order(rule: object, start: datetime, days: int) -> None:
    terms = RuleFacts(rule.length, rule.unit, rule.direction)  # type: ignore[attr-defined]  # a ShippedRule
    done = computed(start.strftime("%Y-%m-%d %H:%M"), terms)
    planned = plan(done, start, CALENDAR)
    assert [entry.at for entry in planned] == sorted({entry.at for entry in planned})
    assert [entry.stage for entry in planned] == sorted(
        (entry.stage for entry in planned), key=list(ReminderStage).index
    )
    assert all(in_office_hours(entry.at, CALENDAR) and local(entry.at).time() == OPENS < CLOSES for entry in planned)
    now = start + timedelta(days=days)
    passed, following = reached(planned, now), coming(planned, now)
    assert passed is None or passed.at <= now
    assert following is None or following.at > now
    assert (passed is None) or (following is None) or planned.index(following) == planned.index(passed) + 1
    if planned and done.direction is Direction.WITHIN and done.unit is not Unit.HOURS:
        assert done.due_at is not None
        assert local_date(done.due_at) in {
            local_date(entry.at) for entry in planned if entry.stage is ReminderStage.DUE
        }
