"""The real product, as `make run` starts it: supervisor, broker, web server, workers, demo."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bootstrap.preconditions import environment_for
from bootstrap.preparation import Preparation
from bootstrap.settings import Settings
from tests.support.ports import free_port

__all__ = ["ROOT", "DidNotStart", "Product", "running", "told_once"]
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


def told_once(folder: Path) -> Path:
    """A data folder in which the demo's story has been told, to start copies of: made by whoever asks first.

    Telling it takes longer than starting. Several processes may ask at the same time: one tells it, the others wait.
    """
    folder.mkdir(exist_ok=True)
    data_dir, whole = folder / "data", folder / "whole"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            shutil.rmtree(data_dir, ignore_errors=True)
            _tell(data_dir)
            whole.touch()
    return data_dir


def _tell(data_dir: Path) -> None:
    """What the supervisor does before it starts its processes, with its rights to files."""
    environ = environment_for("run", _environ(data_dir, free_port()))
    before = os.umask(0o077)
    try:
        data_dir.mkdir()
        preparation = Preparation(Settings.from_env(environ), environ, root=ROOT)
        preparation.keys_and_database()
        preparation.demo()
    finally:
        os.umask(before)


def _environ(data_dir: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    return {**kept, "HOST": "127.0.0.1", "PORT": str(port), "DATA_DIR": str(data_dir), "WEB_WORKERS": "1"}


@contextmanager
def running(folder: Path, told: Path | None = None, **more: str) -> Iterator[Product]:
    """Start the product on a data folder of its own, wait until it serves, stop it at the end. Raises DidNotStart.

    `told`: a data folder to begin with a copy of (`told_once`), else it begins with nothing and tells the story itself.
    `more`: what its environment holds besides.
    """
    port = free_port()
    data_dir = folder / "data"
    if told is not None:
        shutil.copytree(told, data_dir)
    environ = {**_environ(data_dir, port), **more}
    complaints = folder / "complaints.txt"
    with complaints.open("w") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "bootstrap.supervisor", "run"],
            cwd=ROOT, env=environ, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=stream,
        )  # fmt: skip
        served = False
        try:
            _wait_until_serving(process, complaints)
            served = True
            # The name of the printed address: pages, cookies and the content security policy all agree on it.
            yield Product(f"http://localhost:{port}", data_dir)
        finally:
            _stop(process, served=served)


def _wait_until_serving(process: subprocess.Popen[str], complaints: Path) -> None:
    assert process.stdout is not None
    heard: list[str] = []
    for line in process.stdout:
        heard.append(line)
        if line.rstrip().endswith(_SERVING):
            return
    process.wait(_PATIENCE)
    raise DidNotStart("".join(heard) + complaints.read_text())


def _stop(process: subprocess.Popen[str], *, served: bool) -> None:
    if process.stdout is not None and process.poll() is not None:
        process.stdout.close()
        # Where it never came up, DidNotStart says why.
        assert not served, f"the product had ended before its tests did, with {process.returncode}: nobody asked it to"
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
