"""Personal data: the ledger outside the database follows the one inside; what is over by the schedule goes at night."""

from __future__ import annotations

from bootstrap.erasure_ledger import reconcile
from bootstrap.runtime import Runtime
from casework.erasures.events import ErasureNoted
from core.outbox import Waiting
from jobs.handling import Handler, Handlers
from privacy.retention.acting import act, note_run, preview
from privacy.retention.schedule import terms


def write_ledger(runtime: Runtime, _message: Waiting) -> None:
    """Write whatever the file lacks: twice is as good as once."""
    reconcile(runtime)


def retain(runtime: Runtime) -> None:
    """Erase what is over, a portion in a transaction; then write how much went by which rule, and what holds kept."""
    with runtime.reading() as ctx:
        active = [term for term in terms(ctx) if term.acts and term.rule.task == "privacy.retain"]
    results = []
    for term in active:
        erased = _erase_all(runtime, term.rule.code)
        with runtime.reading() as ctx:
            results.append((term.rule.code, erased, preview(ctx, term).held))
    with runtime.transaction() as ctx:
        note_run(ctx, results)


def _erase_all(runtime: Runtime, code: str) -> int:
    erased, after = 0, None
    while True:
        # The terms are read again each time: somebody may have lengthened this one a moment ago.
        with runtime.transaction() as ctx:
            done = next(act(ctx, term, after=after) for term in terms(ctx) if term.rule.code == code)
        erased, after = erased + done.erased, done.last
        if after is None:
            return erased


HANDLERS: Handlers = {ErasureNoted.topic: (Handler("privacy.ledger", write_ledger),)}
