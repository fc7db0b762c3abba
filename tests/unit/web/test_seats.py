"""Never more requests in Flask than there are seats, and a broken one gives its seat back."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from web.seats import Seats


def test_never_more_at_a_time_than_there_are_seats() -> None:
    inside, most, lock = 0, 0, threading.Lock()
    both = threading.Barrier(2)

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        both.wait(30)  # two are always inside together, and never three
        with lock:
            inside -= 1
        return [b""]

    seats = Seats(application, 2)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: seats({}, None), range(20)))  # type: ignore[arg-type]  # nobody answers here
    assert most == 2


def test_a_request_that_breaks_gives_its_seat_back() -> None:
    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        raise RuntimeError("broken")

    seats = Seats(application, 1)
    for _ in range(3):
        with pytest.raises(RuntimeError):
            seats({}, None)  # type: ignore[arg-type]  # as above
