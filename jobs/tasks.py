"""What the broker calls by name. Arguments are ids; an error never reaches the broker with its details."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import structlog

from bootstrap.runtime import Runtime
from core import outbox
from core.outbox import Waiting
from jobs.handlers import HANDLERS
from jobs.handling import run_message
from jobs.periodic import TASKS
from jobs.process import runtime

log = structlog.get_logger(__name__)


def handle(message_id: str) -> None:
    """Run the handlers of one outbox message. After an error the relay hands it over again when its lease ends.

    The error stays here: RQ would copy its traceback, and with it a citizen's words, into the broker.
    """
    with runtime().reading() as ctx:
        message = outbox.get_message(ctx.session, UUID(message_id))
    if message is None:
        return
    try:
        run_message(at_its_moment(runtime(), message), message, HANDLERS)
    except Exception as error:  # noqa: BLE001 - whatever it was, the message is handed over again
        log.error("handler_failed", message_id=message_id, topic=message.topic, error=type(error).__name__)


def at_its_moment(runtime: Runtime, message: Waiting) -> Runtime:
    """In the demo the clock stands at the moment of what happened: its story is months old before a worker starts."""
    return replace(runtime, clock=lambda: message.created_at) if runtime.settings.demo else runtime


def run_periodic(name: str) -> None:
    """Run one periodic task; it comes again at its next time, so an error is only noted."""
    try:
        TASKS[name].run(runtime())
    except Exception as error:  # noqa: BLE001 - whatever it was, the task comes again
        log.error("periodic_failed", task=name, error=type(error).__name__)
