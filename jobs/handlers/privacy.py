"""Personal data: the ledger outside the database follows the one inside."""

from __future__ import annotations

from bootstrap.erasure_ledger import reconcile
from bootstrap.runtime import Runtime
from casework.erasures.events import ErasureNoted
from core.outbox import Waiting
from jobs.handling import Handler, Handlers


def write_ledger(runtime: Runtime, _message: Waiting) -> None:
    """Write whatever the file lacks: twice is as good as once."""
    reconcile(runtime)


HANDLERS: Handlers = {ErasureNoted.topic: (Handler("privacy.ledger", write_ledger),)}
