"""Periodic work: hands the tasks of `jobs.periodic` to the queue at their times. `python -m jobs.cron`.

RQ's own cron always pickles its jobs (3.0.0 offers no serializer there) and our queue takes JSON only; see ADR 0004.
Each task is a query over what is due, so a run too many does no harm and a missed one is caught up at the next start.
"""

from __future__ import annotations

from datetime import datetime

import structlog
from croniter import croniter
from redis.exceptions import RedisError
from rq import Queue

from core.clock import local, utc_now
from jobs.periodic import TASKS
from jobs.process import begin, settings, when_stopped
from jobs.queues import connect, open_queue

log = structlog.get_logger(__name__)
LOOK_EVERY_SECONDS = 20.0


def latest_slot(schedule: str, now: datetime) -> datetime:
    """The last moment, in Vietnam's time, at which the schedule was due."""
    slot = croniter(schedule, local(now)).get_prev(datetime)
    return datetime.fromisoformat(slot.isoformat())


def enqueue_due(queue: Queue, done: dict[str, datetime], now: datetime) -> list[str]:
    """Enqueue each task whose newest slot has not been enqueued yet; their names. `done` is brought up to date."""
    due = []
    for name, task in TASKS.items():
        slot = latest_slot(task.schedule, now)
        if done.get(name) == slot:
            continue
        queue.enqueue_call("jobs.tasks.run_periodic", args=(name,), timeout=600, result_ttl=0, failure_ttl=60)
        done[name] = slot
        due.append(name)
    return due


def main() -> None:
    """Run until asked to stop; a lost broker is waited for."""
    begin()
    stop = when_stopped()
    queue = open_queue(connect(settings()))
    done: dict[str, datetime] = {}
    while not stop.is_set():
        try:
            enqueue_due(queue, done, utc_now())
        except (RedisError, OSError) as error:
            log.warning("cron_waiting", error=type(error).__name__)
        stop.wait(LOOK_EVERY_SECONDS)


if __name__ == "__main__":
    main()
