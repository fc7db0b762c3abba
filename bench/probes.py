"""What the database alone takes for the officials' lists and searches, and how large the index of words is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event, select, text

from accounts.models import Account
from bench.visitors import CLERK, TERMS
from bench.world import Installation
from core.actor import Actor, ActorKind
from core.context import Context
from core.paging import PageRequest
from feedback.queries import list_queue
from feedback.queries.narrowing import Narrowing
from feedback.queries.search import search_words
from feedback.states import Field, Source, View

_TIMES = 60
# On SQLite only what petitions say is counted of their table, so that the share is rather too large than too small.
_SIZES = {
    "sqlite": "SELECT (SELECT sum(length(block)) FROM petition_words_data) * 1.0 / sum(length(sealed_content)"
    " + length(CAST(title AS BLOB)) + length(CAST(body AS BLOB)) + length(CAST(place AS BLOB))) FROM petition",
    "postgresql": "SELECT pg_total_relation_size('petition_words') * 1.0 / pg_table_size('petition')",
}


@dataclass(slots=True)
class Watch:
    """Milliseconds in the database, statement by statement, since it was last emptied."""

    clock: Callable[[], float]
    spent: float = 0.0
    _began: float = 0.0

    def before(self, *_facts: Any) -> None:
        """A statement goes out."""
        self._began = self.clock()

    def after(self, *_facts: Any) -> None:
        """Its answer is there."""
        self.spent += (self.clock() - self._began) * 1000


@dataclass(frozen=True, slots=True)
class Probed:
    """Milliseconds that 95 of 100 stay below, by what was asked; the index of words as a share of its table."""

    lists: Mapping[str, float]
    searches: Mapping[str, float]
    index_share: float


def probe(installation: Installation) -> Probed:
    """Ask each thing some dozens of times, in this process."""
    runtime = installation.runtime
    with runtime.reading() as ctx:
        clerk = ctx.session.execute(select(Account.id).where(Account.user_name == CLERK)).scalar_one()
    # As a request does: who acts is read again in a transaction.
    with runtime.transaction(Actor(ActorKind.OFFICIAL, clerk)) as ctx:
        viewer = ctx.actor
    with runtime.reading(viewer) as ctx, _watched(runtime.engine) as watch:
        lists = {name: _p95(watch, lambda look=look: look(ctx)) for name, look in _LISTS.items()}  # type: ignore[misc]
        searches = {
            name: _p95(watch, lambda typed=typed: search_words(ctx, viewer=viewer, typed=typed))  # type: ignore[misc]
            for name, typed in TERMS.items()
        }
        return Probed(lists, searches, _index_share(ctx))


def _listed(view: View, **chosen: Any) -> Callable[[Context], object]:
    narrowed, page = Narrowing(**chosen), PageRequest(25)
    return lambda ctx: list_queue(ctx, viewer=ctx.actor, view=view, page=page, narrowed=narrowed)


_LISTS = {
    "open": _listed(View.OPEN), "done": _listed(View.DONE),
    "done, by field": _listed(View.DONE, field=Field.CULTURE),
    "done, by source": _listed(View.DONE, source=Source.POST),
}  # fmt: skip


def _p95(watch: Watch, ask: Callable[[], object]) -> float:
    ask()  # what is read once: the calendar, a statement's plan
    took = []
    for _ in range(_TIMES):
        watch.spent = 0.0
        ask()
        took.append(watch.spent)
    return sorted(took)[_TIMES * 95 // 100]


@contextmanager
def _watched(engine: Engine) -> Iterator[Watch]:
    # SQLite works in this thread, and its processor time is not other programs' business; PostgreSQL is waited for.
    watch = Watch(time.thread_time if engine.dialect.name == "sqlite" else time.perf_counter)
    hooks = (("before_cursor_execute", watch.before), ("after_cursor_execute", watch.after))
    for name, hook in hooks:
        event.listen(engine, name, hook)
    try:
        yield watch
    finally:
        for name, hook in hooks:
            event.remove(engine, name, hook)


def _index_share(ctx: Context) -> float:
    statement = text(_SIZES[ctx.session.connection().dialect.name])
    return float(ctx.session.execute(statement).scalar_one())
