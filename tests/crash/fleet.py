"""The processes of a small installation, by the supervisor's own command lines: killed on demand, always restarted."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import subprocess
import threading
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from bootstrap.broker_address import broker_url
from bootstrap.process_table import ProcessSpec, background_processes, serving_processes
from bootstrap.settings import Settings
from tests.support.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]
_LOOK_EVERY = 0.05
_NEEDED = ("broker", "web", "worker", "relay")


class Fleet:
    """Broker, web server, relay and worker. One thread owns them: it starts what died, as the supervisor does.

    The supervisor's growing pauses between restarts are left out: here dying is the normal case.
    """

    def __init__(
        self, settings: Settings, environ: dict[str, str], logs: Path, *, only: Collection[str] = ()
    ) -> None:  # fmt: skip
        own = {"REDIS_URL": broker_url(settings.data_dir), "WEB_WORKERS": "1", "PYTHONUNBUFFERED": "1"}
        self._environ = {**os.environ, **own, **environ}
        table = [*serving_processes(settings, self._environ, embedded_broker=True), *background_processes()]
        self._specs = {spec.name: spec for spec in table if spec.name in (only or _NEEDED)}
        self._port = settings.port
        self._logs = logs
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._owed: list[str] = []
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._tend, name="fleet")
        self.kills: Counter[str] = Counter()

    def start(self) -> None:
        """Start all, wait until the web server answers."""
        self._thread.start()
        self.wait_for_web()

    def wait_for_web(self) -> None:
        """Until a page can be opened."""
        wait_until(self._web_answers, what="the web server answers", seconds=60)

    def kill(self, name: str) -> None:
        """kill -9, now or as soon as it is there again."""
        with self._lock:
            self._owed.append(name)
            self._kill_owed()

    def kill_part(self, name: str, which: int) -> None:
        """kill -9 one of the processes that it started, when there is one: the web server's workers."""
        with self._lock:
            process = self._running.get(name)
            parts = _children(process.pid) if process is not None and process.poll() is None else []
            if parts:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(parts[which % len(parts)], signal.SIGKILL)
                self.kills[f"{name}, a part"] += 1

    def owes(self) -> bool:
        """Whether a kill is still to be carried out."""
        with self._lock:
            return bool(self._owed)

    def stop(self) -> None:
        """End everything."""
        self._stop.set()
        self._thread.join()
        with self._lock:
            for process in self._running.values():
                _kill_group(process)
                process.wait()

    def last_words(self, name: str) -> str:
        """The end of a process's log, for a failed assertion."""
        return (self._logs / f"{name}.log").read_text(errors="replace")[-1500:]

    def _tend(self) -> None:
        while not self._stop.is_set():
            with self._lock:
                for spec in self._specs.values():
                    process = self._running.get(spec.name)
                    if process is None or process.poll() is not None:
                        self._running[spec.name] = self._start(spec)
                self._kill_owed()
            self._stop.wait(_LOOK_EVERY)

    def _start(self, spec: ProcessSpec) -> subprocess.Popen[bytes]:
        with (self._logs / f"{spec.name}.log").open("ab") as log:
            return subprocess.Popen(
                spec.command, cwd=ROOT, env={**self._environ, **spec.extra_env}, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def _kill_owed(self) -> None:
        left = []
        for name in self._owed:
            process = self._running.get(name)
            if process is not None and process.poll() is None:
                _kill_group(process)
                process.wait()
                self.kills[name] += 1
            else:
                left.append(name)
        self._owed = left

    def _web_answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=5)
        with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/healthz")
            return connection.getresponse().status == http.client.OK
        return False


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _children(pid: int) -> list[int]:
    """The processes that it started, by the kernel's list; none where there is no such list."""
    with contextlib.suppress(OSError):
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


@contextlib.contextmanager
def sailing(fleet: Fleet) -> Iterator[Fleet]:
    """Started, and stopped in any case."""
    try:
        fleet.start()
        yield fleet
    finally:
        fleet.stop()
