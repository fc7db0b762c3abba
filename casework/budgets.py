"""How much one network may send in an hour: generous, so that nobody fills the disk or ties up every thread.

It is a last stop and no gatekeeper: a hamlet, or a carrier's thousand phones, may share one address.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case
from sqlalchemy.dialects import postgresql, sqlite

from casework.errors import BudgetSpent
from casework.models import CaseThrottle
from casework.numbers import WINDOW
from core.context import Context


@dataclass(frozen=True, slots=True)
class Budget:
    """What is counted, and how many of it go with one thing sent."""

    name: str
    each: int


SUBMISSIONS = Budget("submissions", 1)
PHOTOS = Budget("photos", 2)
FILES = Budget("files", 2)


def spend(ctx: Context, budget: Budget, *, network: bytes, sends: int, count: int = 1) -> None:
    """Count what a network sends; `network` is a keyed hash made by the web layer, `sends` what an hour allows.

    Raises BudgetSpent; the transaction that it rolls back counts nothing.
    """
    t = CaseThrottle
    insert = sqlite.insert if ctx.session.get_bind().dialect.name == "sqlite" else postgresql.insert
    fresh = t.window_at > ctx.now - WINDOW
    bucket = ctx.keys.tag(f"budget-{budget.name}", network)
    counted = {
        "failures": case((fresh, t.failures + count), else_=count),
        "window_at": case((fresh, t.window_at), else_=ctx.now),
    }
    statement = insert(t).values(bucket=bucket, window_at=ctx.now, failures=count)
    spent, since = ctx.session.execute(
        statement.on_conflict_do_update(index_elements=[t.bucket], set_=counted).returning(t.failures, t.window_at)
    ).one()
    if spent > budget.each * sends:
        raise BudgetSpent(budget=budget.name, until=since + WINDOW)
