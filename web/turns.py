"""One page at a time in each process: threads wait for files and other writers, they do not compute side by side.

Every statement on SQLite lets go of the interpreter's lock; with four pages under way they fight for it at each one,
which costs a fifth of the processor time and trebles the slowest answers (docs/performance.md). Posts take no turn:
they wait for the disk, and others compute meanwhile. On PostgreSQL pages wait for the server, so no turns are taken.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from web.seats import standing_up

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_HELD: ContextVar[threading.Lock | None] = ContextVar("turn", default=None)


class Turns:
    """WSGI middleware, right in front of Flask; one per process."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application
        self._lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve the request, a page in its turn."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self._application(environ, start_response)
        with self._lock:
            before = _HELD.set(self._lock)
            try:
                return self._application(environ, start_response)
            finally:
                _HELD.reset(before)


@contextmanager
def aside() -> Iterator[None]:
    """Let others have the turn while this page does something long that is not Python's: a PDF, a picture."""
    lock = _HELD.get()
    if lock is None:
        yield
        return
    # The seat goes too, and comes back after the turn: whoever kept one while waiting for the other would wait in a
    # circle with the page that has the turn and looks for a seat.
    with standing_up(), _given_away(lock):
        yield


@contextmanager
def _given_away(lock: threading.Lock) -> Iterator[None]:
    lock.release()
    try:
        yield
    finally:
        lock.acquire()
