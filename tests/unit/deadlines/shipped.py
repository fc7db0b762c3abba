"""The shipped calendar and rules, as the tests use them."""

from __future__ import annotations

from datetime import date, datetime

from core.clock import VIETNAM, local_date
from deadlines.catalogue import calendar_of
from deadlines.computing import Computation, Pause, RuleFacts, compute_due
from deadlines.data import RULES
from deadlines.reference import shipped_days
from deadlines.states import Direction, Unit

CALENDAR = calendar_of(shipped_days())
W, C, M, H = Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS, Unit.HOURS
COUNTED_RULES = [rule for rule in RULES if rule.length is not None]


def at(text: str) -> datetime:
    """A moment in Vietnam, "2026-11-20 09:00"; nine in the morning unless said."""
    moment = datetime.fromisoformat(text if " " in text else f"{text} 09:00")
    return moment.replace(tzinfo=VIETNAM)


def facts(length: int, unit: Unit, direction: Direction = Direction.WITHIN) -> RuleFacts:
    return RuleFacts(length, unit, direction)


def due(start: str, length: int, unit: Unit, *pauses: Pause, direction: Direction = Direction.WITHIN) -> date:
    done = computed(start, facts(length, unit, direction), *pauses)
    assert done.due_at is not None
    return local_date(done.due_at)


def computed(start: str, rule: RuleFacts, *pauses: Pause) -> Computation:
    return compute_due(rule, at(start), CALENDAR, pauses)
