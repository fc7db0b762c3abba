"""Which processes make up a small installation, in the order they start."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from bootstrap.settings import Settings

# Threads a worker: so many ratings share one commit. Of pages no more than four are made at a time (`web.seats`).
_BLOCKING_THREADS = 32
# Connections (idle ones included) that one web worker holds before the kernel's queue takes over.
_BACKPRESSURE = 512
_VIETNAM = "Asia/Ho_Chi_Minh"


@dataclass(frozen=True, slots=True)
class ProcessSpec:
    """One process to keep running."""

    name: str
    command: tuple[str, ...]
    extra_env: Mapping[str, str] = field(default_factory=dict)


def web_workers(environ: Mapping[str, str]) -> int:
    """WEB_WORKERS, or two where there are two cores to run them."""
    given = environ.get("WEB_WORKERS", "").strip()
    if given.isdigit() and int(given) >= 1:
        return int(given)
    return min(2, os.cpu_count() or 1)


def _module(name: str) -> tuple[str, ...]:
    return (sys.executable, "-m", name)


def _web(settings: Settings, environ: Mapping[str, str]) -> ProcessSpec:
    options = {
        "--interface": "wsgi",
        "--host": settings.host,
        "--port": str(settings.port),
        "--workers": str(web_workers(environ)),
        "--blocking-threads": str(_BLOCKING_THREADS),
        "--backpressure": str(_BACKPRESSURE),
        "--workers-kill-timeout": "5",
        "--log-level": "warning",
    }
    words = [word for pair in options.items() for word in pair]
    switches = ["--respawn-failed-workers", "--no-ws"]
    if environ.get("ACCESS_LOG") == "1":  # off by default: addresses of citizens are not kept without a reason
        switches.append("--access-log")
    return ProcessSpec("web", (*_module("bootstrap.web_server"), *words, *switches, "wsgi:app"))


def serving_processes(settings: Settings, environ: Mapping[str, str], *, embedded_broker: bool) -> list[ProcessSpec]:
    """What people wait for: the broker, unless REDIS_URL names another one, and the web server."""
    broker = [ProcessSpec("broker", _module("jobs.broker"))] if embedded_broker else []
    return [*broker, _web(settings, environ)]


def background_processes() -> list[ProcessSpec]:
    """What works unseen; RQ's cron matches the process's own clock, hence the zone."""
    return [
        ProcessSpec("worker", _module("jobs.worker")),
        ProcessSpec("relay", _module("jobs.relay")),
        ProcessSpec("cron", _module("jobs.cron"), {"TZ": _VIETNAM}),
    ]
