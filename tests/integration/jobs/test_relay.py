"""The relay hands over what was committed, again when the broker lost it, and never more than once in effect."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from redis.exceptions import RedisError
from rq import Queue
from sqlalchemy import create_engine, text

import jobs.tasks
from bootstrap.runtime import Runtime
from core import outbox
from core.context import Context
from jobs.handling import transactional
from jobs.relay import hand_over
from tests.integration.jobs.conftest import arguments, publish
from tests.support.broker import EmbeddedBroker
from tests.support.clock import SteppingClock
from tests.support.query_watch import QueryWatch

Work = Callable[[], None]


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the test's handler did."""
    done: list[str] = []

    def react(ctx: Context, payload: Mapping[str, Any]) -> None:
        done.append(payload["bell_id"])

    monkeypatch.setattr(jobs.tasks, "HANDLERS", {"test.rang": (transactional("test.ring", react),)})
    return done


def _after_the_lease(clock: SteppingClock) -> None:
    clock.advance(seconds=outbox.LEASE.total_seconds() + 1)


def _open(runtime: Runtime) -> int:
    with runtime.reading() as ctx:
        query = text("SELECT count(*) FROM outbox_message WHERE done_at IS NULL")
        return int(ctx.session.execute(query).scalar_one())


def test_what_waits_is_handed_over_once_and_in_order(runtime: Runtime, queue: Queue) -> None:
    ids = [str(publish(runtime)) for _ in range(3)]
    assert hand_over(runtime, queue) == 3
    assert hand_over(runtime, queue) == 0
    assert arguments(queue) == ids


def test_a_message_not_done_when_its_lease_ends_is_handed_over_again(
    runtime: Runtime, queue: Queue, clock: SteppingClock, work: Work, rung: list[str]
) -> None:
    publish(runtime)
    hand_over(runtime, queue)
    _after_the_lease(clock)
    assert hand_over(runtime, queue) == 1
    work()
    assert len(rung) == 1
    _after_the_lease(clock)
    assert hand_over(runtime, queue) == 0


def test_a_lost_broker_loses_nothing(
    runtime: Runtime, queue: Queue, broker: EmbeddedBroker, clock: SteppingClock, work: Work, rung: list[str]
) -> None:
    publish(runtime)
    hand_over(runtime, queue)
    broker.lose_everything()
    publish(runtime)
    with pytest.raises((RedisError, OSError)):
        hand_over(runtime, queue)
    broker.start()
    assert arguments(queue) == []
    assert hand_over(runtime, queue) == 1, "what the broker had never seen is handed over at once"
    _after_the_lease(clock)
    assert hand_over(runtime, queue) == 2
    work()
    assert len(rung) == len(set(rung)) == 2
    assert _open(runtime) == 0


def test_a_broker_killed_with_its_file_intact_still_knows_the_jobs(
    runtime: Runtime, queue: Queue, broker: EmbeddedBroker, work: Work, rung: list[str]
) -> None:
    publish(runtime)
    hand_over(runtime, queue)
    broker.kill()
    broker.start()
    work()
    assert len(rung) == 1
    assert _open(runtime) == 0


def test_a_relay_that_dies_before_noting_it_hands_over_twice_and_it_is_done_once(
    runtime: Runtime, queue: Queue, monkeypatch: pytest.MonkeyPatch, work: Work, rung: list[str]
) -> None:
    publish(runtime)
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "mark_handed", _die)
        with pytest.raises(KeyboardInterrupt):
            hand_over(runtime, queue)
    assert hand_over(runtime, queue) == 1
    assert len(arguments(queue)) == 2
    work()
    assert len(rung) == 1
    assert _open(runtime) == 0


def _die(*_arguments: object, **_options: object) -> None:
    raise KeyboardInterrupt


def test_a_message_that_never_succeeds_stops_being_handed_over(
    runtime: Runtime, queue: Queue, clock: SteppingClock
) -> None:
    publish(runtime)
    for _ in range(outbox.MAX_ATTEMPTS):
        assert hand_over(runtime, queue) == 1
        _after_the_lease(clock)
    assert hand_over(runtime, queue) == 0
    assert _open(runtime) == 1, "it is kept for a person to look at"


@contextmanager
def _writes_so_far(runtime: Runtime) -> Iterator[Callable[[], int]]:
    """A number of the database's own that every committed write changes."""
    engine = create_engine(runtime.engine.url)
    sqlite = engine.dialect.name == "sqlite"
    query = "PRAGMA data_version" if sqlite else "SELECT txid_snapshot_xmax(txid_current_snapshot())"

    with engine.connect() as connection:

        def count() -> int:
            number = int(connection.execute(text(query)).scalar_one())
            connection.rollback()
            return number

        yield count
    engine.dispose()


def test_an_empty_poll_writes_nothing(runtime: Runtime, queue: Queue, query_watch: QueryWatch) -> None:
    with _writes_so_far(runtime) as writes:
        before = writes()
        publish(runtime)
        assert writes() != before, "the measure itself works"
        hand_over(runtime, queue)
        settled = writes()
        with query_watch.observe() as seen:
            assert [hand_over(runtime, queue) for _ in range(5)] == [0] * 5
        assert writes() == settled
    assert [statement.split()[0] for statement in seen.statements] == ["SELECT"] * 5
