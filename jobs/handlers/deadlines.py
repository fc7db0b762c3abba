"""Reminders of terms: taken from the clocks in office hours, told to those concerned."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from bootstrap.runtime import Runtime
from core import outbox
from core.outbox import Waiting
from deadlines.events import ReminderDue
from deadlines.services import take_due
from deadlines.services.reminders import forget_old, plan_missing
from jobs.handling import Handler, Handlers
from processes.reminding import remind

NAME = "deadlines.remind"
# 200 clocks at a time: a run after a long standstill ends, and the next one goes on where it stopped.
MOST_BATCHES = 50


def tell(runtime: Runtime, message: Waiting) -> None:
    """Tell everyone concerned, in one transaction with the note that it was done."""
    told = message.payload
    event = ReminderDue(UUID(told["clock_id"]), told["stage"], datetime.fromisoformat(told["due_at"]))
    with runtime.transaction() as ctx:
        if outbox.claim(ctx, message.id, NAME):
            remind(ctx, event, public_url=runtime.settings.public_url)


def remind_officials(runtime: Runtime) -> None:
    """Put the reminders whose moment has come into the outbox, some at a time."""
    for _ in range(MOST_BATCHES):
        with runtime.transaction() as ctx:
            taken = take_due(ctx)
        if not taken:
            return


def forget_reminders(runtime: Runtime) -> None:
    """Drop reminders of half a year ago, some at a time; plan those of clocks that have no plan."""
    for _ in range(MOST_BATCHES):
        with runtime.transaction() as ctx:
            planned = plan_missing(ctx)
        if not planned:
            break
    gone = 1
    while gone:
        with runtime.transaction() as ctx:
            gone = forget_old(ctx)


HANDLERS: Handlers = {ReminderDue.topic: (Handler(NAME, tell),)}
