"""The clocks of petitions as the services start them, each day of a year worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from core.clock import local_date
from core.context import Context
from deadlines.catalogue import RuleView, current
from deadlines.computing import compute_due
from deadlines.reminding import Planned, coming, plan

Step = tuple[int, str | None]
FIRST_REPLY: Step = (28, None)
SETTLING: Step = (55, "ordinary")


@dataclass(frozen=True, slots=True)
class Term:
    """What a clock that starts on a day runs under, until when, and what its officials are reminded of next."""

    rule: RuleView
    due_at: datetime
    reminder: Planned | None


class Terms:
    """Terms by step and day of the start; what has been reminded of already is as if it had gone out."""

    def __init__(self, ctx: Context) -> None:
        self._catalogue, self._now = current(ctx), ctx.now
        today = local_date(ctx.now)
        self._rules = {step: self._catalogue.find(step[0], step[1], today) for step in (FIRST_REPLY, SETTLING)}
        self._known: dict[tuple[Step, date], Term] = {}

    def of(self, step: Step, started_at: datetime) -> Term:
        """The term of a clock that started then: both steps count whole days, so that the hour does not matter."""
        key = (step, local_date(started_at))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._count(step, started_at)
        return found

    def _count(self, step: Step, started_at: datetime) -> Term:
        rule, calendar = self._rules[step], self._catalogue.calendar
        done = compute_due(rule.facts(), started_at, calendar)
        assert done.due_at is not None  # both have a length
        return Term(rule, done.due_at, coming(plan(done, started_at, calendar), self._now))
