"""The runtime of a job process, built once."""

from __future__ import annotations

import logging
import signal
import threading
from functools import cache
from types import FrameType

import structlog

from bootstrap.private_memory import keep_private
from bootstrap.runtime import Runtime, build_runtime
from bootstrap.settings import Settings


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings.from_env()


@cache
def runtime() -> Runtime:
    """The runtime of this process."""
    return build_runtime(settings())


def begin() -> None:
    """What each of these processes does first: keep its memory to itself, and say little."""
    keep_private()
    quiet_logs()


def when_stopped() -> threading.Event:
    """Set as soon as the process is asked to stop."""
    stop = threading.Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    return stop


def quiet_logs() -> None:
    """One JSON line per event, ids only; RQ's own lines only when something is wrong."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    )
