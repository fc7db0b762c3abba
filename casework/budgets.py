"""How much one network may send in an hour: generous, so that nobody fills the disk or ties up every thread."""

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
    """What is counted, and how many of it an hour allows; a village may share one address."""

    name: str
    most: int


SUBMISSIONS = Budget("submissions", 30)
PHOTOS = Budget("photos", 40)


def spend(ctx: Context, budget: Budget, *, network: bytes, count: int = 1) -> None:
    """Count what a network sends; `network` is a keyed hash made by the web layer.

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
    spent = ctx.session.execute(
        statement.on_conflict_do_update(index_elements=[t.bucket], set_=counted).returning(t.failures)
    ).scalar_one()
    if spent > budget.most:
        raise BudgetSpent
