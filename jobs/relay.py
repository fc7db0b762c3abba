"""The relay: from the outbox to the broker. `python -m jobs.relay`."""

from __future__ import annotations

import structlog
from redis.exceptions import RedisError
from rq import Queue
from sqlalchemy.exc import SQLAlchemyError

from bootstrap.runtime import Runtime
from core import outbox
from jobs.process import begin, runtime, settings, when_stopped
from jobs.queues import connect, open_queue

log = structlog.get_logger(__name__)
IDLE_SECONDS = 0.5
TROUBLE_SECONDS = 3.0
RESULT_SECONDS = 60


def hand_over(source: Runtime, queue: Queue) -> int:
    """Hand the waiting messages to the broker; how many. Nothing waiting: nothing is written."""
    with source.reading() as ctx:
        waiting = outbox.list_waiting(ctx.session, now=ctx.now)
    if not waiting:
        return 0
    for message in waiting:
        queue.enqueue_call(
            "jobs.tasks.handle", args=(str(message.id),), timeout=120, result_ttl=0, failure_ttl=RESULT_SECONDS,
            description=message.topic,
        )  # fmt: skip
    # After the broker has them: a relay that dies in between hands them over twice, and handlers note what they did.
    with source.transaction() as ctx:
        outbox.mark_handed(ctx.session, [message.id for message in waiting], now=ctx.now)
    return len(waiting)


def main() -> None:
    """Run until asked to stop; a lost broker or database is waited for."""
    begin()
    stop = when_stopped()
    queue = open_queue(connect(settings()))
    in_trouble = False
    while not stop.is_set():
        try:
            pause = 0.0 if hand_over(runtime(), queue) else IDLE_SECONDS
            in_trouble = False
        except (RedisError, SQLAlchemyError, OSError) as error:
            if not in_trouble:
                log.warning("relay_waiting", error=type(error).__name__)
            in_trouble, pause = True, TROUBLE_SECONDS
        stop.wait(pause)


if __name__ == "__main__":
    main()
