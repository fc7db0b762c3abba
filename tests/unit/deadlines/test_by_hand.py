"""Terms across 2024–2027 counted by hand: every counted day is written out, and the day the term ends."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from core.clock import local_date
from deadlines.computing import RuleFacts
from deadlines.data import RULES
from tests.unit.deadlines.shipped import at, computed

BY_ID = {rule.id: rule for rule in RULES}

# (rule, start, the counted days "first-last/month day/month …" in the order they are counted, end)
FORWARD = [
    # 2024: Tết 8–14/2; 18/4; 29/4 swapped for Saturday 4/5; 30/4, 1/5; 2–3/9
    ("35", "2024-02-06", "7/2 15/2 16/2", "2024-02-16"),
    ("42", "2024-02-05", "6/2 7/2 15/2 16/2 19/2 20/2 21/2", "2024-02-21"),
    ("28", "2024-04-16", "17/4 19/4 22-26/4 2/5 3/5 4/5", "2024-05-04"),
    ("44", "2024-08-30", "4/9 5/9 6/9 9/9 10/9", "2024-09-10"),
    ("34", "2024-01-10", "11-31/1 1-9/2", "2024-02-15"),  # 9/2 is in Tết
    ("9", "2024-12-27", "30/12 31/12 2/1 3/1 6/1", "2025-01-06"),
    ("8", "2024-11-30", "1-31/12 1-31/1 1-28/2", "2025-02-28"),  # three months: there is no 30 February
    ("50", "2024-04-09", "10-29/4", "2024-05-02"),  # 29/4 swapped off
    ("48", "2024-04-26", "2/5 3/5 4/5 6/5 7/5 8/5 9/5", "2024-05-09"),
    # 2025: 1/1; Tết 27–31/1; 7/4; 30/4, 1/5; 2/5 swapped for Saturday 26/4; 1–2/9
    ("47", "2025-01-23", "24/1 3/2 4/2 5/2 6/2", "2025-02-06"),
    ("34.complex", "2025-01-15", "16-31/1 1-28/2 1/3", "2025-03-03"),  # 1/3 is a Saturday
    ("35", "2025-04-04", "8/4 9/4 10/4", "2025-04-10"),
    ("29", "2025-04-24", "25/4 26/4 28/4 29/4 5/5 6/5 7/5", "2025-05-07"),
    ("33", "2025-04-28", "29-30/4 1-8/5", "2025-05-08"),  # ten days end before seven working days (12/5)
    ("22", "2025-08-17", "18-31/8 1/9", "2025-09-03"),  # 1/9 is off
    ("10", "2025-08-27", "28/8 29/8 3/9 4/9 5/9", "2025-09-05"),
    ("41", "2025-12-02", "3-31/12 1/1", "2026-01-05"),  # 1/1, then 2/1 swapped, then the weekend
    ("14", "2025-12-30", "31/12 5/1 6/1", "2026-01-06"),
    ("45", "2025-03-01", "2-31/3", "2025-03-31"),
    # 2026: 2/1 swapped for 10/1; Tết 16–20/2; 26/4 a Sunday, 27/4; 30/4, 1/5; 31/8 swapped for 22/8; 1–2/9; 24/11
    ("35", "2026-01-07", "8/1 9/1 10/1", "2026-01-10"),
    ("28", "2026-02-09", "10-13/2 23-27/2 2/3", "2026-03-02"),
    ("55.urgent", "2026-02-13", "23/2", "2026-02-23"),
    ("55.simple", "2026-04-23", "24/4 28/4 29/4", "2026-04-29"),
    ("55.ordinary", "2026-04-20", "21-24/4 28/4 29/4 4-7/5", "2026-05-07"),
    ("55.complex", "2026-08-17", "18-22/8 24-28/8 3/9 4/9 7-9/9", "2026-09-09"),
    ("33", "2026-11-20", "21-30/11", "2026-11-30"),  # seven working days would end on 2/12
    ("33", "2026-06-01", "2-5/6 8-10/6", "2026-06-10"),  # ten days would end on 11/6
    ("34", "2026-12-02", "3-31/12 1/1", "2027-01-04"),
    ("34.complex", "2026-12-01", "2-31/12 1-15/1", "2027-01-15"),
    ("27", "2026-11-20", "23/11 25/11 26/11", "2026-11-26"),
    ("37.remote_complex", "2026-06-15", "16-30/6 1-31/7 1-24/8", "2026-08-24"),
    # 2027 (computed): Tết 4–10/2; 16/4; 30/4, 1/5 a Saturday, 3/5; 2–3/9; 24/11; and 1/1/2028 a Saturday, 3/1
    ("42", "2027-02-01", "2/2 3/2 11/2 12/2 15/2 16/2 17/2", "2027-02-17"),
    ("10", "2027-04-14", "15/4 19-22/4", "2027-04-22"),
    ("47", "2027-04-28", "29/4 4-7/5", "2027-05-07"),
    ("38", "2027-08-27", "28-31/8 1-3/9", "2027-09-06"),  # 3/9 is off
    ("43", "2027-11-19", "22/11 23/11 25/11 26/11 29/11", "2027-11-29"),
    ("57.erase", "2027-12-12", "13-31/12 1/1", "2028-01-04"),  # Saturday 1/1, Monday 3/1 in lieu
]
BACKWARD = [
    ("25", "2024-09-05", "4/9 30/8 29/8 28/8 27/8", "2024-08-27"),
    ("6", "2026-11-10", "9/11 8/11", "2026-11-06"),  # 8/11 is a Sunday: no later than the Friday
    ("30", "2026-11-30", "27/11 26/11 25/11 23/11 20/11", "2026-11-20"),
    ("23", "2026-10-15", "14-1/10 30-1/9 31/8", "2026-08-28"),  # 31/8 swapped off
    ("15.notice", "2025-05-09", "8-2/5", "2025-04-29"),  # 2/5, 1/5 and 30/4 are off
]


@pytest.mark.parametrize(("rule_id", "start", "days", "end"), FORWARD + BACKWARD)
def test_counted_by_hand(rule_id: str, start: str, days: str, end: str) -> None:
    rule = BY_ID[rule_id]
    done = computed(start, RuleFacts(rule.length, rule.unit, rule.direction, *(rule.other or (None, None))))
    assert list(done.counted) == written(days, date.fromisoformat(start))
    assert done.due_at is not None
    assert local_date(done.due_at) == date.fromisoformat(end)


def test_seventy_two_hours_run_through_tet() -> None:
    rule = BY_ID["58"]
    assert computed("2026-02-13 16:30", RuleFacts(rule.length, rule.unit)).due_at == at("2026-02-16 16:30")


def test_there_are_enough_of_every_year() -> None:
    for year in ("2024", "2025", "2026", "2027"):
        assert sum(case[1].startswith(year) for case in FORWARD + BACKWARD) >= 6
    assert len(FORWARD + BACKWARD) >= 40


def written(days: str, start: date) -> list[date]:
    """The days of the notation, each in the year nearest to the start."""
    found: list[date] = []
    for word in days.split():
        first, last, month = re.fullmatch(r"(\d+)(?:-(\d+))?/(\d+)", word).groups()  # type: ignore[union-attr]
        step = 1 if int(last or first) >= int(first) else -1
        for day in range(int(first), int(last or first) + step, step):
            near = [date(start.year + shift, int(month), day) for shift in (-1, 0, 1)]
            found.append(min(near, key=lambda candidate: abs(candidate - start)))
    assert all(abs(day - start) < timedelta(days=183) for day in found)
    return found
