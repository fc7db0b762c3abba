"""Personal data: the ledger outside the database follows the one inside; what is over by the schedule goes at night."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from bootstrap.erasure_ledger import reconcile
from bootstrap.postgres_hygiene import TablesInUse, rewrite_keys
from bootstrap.runtime import Runtime
from casework.erasures import ledger
from casework.erasures.events import ErasureNoted
from core.clock import local_date
from core.outbox import Waiting
from jobs.handling import Handler, Handlers
from privacy.retention.acting import act, note_run, preview
from privacy.retention.schedule import terms

_TWO_NIGHTS = timedelta(days=2)


def write_ledger(runtime: Runtime, _message: Waiting) -> None:
    """Write whatever the file lacks: twice is as good as once."""
    reconcile(runtime)


def empty_log(runtime: Runtime, _message: Waiting) -> None:
    """SQLite overwrites what is deleted, but its log of changes holds the page as it was until it is emptied."""
    runtime.empty_log()


def retain(runtime: Runtime) -> None:
    """Erase what is over, a portion in a transaction; then write how much went by which rule, and what holds kept.

    Last, PostgreSQL's tables of keys are written anew if anything was erased: it overwrites nothing by itself.
    """
    with runtime.reading() as ctx:
        active = [term for term in terms(ctx) if term.acts and term.rule.task == "privacy.retain"]
    results = []
    for term in active:
        erased = _erase_all(runtime, term.rule.code)
        with runtime.reading() as ctx:
            results.append((term.rule.code, erased, preview(ctx, term).held))
    with runtime.transaction() as ctx:
        note_run(ctx, results)
    _overwrite(runtime)


def _overwrite(runtime: Runtime) -> None:
    with runtime.reading() as ctx:
        fresh = ledger.any_since(ctx, local_date(ctx.now) - _TWO_NIGHTS)
    if fresh:
        # Two nights have their turn for what was erased on one day: the first may find the tables in use.
        with suppress(TablesInUse):
            rewrite_keys(runtime.engine)


def _erase_all(runtime: Runtime, code: str) -> int:
    erased, after = 0, None
    while True:
        # The terms are read again each time: somebody may have lengthened this one a moment ago.
        with runtime.transaction() as ctx:
            done = next(act(ctx, term, after=after) for term in terms(ctx) if term.rule.code == code)
        erased, after = erased + done.erased, done.last
        if after is None:
            return erased


HANDLERS: Handlers = {
    ErasureNoted.topic: (Handler("privacy.ledger", write_ledger), Handler("privacy.empty_log", empty_log))
}
