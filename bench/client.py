"""A small load generator for machines without wrk: many connections, one thread. `python -m bench.client`.

Takes the same file of whole requests as `replay.lua` and prints the same line of figures.
"""

from __future__ import annotations

import selectors
import socket
import sys
import time
from pathlib import Path

_CHUNK = 262144


def read_requests(path: Path) -> list[bytes]:
    """The whole requests of a file written by `bench.load`."""
    data, found, at = path.read_bytes(), [], 0
    while at < len(data):
        end = data.index(b"\n", at)
        length = int(data[at:end])
        found.append(data[end + 1 : end + 1 + length])
        at = end + 1 + length
    return found


def answer_length(data: bytes) -> int | None:
    """How many bytes the answer at the start of `data` has; None while that is not known or not all there."""
    head = data.find(b"\r\n\r\n")
    if head < 0:
        return None
    headers = data[:head].lower()
    if b"\r\ntransfer-encoding: chunked" in headers:
        end = data.find(b"0\r\n\r\n", head)
        return None if end < 0 else end + 5
    mark = headers.find(b"\r\ncontent-length:")
    length = int(headers[mark + 17 :].split(b"\r\n", 1)[0]) if mark >= 0 else 0
    total = head + 4 + length
    return total if len(data) >= total else None


class Connection:
    """One keep-alive connection with at most one request under way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._received = b""
        self._began = 0.0

    def send(self, request: bytes) -> None:
        """Send the next request."""
        self._received, self._began = b"", time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> tuple[float, bool] | None:
        """Take what arrived; (seconds, whether the status was below 400) once the answer is whole."""
        data = self.socket.recv(_CHUNK)
        if not data:
            raise ConnectionError("the server closed the connection")
        self._received += data
        if answer_length(self._received) is None:
            return None
        return time.perf_counter() - self._began, self._received[9:10] in b"123"


def drive(port: int, connections: int, seconds: float, requests: list[bytes], start: int) -> str:
    """Keep every connection busy for that long; the line of figures."""
    selector, position, took, failed = selectors.DefaultSelector(), start, [], 0
    began = time.perf_counter()
    for _ in range(connections):
        connection = Connection(port)
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        connection.send(requests[position % len(requests)])
        position += 1
    while time.perf_counter() - began < seconds:
        for key, _ in selector.select(timeout=1):
            outcome = key.data.receive()
            if outcome is not None:
                took.append(outcome[0])
                failed += not outcome[1]
                key.data.send(requests[position % len(requests)])
                position += 1
    elapsed, took = time.perf_counter() - began, sorted(took) or [0.0]
    middle, tail = took[len(took) // 2], took[min(len(took) - 1, int(len(took) * 0.99))]
    return f"FIGURES {len(took)} {elapsed * 1e6:.0f} {failed} {middle * 1e6:.0f} {tail * 1e6:.0f}"


def main() -> None:
    """port connections seconds file start"""
    port, connections, seconds, path, start = sys.argv[1:]
    requests = read_requests(Path(path))
    print(drive(int(port), int(connections), float(seconds), requests, int(start)))


if __name__ == "__main__":
    main()
