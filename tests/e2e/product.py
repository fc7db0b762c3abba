"""The real product, as `make run` starts it: supervisor, broker, web server, workers, demo."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# The last line of what the supervisor prints once the first page can be opened.
_SERVING = "Ctrl-C"
_PATIENCE = 30
# What a developer's own shell may hold must not change what is tested.
_FOREIGN = ("DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "SMTP_HOST", "TRUSTED_PROXIES", "DEMO", "LOG_TO_STDOUT")


class DidNotStart(Exception):
    """The product stopped before it served; the message holds its last words."""


@dataclass(frozen=True, slots=True)
class Product:
    """A running product."""

    base: str
    data_dir: Path


def free_port() -> int:
    """A port of the loopback interface that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(folder: Path, **more: str) -> Iterator[Product]:
    """Start the product on a fresh data folder, wait until it serves, stop it at the end. Raises DidNotStart.

    `more`: what its environment holds besides.
    """
    port = free_port()
    data_dir = folder / "data"
    kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    environ = {**kept, "HOST": "127.0.0.1", "PORT": str(port), "DATA_DIR": str(data_dir), "WEB_WORKERS": "1", **more}
    complaints = folder / "complaints.txt"
    with complaints.open("w") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "bootstrap.supervisor", "run"],
            cwd=ROOT, env=environ, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=stream,
        )  # fmt: skip
        try:
            _wait_until_serving(process, complaints)
            # The name of the printed address: pages, cookies and the content security policy all agree on it.
            yield Product(f"http://localhost:{port}", data_dir)
        finally:
            _stop(process)


def _wait_until_serving(process: subprocess.Popen[str], complaints: Path) -> None:
    assert process.stdout is not None
    heard: list[str] = []
    for line in process.stdout:
        heard.append(line)
        if line.rstrip().endswith(_SERVING):
            return
    process.wait(_PATIENCE)
    raise DidNotStart("".join(heard) + complaints.read_text())


def _stop(process: subprocess.Popen[str]) -> None:
    if process.stdout is not None and process.poll() is not None:
        process.stdout.close()  # it never came up: DidNotStart says why
        return
    process.send_signal(signal.SIGINT)  # what Ctrl-C sends
    try:
        status = process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    finally:
        if process.stdout is not None:
            process.stdout.close()
    assert status == 0, f"the supervisor ended with {status}"
