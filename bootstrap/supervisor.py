"""The parent process of a small installation: `python -m bootstrap.supervisor run|share|start`.

`run` is the demo, `share` the demo opened to the local network, `start` real use. It prepares the data folder and the
database, starts the processes of `process_table`, restarts what dies and stops all of it when it is asked to stop.
"""

from __future__ import annotations

import os
import secrets
import signal
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import FrameType

from bootstrap.banner import complain, demo_banner, live_banner, say
from bootstrap.broker_address import broker_url
from bootstrap.children import Child, stop_all
from bootstrap.health import answers
from bootstrap.preconditions import (
    CannotStart,
    check_port,
    environment_for,
    lock_data_folder,
    refuse_other_mode,
)
from bootstrap.preparation import Preparation
from bootstrap.private_memory import keep_private
from bootstrap.process_table import ProcessSpec, background_processes, serving_processes
from bootstrap.settings import Settings, SettingsError

ROOT = Path(__file__).resolve().parent.parent
_START_PATIENCE = 60.0
_TEND_EVERY = 0.25
_TRIM_EVERY = 60.0
MODES = ("run", "share", "start")


class StopAsked(Exception):
    """SIGINT or SIGTERM arrived."""


def _on_signal(_number: int, _frame: FrameType | None) -> None:
    # One is enough: a second Ctrl-C must not interrupt the stopping itself and leave orphans behind.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise StopAsked


class Supervisor:
    """One run of one installation."""

    def __init__(self, mode: str, settings: Settings, environ: Mapping[str, str]) -> None:
        self._mode = mode
        self._settings = settings
        self._embedded_broker = settings.redis_url is None
        self._environ = dict(environ)
        # Of this run, in memory only: what it seals nobody opens after a stop (feedback.sealed_post).
        self._environ["BOOT_SECRET"] = secrets.token_hex(32)
        if self._embedded_broker:
            self._environ["REDIS_URL"] = broker_url(settings.data_dir)
        self._children: list[Child] = []
        self._preparation = Preparation(settings, self._environ, root=ROOT)

    def prepare(self) -> None:
        """Keys, database and first content; all of it may be repeated."""
        self._preparation.keys_and_database()
        if self._mode == "start":
            self._preparation.first_questions()
        else:
            self._preparation.demo()

    def start_serving(self) -> None:
        """Start what people wait for, and wait with them until the web server answers."""
        table = serving_processes(self._settings, self._environ, embedded_broker=self._embedded_broker)
        self._start(table)
        self._wait_until_serving(self._children[-1])

    def start_background(self) -> None:
        """Start the rest afterwards: until the first page is served it would only compete for the processor."""
        self._start(background_processes())

    def _start(self, table: Iterable[ProcessSpec]) -> None:
        log_dir = None if self._environ.get("LOG_TO_STDOUT") == "1" else self._settings.data_dir / "logs"
        if log_dir is not None:
            log_dir.mkdir(mode=0o700, exist_ok=True)
        for spec in table:
            child = Child(spec, environ=self._environ, log_dir=log_dir, cwd=ROOT)
            self._children.append(child)
            child.start()

    def _wait_until_serving(self, web: Child) -> None:
        until = time.monotonic() + _START_PATIENCE
        while not answers(self._settings):
            if web.failures > 2 or time.monotonic() > until:
                raise CannotStart(f"Máy chủ web không trả lời. / the web server does not answer.\n{web.last_words()}")
            self._tend()
            time.sleep(_TEND_EVERY / 2)

    def announce(self) -> None:
        """Print where it is and where to look first."""
        if self._mode == "start":
            say(live_banner(self._settings))
        else:
            say(demo_banner(self._settings, self._preparation.demo_accounts(), shared=self._mode == "share"))

    def _tend(self) -> None:
        for child in self._children:
            child.tend(complain=complain)

    def watch(self) -> None:
        """Keep everything running until somebody asks to stop."""
        next_trim = time.monotonic() + _TRIM_EVERY
        while True:
            self._tend()
            if time.monotonic() > next_trim:
                next_trim += _TRIM_EVERY
                for child in self._children:
                    child.trim_log()
            time.sleep(_TEND_EVERY)

    def stop(self) -> None:
        """Stop everything that was started."""
        stop_all(self._children)


def supervise(mode: str, environ: Mapping[str, str]) -> None:
    """Run one installation until it is asked to stop. Raises CannotStart, SettingsError."""
    keep_private()
    os.umask(0o077)  # whatever is made from here on is the server's own, copies of it too
    env = environment_for(mode, environ)
    settings = Settings.from_env(env)
    refuse_other_mode(mode, settings)
    with lock_data_folder(settings.data_dir):
        check_port(settings.host, settings.port)
        supervisor = Supervisor(mode, settings, env)
        try:
            supervisor.prepare()
            supervisor.start_serving()
            supervisor.announce()
            supervisor.start_background()
            supervisor.watch()
        except StopAsked:
            say("\nĐang dừng … / stopping")
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            supervisor.stop()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the mode named on the command line; 0 after a normal stop, 1 when it cannot start."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if len(words) != 1 or words[0] not in MODES:
        complain(f"usage: python -m bootstrap.supervisor {'|'.join(MODES)}")
        return 2
    signal.signal(signal.SIGINT, _on_signal)
    signal.signal(signal.SIGTERM, _on_signal)
    try:
        supervise(words[0], os.environ)
    except (CannotStart, SettingsError) as reason:
        complain(str(reason))
        return 1
    except StopAsked:
        return 0
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
