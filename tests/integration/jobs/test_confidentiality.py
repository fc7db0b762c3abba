"""Nothing personal is ever in the broker, not even when a handler fails with a citizen's words in its error."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

import pytest
from rq import Queue

import jobs.periodic
import jobs.tasks
from bootstrap.runtime import Runtime
from core import notices
from core.context import Context
from core.notices import Channel
from jobs.handling import transactional
from jobs.periodic import PeriodicTask
from jobs.relay import hand_over
from tests.integration.jobs.conftest import publish, run_waiting
from tests.support.broker import EmbeddedBroker

SECRET = "bi-mat-cua-nguoi-dan-4821"


def _holds_secret(broker: EmbeddedBroker) -> bool:
    return any(SECRET.encode() in part for part in broker.everything())


def _fail(*_arguments: object) -> None:
    raise RuntimeError(SECRET)


def test_the_search_itself_finds_what_rq_would_keep(
    broker: EmbeddedBroker, queue: Queue, work: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs.tasks, "run_periodic", _fail)
    queue.enqueue_call("jobs.tasks.run_periodic", args=("x",), failure_ttl=60)
    run_waiting(broker.connection)
    assert _holds_secret(broker)


def test_a_failing_handler_leaves_no_detail_in_the_broker(
    runtime: Runtime, broker: EmbeddedBroker, queue: Queue, work: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Mapping[str, Any]] = []

    def react(ctx: Context, payload: Mapping[str, Any]) -> None:
        tried.append(payload)
        raise RuntimeError(f"{SECRET} {payload}")

    monkeypatch.setattr(jobs.tasks, "HANDLERS", {"test.rang": (transactional("test.fail", react),)})
    publish(runtime)
    hand_over(runtime, queue)
    work()
    assert len(tried) == 1
    assert not _holds_secret(broker)


def test_a_failing_periodic_task_leaves_no_detail_in_the_broker(
    broker: EmbeddedBroker, queue: Queue, work: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs.tasks, "TASKS", {"test.fail": PeriodicTask("* * * * *", _fail)})
    queue.enqueue_call("jobs.tasks.run_periodic", args=("test.fail",))
    work()
    assert not _holds_secret(broker)


def test_a_notice_passes_through_the_broker_as_an_id(
    runtime: Runtime, broker: EmbeddedBroker, queue: Queue, work: Callable[[], None]
) -> None:
    with runtime.transaction() as ctx:
        notices.queue_notice(
            ctx, agency_id=uuid4(), channel=Channel.EMAIL, to=f"{SECRET}@example.vn", subject=SECRET, text=SECRET,
            subject_type="petition", subject_id=uuid4(),
        )  # fmt: skip
    hand_over(runtime, queue)
    assert not _holds_secret(broker)
    work()
    assert not _holds_secret(broker)
