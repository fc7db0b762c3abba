"""The embedded broker, started for a test, killed at will, and searched for what must never be in it."""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

from bootstrap.broker_address import broker_folder
from bootstrap.children import die_with_parent
from bootstrap.settings import Settings
from jobs.queues import connect
from tests.support.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]


class EmbeddedBroker:
    """`python -m jobs.broker` over a data folder."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self.connection: Redis = connect(settings)

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "jobs.broker"], cwd=ROOT,
            env={**os.environ, "DATA_DIR": str(self._settings.data_dir)},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=die_with_parent,  # noqa: PLW1509 - tests run in the only thread
        )  # fmt: skip
        wait_until(self.answers, what="the broker answers")

    def answers(self) -> bool:
        """Whether it can be talked to now."""
        try:
            return bool(self.connection.ping())
        except (RedisError, OSError):
            return False

    def kill(self) -> None:
        """As a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def lose_everything(self) -> None:
        """Kill it and delete what it had written."""
        self.kill()
        for path in broker_folder(self._settings.data_dir).rglob("*.aof*"):
            path.unlink()

    def stop(self) -> None:
        """End it and close our connection."""
        self.connection.close()
        self.kill()

    def everything(self) -> Iterator[bytes]:
        """All bytes it holds, in memory and on disk, unpacked where RQ packs them."""
        for key in self.connection.scan_iter():
            yield key
            for part in _parts(self.connection, key):
                yield from _unpacked(part)
        for path in broker_folder(self._settings.data_dir).rglob("*.aof"):
            yield path.read_bytes()


def _parts(connection: Any, key: bytes) -> Iterable[bytes]:
    match connection.type(key):
        case b"string":
            return [connection.get(key)]
        case b"hash":
            return [part for pair in connection.hgetall(key).items() for part in pair]
        case b"list":
            return list(connection.lrange(key, 0, -1))
        case b"set":
            return list(connection.smembers(key))
        case b"zset":
            return list(connection.zrange(key, 0, -1))
        case b"stream":
            return [part for _, pairs in connection.xrange(key) for pair in pairs.items() for part in pair]
        case other:
            raise LookupError(f"a key of kind {other!r}")


def _unpacked(part: bytes) -> Iterator[bytes]:
    yield part
    for unpack in (zlib.decompress, _from_base64):
        try:
            yield unpack(part)
        except (zlib.error, NotBase64, ValueError):
            continue


def _from_base64(part: bytes) -> bytes:
    return zlib.decompress(b64decode(part, validate=True))
