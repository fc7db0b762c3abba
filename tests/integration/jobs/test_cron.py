"""Each slot of a schedule is enqueued once, in Vietnam's time, and a missed one is caught up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from rq import Queue

import jobs.cron
import jobs.tasks
from bootstrap.runtime import Runtime
from core.clock import VIETNAM
from jobs.cron import enqueue_due, latest_slot
from jobs.periodic import TASKS, PeriodicTask
from tests.integration.jobs.conftest import arguments

MORNING = datetime(2026, 3, 10, 7, 30, tzinfo=VIETNAM)


@pytest.fixture
def _two_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(_runtime: Runtime) -> None:
        return None

    tasks = {"hourly": PeriodicTask("0 * * * *", nothing), "nightly": PeriodicTask("17 2 * * *", nothing)}
    monkeypatch.setattr(jobs.cron, "TASKS", tasks)
    monkeypatch.setattr(jobs.tasks, "TASKS", tasks)


@pytest.mark.usefixtures("_two_tasks")
def test_each_slot_is_enqueued_once(queue: Queue) -> None:
    done: dict[str, datetime] = {}
    assert enqueue_due(queue, done, MORNING) == ["hourly", "nightly"], "what was missed before the start is caught up"
    looks = [enqueue_due(queue, done, MORNING + timedelta(seconds=20 * look)) for look in range(1, 24 * 180)]
    assert [name for look in looks for name in look] == ["hourly"] * 19 + ["nightly"] + ["hourly"] * 5
    assert len(arguments(queue)) == 2 + 25


@pytest.mark.usefixtures("_two_tasks")
def test_a_broker_lost_in_the_middle_leaves_the_slot_for_the_next_look(queue: Queue) -> None:
    class Broken(Queue):
        def enqueue_call(self, *_arguments: object, **_options: object) -> None:  # type: ignore[override]  # never returns
            raise ConnectionError

    done: dict[str, datetime] = {}
    with pytest.raises(ConnectionError):
        enqueue_due(Broken("outbox", connection=queue.connection), done, MORNING)
    assert enqueue_due(queue, done, MORNING) == ["hourly", "nightly"]


def test_slots_are_on_the_clock_of_vietnam() -> None:
    assert latest_slot("17 2 * * *", MORNING) == datetime(2026, 3, 10, 2, 17, tzinfo=VIETNAM)
    assert latest_slot("17 2 * * *", MORNING - timedelta(hours=6)) == datetime(2026, 3, 9, 2, 17, tzinfo=VIETNAM)


@pytest.mark.parametrize("name", sorted(TASKS))
def test_every_periodic_task_runs_on_a_fresh_installation(
    name: str, runtime: Runtime, queue: Queue, work: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    failures: list[object] = []
    monkeypatch.setattr(jobs.tasks.log, "error", lambda *_words, **values: failures.append(values))
    queue.enqueue_call("jobs.tasks.run_periodic", args=(name,))
    work()
    assert failures == []
    assert arguments(queue) == []
