"""How long a draft must lie open: row 17 of the deadlines table, or the law's own number when the table has none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from consultations.errors import ClosesInPast, PeriodTooShort
from core.clock import local_date
from core.context import Context
from deadlines.catalogue import current
from deadlines.computing import RuleFacts, compute_due
from deadlines.errors import NoSuchRule
from deadlines.states import Direction, Unit

RULE_ROW = 17
_LAW = RuleFacts(20, Unit.CALENDAR_DAYS, Direction.AT_LEAST)  # Law 10/2022 art. 28.2


@dataclass(frozen=True, slots=True)
class ShortestPeriod:
    """The law's minimum, were the draft published now."""

    days: int
    earliest: date


def shortest_period(ctx: Context, *, province_id: UUID | None) -> ShortestPeriod:
    """The first day on which a draft published now may close. Civil Code art. 147, 148 do the counting."""
    catalogue = current(ctx)
    try:
        facts = catalogue.find(RULE_ROW, None, local_date(ctx.now), province_id).facts()
    except NoSuchRule:
        facts = _LAW
    if facts.length is None:
        facts = _LAW
    due = compute_due(facts, ctx.now, catalogue.calendar).due_at
    return ShortestPeriod(facts.length or 0, local_date(due or ctx.now))


def check_period(ctx: Context, closes_on: date, *, other_law: str, province_id: UUID | None) -> None:
    """Raises ClosesInPast, and PeriodTooShort unless another law is named."""
    if closes_on <= local_date(ctx.now):
        raise ClosesInPast
    shortest = shortest_period(ctx, province_id=province_id)
    if closes_on < shortest.earliest and not other_law:
        raise PeriodTooShort(days=shortest.days, earliest=f"{shortest.earliest:%d/%m/%Y}")
