"""The engine against a walker that goes day by day: 5,000 random starts, every rule that has a length."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from deadlines.computing import RuleFacts, compute_due
from deadlines.states import Unit
from tests.integration.deadlines.naive import earliest
from tests.unit.deadlines.shipped import CALENDAR, COUNTED_RULES

STARTS = 5000
FIRST = datetime(2024, 1, 1, tzinfo=UTC)
LAST = datetime(2027, 12, 20, tzinfo=UTC)  # what ends later ends in a year whose days off nobody wrote down here
MINUTES = int((datetime(2027, 9, 25, tzinfo=UTC) - FIRST).total_seconds() // 60)  # ninety days later is still 2027


@pytest.mark.slow
@pytest.mark.timeout(600)  # all processor: minutes of it where others are at work too
def test_the_engine_agrees_with_counting_on_the_fingers() -> None:
    chance = Random(2411)
    starts = [FIRST + timedelta(minutes=chance.randrange(MINUTES)) for _ in range(STARTS)]
    differing = []
    for rule in COUNTED_RULES:
        facts = RuleFacts(rule.length, rule.unit, rule.direction, *(rule.other or (None, None)))
        other = (rule.other[0], rule.other[1].value) if rule.other else None
        assert rule.length is not None
        month = timedelta(days=31 * rule.length if rule.unit is Unit.MONTHS else 0)
        for start in (one for one in starts if one + month < LAST):
            due = compute_due(facts, start, CALENDAR).due_at
            if due != earliest(rule.length, rule.unit.value, rule.direction.value, other, start):
                differing.append((rule.id, start, due))
    assert not differing, differing[:5]
