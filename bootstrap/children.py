"""Child processes of the supervisor: each in its own session, restarted with back-off, stopped to the last one."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from bootstrap.process_table import ProcessSpec

_LONGEST_WAIT = 30.0
_STEADY_AFTER = 60.0
TERM_PATIENCE = 8.0
_LOG_LIMIT = 10 * 1024 * 1024
_PR_SET_PDEATHSIG = 1


def _load_libc() -> ctypes.CDLL | None:
    return ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


_LIBC = _load_libc()


def die_with_parent() -> None:
    """Ask the kernel (Linux) to end this process when its parent dies, even by kill -9: no orphan keeps the port."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _session_members(session: int) -> Iterable[int]:
    """Processes of a session, also those that left its process group (RQ's work horse does)."""
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            if int((entry / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                yield int(entry.name)


class Child:
    """One process that should be running, its log file and its history of restarts."""

    def __init__(self, spec: ProcessSpec, *, environ: Mapping[str, str], log_dir: Path | None, cwd: Path) -> None:
        self.spec = spec
        self.failures = 0
        self._environ = {**environ, **spec.extra_env}
        self._log = None if log_dir is None else log_dir / f"{spec.name}.log"
        self._cwd = cwd
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._restart_at: float | None = None

    @property
    def running(self) -> bool:
        """Whether the process was alive when last looked at."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start the process in a session of its own, so that Ctrl-C reaches only the supervisor."""
        self._restart_at = None
        self._started_at = time.monotonic()
        with contextlib.ExitStack() as stack:
            output = None if self._log is None else stack.enter_context(self._log.open("ab"))
            self._process = subprocess.Popen(
                self.spec.command,
                cwd=self._cwd,
                env=self._environ,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=None if output is None else subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - the supervisor has one thread only
            )

    def tend(self, *, complain: Callable[[str], None]) -> None:
        """Notice a death and restart when its waiting time is over."""
        now = time.monotonic()
        if self._restart_at is not None:
            if now >= self._restart_at:
                self.start()
        elif self._process is not None and (status := self._process.poll()) is not None:
            self._kill_rest()
            if now - self._started_at > _STEADY_AFTER:
                self.failures = 0
            wait = min(2.0**self.failures, _LONGEST_WAIT)
            self.failures += 1
            self._restart_at = now + wait
            complain(self._obituary(status, wait))

    def _obituary(self, status: int, wait: float) -> str:
        name = self.spec.name
        text = f"Tiến trình “{name}” dừng bất thường (mã {status}), chạy lại sau {wait:.0f} giây. / restarting {name}"
        return text if self._log is None else f"{text}\n{self.last_words()}"

    def last_words(self, lines: int = 6) -> str:
        """The end of its log, indented."""
        if self._log is None or not self._log.exists():
            return ""
        tail = self._log.read_bytes()[-4000:].decode(errors="replace").splitlines()[-lines:]
        return "\n".join(f"    {line}" for line in tail)

    def trim_log(self) -> None:
        """Keep the log file small: set aside one old copy. The process appends, so cutting its file is safe."""
        if self._log is not None and self._log.exists() and self._log.stat().st_size > _LOG_LIMIT:
            shutil.copyfile(self._log, self._log.with_suffix(".log.1"))
            os.truncate(self._log, 0)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, number)

    def ask_to_stop(self) -> None:
        """TERM to its whole group; no restart from now on."""
        self._restart_at = None
        self._signal(signal.SIGTERM)

    def stop(self, *, until: float) -> None:
        """Wait for it until that moment, then KILL it and whatever is left of its session."""
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=max(0.0, until - time.monotonic()))
            self._kill_rest()
            self._process.wait()

    def _kill_rest(self) -> None:
        if self._process is None:
            return
        self._signal(signal.SIGKILL)
        for pid in _session_members(self._process.pid):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)


def stop_all(children: Iterable[Child], *, patience: float = TERM_PATIENCE) -> None:
    """Stop all together within one patience; the broker afterwards, since the others still talk to it while ending."""
    ordered = list(children)
    brokers = [child for child in ordered if child.spec.name == "broker"]
    for group in ([child for child in ordered if child not in brokers], brokers):
        for child in group:
            child.ask_to_stop()
        until = time.monotonic() + patience
        for child in group:
            child.stop(until=until)
