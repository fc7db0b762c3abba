"""Waiting for a condition with a deadline: the only place where a test may pause."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_LOOK_EVERY = 0.02


class NeverHappened(AssertionError):
    """The condition did not come true in time."""


def wait_until(condition: Callable[[], T], *, what: str, seconds: float = 20.0) -> T:
    """The condition's first true value. Raises NeverHappened, naming what was waited for, after that many seconds."""
    until = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > until:
            raise NeverHappened(f"{what} (waited {seconds:.0f} s)")
        time.sleep(_LOOK_EVERY)
