"""One writer at a time on SQLite, in order of arrival: a thread lock within the process, flock between processes.

SQLite's own busy handler sleeps and retries unfairly (p99 ten times worse); the kernel's lock queue is fair.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class WriteLock:
    """Held around BEGIN IMMEDIATE … COMMIT."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread_lock = threading.Lock()
        self._descriptor: int | None = None
        self._pid = 0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait for the turn, then hold it."""
        with self._thread_lock:
            descriptor = self._open()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(descriptor, fcntl.LOCK_UN)

    def _open(self) -> int:
        # A forked child must not share its parent's descriptor: they would hold one and the same lock.
        if self._descriptor is None or self._pid != os.getpid():
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._pid = os.getpid()
        return self._descriptor


class NoLock:
    """PostgreSQL needs none."""

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nothing to wait for."""
        yield
