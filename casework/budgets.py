"""How much one network sends in an hour: beyond a soft limit each sending costs some work, beyond a hard one it ends.

No gatekeeper: a hamlet, or a carrier's thousand phones, may share one address. Only the hard limit refuses, so that
nobody fills the disk or ties up every thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import cast

from sqlalchemy import Executable, Integer, Table, bindparam, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from casework.errors import BudgetSpent
from casework.models import CaseThrottle
from casework.numbers import WINDOW
from core.context import Context
from core.db import fetch

FORGOTTEN_AFTER = timedelta(days=1)
_TABLE = cast(Table, CaseThrottle.__table__)
_COLUMNS = _TABLE.c
_BEGIN = bindparam("begin", type_=_COLUMNS.window_at.type)
_NOW = bindparam("now", type_=_COLUMNS.window_at.type)
_NAMED = bindparam("named", type_=_COLUMNS.bucket.type)
_COUNTED = select(_COLUMNS.failures, _COLUMNS.window_at).where(_COLUMNS.bucket == _NAMED, _COLUMNS.window_at > _BEGIN)


@dataclass(frozen=True, slots=True)
class Budget:
    """What is counted, how many of it go with one thing sent, and how many times the soft limit the hard one is."""

    name: str
    each: int
    hard: int


@dataclass(frozen=True, slots=True)
class Spent:
    """How much of a budget a network has used, and when its hour is over."""

    count: int
    soft: int
    until: datetime

    @property
    def over(self) -> bool:
        """Whether it is beyond the soft limit."""
        return self.count > self.soft

    @property
    def times(self) -> int:
        """How many times over."""
        return max(1, self.count // self.soft)


SUBMISSIONS = Budget("submissions", 1, 20)
PHOTOS = Budget("photos", 2, 10)
FILES = Budget("files", 2, 10)
# Opinions and questions: they have no clerk who looks at what came without a proof, so they end earlier.
UNREVIEWED = 4


def spend(
    ctx: Context, budget: Budget, *, network: bytes, sends: int, count: int = 1, hard: int | None = None
) -> Spent:
    """Count what a network sends; `network` is a keyed hash made by the web layer, `sends` the soft limit of an hour.

    Raises BudgetSpent beyond `hard` times that, the budget's own when nothing is said; the transaction that it rolls
    back counts nothing.
    """
    counting = _counting(ctx.session.get_bind().dialect.name)
    row = fetch(
        ctx.session, counting, named=_bucket(ctx, budget, network), now=ctx.now, count=count, begin=ctx.now - WINDOW
    ).one()
    spent = Spent(row.failures, budget.each * sends, row.window_at + WINDOW)
    if spent.count > spent.soft * (hard or budget.hard):
        raise BudgetSpent(budget=budget.name, until=spent.until)
    return spent


def next_spent(ctx: Context, budget: Budget, *, network: bytes, sends: int) -> Spent:
    """Where one more would stand; counts nothing."""
    row = fetch(ctx.session, _COUNTED, named=_bucket(ctx, budget, network), begin=ctx.now - WINDOW).one_or_none()
    used, since = (row.failures, row.window_at) if row else (0, ctx.now)
    return Spent(used + 1, budget.each * sends, since + WINDOW)


@cache
def _counting(dialect: str) -> Executable:
    """One more in the hour that runs, or the first of a new one. Built once: every sending of everybody is counted."""
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    count, fresh = bindparam("count", type_=Integer), _COLUMNS.window_at > _BEGIN
    counted = {
        "failures": case((fresh, _COLUMNS.failures + count), else_=count),
        "window_at": case((fresh, _COLUMNS.window_at), else_=_NOW),
    }
    first = insert(_TABLE).values(bucket=_NAMED, window_at=_NOW, failures=count)
    both = first.on_conflict_do_update(index_elements=[_COLUMNS.bucket], set_=counted)
    return both.returning(_COLUMNS.failures, _COLUMNS.window_at)


def forget_old(ctx: Context, *, most: int = 1000) -> int:
    """Delete counts whose hour is long over, wrong access codes too, some at a time; gives how many."""
    t = CaseThrottle
    old = select(t.bucket).where(t.window_at < ctx.now - FORGOTTEN_AFTER).limit(most)
    buckets = list(ctx.session.execute(old).scalars())
    ctx.session.execute(delete(t).where(t.bucket.in_(buckets)))
    return len(buckets)


def _bucket(ctx: Context, budget: Budget, network: bytes) -> bytes:
    return ctx.keys.tag(f"budget-{budget.name}", network)
