"""What one network may send in an hour, and the room that is kept free on the disk."""

from __future__ import annotations

import shutil
from collections import namedtuple
from datetime import timedelta

import pytest

from bootstrap.runtime import Runtime
from casework.budgets import PHOTOS, SUBMISSIONS, spend
from casework.errors import BudgetSpent
from core.ports import StorageFull
from infra.files import MIN_FREE
from tests.support.clock import SteppingClock

HOME, NEXT_DOOR = b"\x01" * 32, b"\x02" * 32
MOST = 5
Usage = namedtuple("Usage", "total used free")


def send(runtime: Runtime, network: bytes, count: int = 1) -> None:
    with runtime.transaction() as ctx:
        spend(ctx, SUBMISSIONS, network=network, sends=MOST, count=count)


def test_a_network_sends_so_much_an_hour(runtime: Runtime, clock: SteppingClock) -> None:
    for _ in range(MOST):
        send(runtime, HOME)
    began = clock()
    clock.advance(minutes=20)
    for _ in range(3):
        with pytest.raises(BudgetSpent) as refused:
            send(runtime, HOME)
        assert refused.value.until <= began + timedelta(hours=1)
    send(runtime, NEXT_DOOR)
    with runtime.transaction() as ctx:
        spend(ctx, PHOTOS, network=HOME, sends=MOST, count=2 * MOST)  # another budget
    clock.advance(minutes=61)
    send(runtime, HOME, MOST)
    with pytest.raises(BudgetSpent):
        send(runtime, HOME)


def test_room_is_kept_for_petitions(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1, 1, MIN_FREE - 1))
    with pytest.raises(StorageFull):
        runtime.files.put(b"x")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1, 1, MIN_FREE))
    assert runtime.files.get(runtime.files.put(b"x")) == b"x"
