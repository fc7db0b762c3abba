"""Four requests at a time are inside Flask in each process; all other threads only wait.

A worker has more threads than that, for ratings: they wait for the commit that holds them, and the more of them wait
together, the less each one costs. Pages gain nothing by it. Beyond four, threads mostly take the interpreter's lock
from one another, and the slowest answers become slower.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SEATS = 4


class Seats:
    """WSGI middleware; one per process."""

    def __init__(self, application: WSGIApplication, seats: int = SEATS) -> None:
        self._application = application
        self._free = threading.BoundedSemaphore(seats)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve the request as soon as a seat is free."""
        with self._free:
            return self._application(environ, start_response)
