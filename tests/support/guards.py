"""What a test may not do: talk to the outside world, and (a unit test) to a database.

Python's audit hooks see every connection that Python code opens, however it was imported. libpq opens its own sockets
unseen; those are guarded in psycopg itself.
"""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

_LOCAL_NAMES = {"", "localhost", "ip6-localhost"}
_SOCKET_EVENTS = {"socket.connect", "socket.sendto", "socket.getaddrinfo"}


class OutsideWorld(Exception):
    """A test tried to reach another machine."""


class DatabaseInUnitTest(Exception):
    """A test under tests/unit opened a database."""


class _State:
    unit_test = False


def is_local(host: object) -> bool:
    """Whether a host name or address stays on this machine."""
    text = host.decode() if isinstance(host, bytes) else str(host or "")
    if text in _LOCAL_NAMES:
        return True
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _target(event: str, arguments: tuple[Any, ...]) -> object:
    if event == "socket.getaddrinfo":
        return arguments[0]
    address = arguments[1]
    return address[0] if isinstance(address, tuple) else "localhost"  # a unix socket is a path


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _SOCKET_EVENTS:
        host = _target(event, arguments)
        if not is_local(host):
            raise OutsideWorld(f"{event}: {host!r}")
    elif event == "sqlite3.connect" and _State.unit_test:
        raise DatabaseInUnitTest("tests/unit may not touch a database; move the test to tests/integration")


def install() -> None:
    """Start guarding; an audit hook cannot be taken away again."""
    sys.addaudithook(_hook)


@contextmanager
def no_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuse every database for the time of a unit test."""

    def refuse(*_arguments: object, **_options: object) -> None:
        raise DatabaseInUnitTest("tests/unit may not touch a database; move the test to tests/integration")

    monkeypatch.setattr(psycopg.Connection, "connect", refuse)
    monkeypatch.setattr(psycopg, "connect", refuse)
    _State.unit_test = True
    try:
        yield
    finally:
        _State.unit_test = False
