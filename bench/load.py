"""One bounded round of load on one server, with what it cost the server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.processes import Server

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Round:
    """What one round measured. `cpu` in milliseconds per request, over all processes of the server."""

    requests: int
    seconds: float
    errors: int
    p50: float
    p99: float
    cpu: float

    @property
    def rate(self) -> float:
        """Requests per second."""
        return self.requests / self.seconds if self.seconds else 0.0


def find_wrk() -> str | None:
    """wrk, installed by apt when root may; None: our own client is used instead."""
    if shutil.which("wrk") is None and os.geteuid() == 0 and shutil.which("apt-get"):
        words = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-q", "--no-install-recommends"]
        subprocess.run([*words, "wrk"], check=False, capture_output=True, timeout=180)
    return shutil.which("wrk")


def write_requests(path: Path, requests: Sequence[bytes]) -> None:
    """The file both load generators read: length, newline, bytes."""
    with path.open("wb") as file:
        for request in requests:
            file.write(f"{len(request)}\n".encode() + request)


def whole_request(method: str, target: str, *, cookie: str = "", form: str = "", headers: Sequence[str] = ()) -> bytes:
    """A request as it goes over the wire."""
    lines = [f"{method} {target} HTTP/1.1", "Host: localhost", "Accept-Encoding: gzip", *headers]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if method == "POST":
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(form.encode())}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + form).encode()


class Generator:
    """wrk when it is there, else `bench.client`."""

    def __init__(self, *, own: bool = False) -> None:
        self._wrk = None if own else find_wrk()
        self.name = "wrk" if self._wrk else "bench.client"

    def run(self, server: Server, path: Path, *, start: int, connections: int, seconds: float) -> Round:
        """Load the server for that long with the requests of the file, from the `start`th on."""
        if self._wrk:
            words = [self._wrk, "-t1", f"-c{connections}", f"-d{seconds:.0f}s", "-s", str(HERE / "replay.lua")]
            words += [f"http://127.0.0.1:{server.port}", "--", str(path), str(start)]
        else:
            words = [sys.executable, "-m", "bench.client", str(server.port), str(connections), str(seconds)]
            words += [str(path), str(start)]
        before = server.cpu_ms()
        done = subprocess.run(words, cwd=HERE.parent, capture_output=True, text=True, check=True, timeout=seconds + 60)
        spent = server.cpu_ms() - before
        line = next(line for line in done.stdout.splitlines() if line.startswith("FIGURES"))
        requests, micros, errors, p50, p99 = (int(word) for word in line.split()[1:])
        return Round(requests, micros / 1e6, errors, p50 / 1e3, p99 / 1e3, spent / max(requests, 1))
