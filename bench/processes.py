"""The servers under test: started as the product starts them, measured from /proc, stopped to the last process."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bootstrap.children import die_with_parent
from bootstrap.process_table import serving_processes
from bootstrap.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
_TICKS = os.sysconf("SC_CLK_TCK")
_PATIENCE = 60.0


def free_port() -> int:
    """A loopback port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def web_command(settings: Settings, application: str, *, threads: int | None = None) -> list[str]:
    """The product's own command line for its web server, serving that application; with other threads when given."""
    spec = serving_processes(settings, {"WEB_WORKERS": str(WORKERS)}, embedded_broker=False)[0]
    words = [*spec.command[:-1], application]
    if threads is not None:
        words[words.index("--blocking-threads") + 1] = str(threads)
    return words


@dataclass
class Server:
    """One web server and its workers. `also` names other processes whose work counts, such as a database server."""

    name: str
    command: list[str]
    environ: Mapping[str, str]
    port: int
    log: Path
    probe: str
    also: list[int] = field(default_factory=list)
    cold_start: float = 0.0
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until its probe answers; notes how long that took."""
        began = time.monotonic()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command, cwd=ROOT, env={**os.environ, **self.environ}, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=die_with_parent,  # noqa: PLW1509 - nothing else runs here yet
            )  # fmt: skip
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() - began > _PATIENCE:
                raise RuntimeError(f"{self.name} does not answer: {self.log.read_text()[-2000:]}")
            time.sleep(0.02)
        self.cold_start = time.monotonic() - began

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", self.probe)
            return connection.getresponse().status == http.client.OK
        return False

    def pids(self) -> list[int]:
        """The server and everything it started."""
        return _descendants(self._process.pid) if self._process else []

    def cpu_ms(self) -> float:
        """Processor time spent so far by all its processes, and by those of `also`."""
        others = [pid for root in self.also for pid in _descendants(root)]
        return sum(_cpu_seconds(pid) for pid in [*self.pids(), *others]) * 1000

    def worker_memory_mb(self) -> float:
        """Memory that belongs to one worker alone (USS), the largest of them."""
        return max(_unique_bytes(pid) for pid in self.pids()[1:]) / 1e6

    def stop(self) -> None:
        """End it and its workers."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
            self._process = None


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _descendants(root: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError):
            parents.setdefault(int(_stat(int(entry.name))[1]), []).append(int(entry.name))
    found, frontier = [root], [root]
    while frontier:
        children = parents.get(frontier.pop(), [])
        found += children
        frontier += children
    return found


def _cpu_seconds(pid: int) -> float:
    # Fields 14 to 17 of proc(5): own and waited-for children's time, user and system.
    with contextlib.suppress(OSError):
        return sum(int(word) for word in _stat(pid)[11:15]) / _TICKS
    return 0.0


def _unique_bytes(pid: int) -> int:
    total = 0
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith(("Private_Clean:", "Private_Dirty:", "Private_Hugetlb:")):
                total += int(line.split()[1]) * 1024
    return total


@contextlib.contextmanager
def running(servers: list[Server]) -> Iterator[None]:
    """Start them one after the other, stop them all in the end."""
    try:
        for server in servers:
            server.start()
        yield
    finally:
        for server in servers:
            server.stop()


def python(*words: str, environ: Mapping[str, str]) -> str:
    """Run a Python command of the product to its end; its output."""
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env={**os.environ, **environ}, check=False, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(words)}:\n{done.stdout}{done.stderr}")
    return done.stdout
