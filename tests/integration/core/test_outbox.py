"""The outbox loses nothing and repeats nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID, uuid4

import pytest

from bootstrap.runtime import Runtime
from core import outbox
from core.context import Context
from core.outbox import Event, Waiting
from jobs.handling import run_message, transactional
from tests.support.clock import SteppingClock


@dataclass(frozen=True)
class Rang(Event):
    topic: ClassVar[str] = "test.rang"
    bell_id: UUID


def _publish(runtime: Runtime) -> UUID:
    with runtime.transaction() as ctx:
        return outbox.publish(ctx, Rang(bell_id=uuid4()))


def _waiting(runtime: Runtime) -> list[Waiting]:
    with runtime.reading() as ctx:
        return list(outbox.list_waiting(ctx.session, now=ctx.now))


def test_an_event_of_a_failed_transaction_was_never_published(runtime: Runtime) -> None:
    def ring_and_fail() -> None:
        with runtime.transaction() as ctx:
            outbox.publish(ctx, Rang(bell_id=uuid4()))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        ring_and_fail()
    assert _waiting(runtime) == []


def test_a_handed_message_waits_again_when_its_lease_ends(runtime: Runtime, clock: SteppingClock) -> None:
    message_id = _publish(runtime)
    assert [m.id for m in _waiting(runtime)] == [message_id]
    with runtime.transaction() as ctx:
        outbox.mark_handed(ctx.session, [message_id], now=ctx.now)
    assert _waiting(runtime) == []
    clock.advance(seconds=outbox.LEASE.total_seconds() + 1)
    assert [m.id for m in _waiting(runtime)] == [message_id]


def test_each_handler_does_a_message_once_even_when_a_later_one_fails(runtime: Runtime) -> None:
    message_id = _publish(runtime)
    calls: list[str] = []
    broken = True

    def first(ctx: Context, payload: object) -> None:
        calls.append("first")

    def second(ctx: Context, payload: object) -> None:
        if broken:
            raise RuntimeError
        calls.append("second")

    handlers = {"test.rang": (transactional("first", first), transactional("second", second))}
    message = _waiting(runtime)[0]
    with pytest.raises(RuntimeError):
        run_message(runtime, message, handlers)
    broken = False
    run_message(runtime, message, handlers)
    assert calls == ["first", "second"]
    with runtime.reading() as ctx:
        assert outbox.get_message(ctx.session, message_id) is None


def test_done_messages_are_forgotten_after_a_week(runtime: Runtime, clock: SteppingClock) -> None:
    done, fresh = _publish(runtime), _publish(runtime)
    with runtime.transaction() as ctx:
        outbox.claim(ctx, done, "h")
        outbox.mark_done(ctx, done)
    clock.advance(days=8)
    with runtime.transaction() as ctx:
        assert outbox.purge_done(ctx, older_than=timedelta(days=7)) == 1
    assert [m.id for m in _waiting(runtime)] == [fresh]
