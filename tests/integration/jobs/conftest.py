"""A real broker, a queue on it, and a worker that runs what is waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from redis import Redis
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer
from rq.timeouts import TimerDeathPenalty

import jobs.tasks
from bootstrap.runtime import Runtime
from bootstrap.settings import Settings
from core import outbox
from core.outbox import Event
from jobs.queues import open_queue
from tests.support.broker import EmbeddedBroker


@dataclass(frozen=True)
class Rang(Event):
    """An event that only tests publish."""

    topic: ClassVar[str] = "test.rang"
    bell_id: UUID


class PassingWorker(SimpleWorker):
    """RQ's worker without its signals: SIGALRM belongs to pytest's own time limit."""

    death_penalty_class = TimerDeathPenalty

    def _install_signal_handlers(self) -> None:
        """Leave Ctrl-C to pytest."""


@pytest.fixture
def broker(settings: Settings) -> Iterator[EmbeddedBroker]:
    """A running embedded broker."""
    built = EmbeddedBroker(settings)
    built.start()
    yield built
    built.stop()


@pytest.fixture
def queue(broker: EmbeddedBroker) -> Queue:
    """The product's queue on it."""
    return open_queue(broker.connection)


@pytest.fixture
def work(broker: EmbeddedBroker, runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Run every waiting job, as `jobs.worker` does."""
    monkeypatch.setattr(jobs.tasks, "runtime", lambda: runtime)
    return lambda: run_waiting(broker.connection)


def run_waiting(connection: Redis) -> None:
    """One burst of a worker."""
    worker = PassingWorker([open_queue(connection)], connection=connection, serializer=JSONSerializer)
    worker.work(burst=True, logging_level="CRITICAL")


def publish(runtime: Runtime) -> UUID:
    """Publish one event in a transaction of its own."""
    with runtime.transaction() as ctx:
        return outbox.publish(ctx, Rang(bell_id=uuid4()))


def arguments(queue: Queue) -> list[str]:
    """The message ids of the waiting jobs, in their order."""
    return [job.args[0] for job in queue.get_jobs()]
