"""What one network may send in an hour, and the room that is kept free on the disk."""

from __future__ import annotations

import shutil
from collections import namedtuple
from datetime import timedelta

import pytest

from bootstrap.runtime import Runtime
from casework.budgets import PHOTOS, SUBMISSIONS, Spent, forget_old, next_spent, spend
from casework.errors import BudgetSpent
from core.ports import StorageFull
from infra.files import MIN_FREE
from tests.support.clock import SteppingClock

HOME, NEXT_DOOR = b"\x01" * 32, b"\x02" * 32
MOST = 5
Usage = namedtuple("Usage", "total used free")


def send(runtime: Runtime, network: bytes, count: int = 1, *, hard: int | None = None) -> Spent:
    with runtime.transaction() as ctx:
        return spend(ctx, SUBMISSIONS, network=network, sends=MOST, count=count, hard=hard)


def test_beyond_the_soft_limit_it_is_said_not_refused(runtime: Runtime, clock: SteppingClock) -> None:
    assert not any(send(runtime, HOME).over for _ in range(MOST))
    assert send(runtime, HOME).over
    assert send(runtime, HOME, 2 * MOST).times == 3
    assert not send(runtime, NEXT_DOOR).over
    with runtime.reading() as ctx:
        assert next_spent(ctx, SUBMISSIONS, network=HOME, sends=MOST).over
        assert not next_spent(ctx, PHOTOS, network=HOME, sends=MOST).over  # another budget
    clock.advance(minutes=61)
    with runtime.reading() as ctx:
        assert next_spent(ctx, SUBMISSIONS, network=HOME, sends=MOST).count == 1
    assert not send(runtime, HOME).over


@pytest.mark.parametrize("hard", [None, 4])
def test_the_hard_limit_refuses(runtime: Runtime, clock: SteppingClock, hard: int | None) -> None:
    most = MOST * (hard or SUBMISSIONS.hard)
    send(runtime, HOME, most, hard=hard)
    began = clock()
    clock.advance(minutes=20)
    for _ in range(3):
        with pytest.raises(BudgetSpent) as refused:
            send(runtime, HOME, hard=hard)
        assert refused.value.until <= began + timedelta(hours=1)
    send(runtime, NEXT_DOOR, hard=hard)
    clock.advance(minutes=61)
    send(runtime, HOME, most, hard=hard)
    with pytest.raises(BudgetSpent):
        send(runtime, HOME, hard=hard)


def test_counts_are_forgotten_after_a_day(runtime: Runtime, clock: SteppingClock) -> None:
    send(runtime, HOME)
    clock.advance(hours=20)
    send(runtime, NEXT_DOOR)
    clock.advance(hours=5)
    with runtime.transaction() as ctx:
        assert forget_old(ctx) == 1
        assert forget_old(ctx) == 0


def test_room_is_kept_for_petitions(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1, 1, MIN_FREE - 1))
    with pytest.raises(StorageFull):
        runtime.files.put(b"x")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1, 1, MIN_FREE))
    assert runtime.files.get(runtime.files.put(b"x")) == b"x"
