"""Four requests at a time are inside Flask in each process; all other threads only wait.

A worker has more threads than that, for ratings: they wait for the commit that holds them, and the more of them wait
together, the less each one costs. Pages gain nothing by it. Beyond four, threads mostly take the interpreter's lock
from one another, and the slowest answers become slower.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SEATS = 4
_TAKEN: ContextVar[threading.BoundedSemaphore | None] = ContextVar("seat", default=None)


class Seats:
    """WSGI middleware; one per process."""

    def __init__(self, application: WSGIApplication, seats: int = SEATS) -> None:
        self._application = application
        self._free = threading.BoundedSemaphore(seats)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve the request as soon as a seat is free."""
        with self._free:
            before = _TAKEN.set(self._free)
            try:
                return self._application(environ, start_response)
            finally:
                _TAKEN.reset(before)


@contextmanager
def standing_up() -> Iterator[None]:
    """Leave the seat to others for a while."""
    seat = _TAKEN.get()
    if seat is None:
        yield
        return
    seat.release()
    try:
        yield
    finally:
        seat.acquire()
