"""What the worker does until nothing waits, without a broker."""

from __future__ import annotations

from bootstrap.runtime import Runtime
from core import outbox
from jobs.handling import Handlers, run_message


def work_off(runtime: Runtime, handlers: Handlers) -> int:
    """Run what waits for these handlers, also what they ask for; gives how many messages there were."""
    done = 0
    while True:
        with runtime.reading() as ctx:
            waiting = outbox.list_waiting(ctx.session, now=ctx.now)
        mine = [message for message in waiting if message.topic in handlers]
        if not mine:
            return done
        for message in mine:
            run_message(runtime, message, handlers)
        done += len(mine)
