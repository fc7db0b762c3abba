"""Ports for servers that a test starts: each kept for the test process that asked until that process ends.

A port that is merely free now may be taken before the server listens: by another test, or by any connection that goes
out, for which the kernel picks from a range of its own.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket
import tempfile
from pathlib import Path

# Below the range from which Linux gives ports to connections that go out.
_FIRST, _AFTER_LAST = 21_000, 31_000
_kept: list[int] = []  # plain descriptors: they close with the process, and nothing before


class NoPort(Exception):
    """Every port of the range is taken."""


def free_port() -> int:
    """A port of the loopback interface that nobody listens on, and that no other test process gets. Raises NoPort."""
    room = _AFTER_LAST - _FIRST
    begin = os.getpid() * 37 % room  # workers begin far from each other
    for step in range(room):
        port = _FIRST + (begin + step) % room
        if _keep(port) and _is_free(port):
            return port
    raise NoPort(f"{_FIRST}–{_AFTER_LAST - 1}")


def _keep(port: int) -> bool:
    """Take the port's lock for as long as this process lives; whether it was to be had."""
    folder = Path(tempfile.gettempdir()) / f"dan-chu-ports-{os.geteuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    lock = os.open(folder / str(port), os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return False
    _kept.append(lock)
    return True


def _is_free(port: int) -> bool:
    with socket.socket() as probe, contextlib.suppress(OSError):
        probe.bind(("127.0.0.1", port))
        return True
    return False
