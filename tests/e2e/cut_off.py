"""An upload that is cut off: the web server is killed while a file is on its way in."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import socket
import struct
import termios
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from tests.e2e.product import Product
from tests.support.waiting import wait_until

# More than any socket keeps for a server that does not read.
_SENT, _PROMISED = 12 * 1024 * 1024, 20 * 1024 * 1024
_BOUNDARY = "cut"


def kill_in_mid_upload(product: Product, path: str, mark: bytes) -> list[str]:
    """Send most of a file full of marks, kill the web server, and wait until another one serves.

    Gives the files of the spool folder that the server had open at that moment, deleted ones too.
    """
    port = urlsplit(product.base).port
    assert port is not None
    with socket.create_connection(("localhost", port)) as line:
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: {_PROMISED}\r\n"
            f"Content-Type: multipart/form-data; boundary={_BOUNDARY}\r\n\r\n"
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="photos"; filename="{mark.decode()}.jpg"\r\n'
            "Content-Type: image/jpeg\r\n\r\n"
        )
        line.sendall(head.encode() + (mark * (_SENT // len(mark))))
        wait_until(lambda: not _unread(line), what="the server has taken what was sent", seconds=20)
        servers = list(_web_servers(port))
        assert servers
        spooled = [name for pid in servers for name in _open_files(pid, Path(os.environ["TMPDIR"]))]
        for pid in servers:
            os.kill(pid, signal.SIGKILL)
    wait_until(lambda: _serves(port), what="another server serves", seconds=60)
    return spooled


def _unread(line: socket.socket) -> int:
    """Bytes sent that the other side has not acknowledged."""
    return int(struct.unpack("i", fcntl.ioctl(line, termios.TIOCOUTQ, b"\0" * 4))[0])


def _web_servers(port: int) -> Iterator[int]:
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (entry / "cmdline").read_bytes().split(b"\0")
            if b"bootstrap.web_server" in words and str(port).encode() in words:
                yield int(entry.name)


def _open_files(pid: int, folder: Path) -> Iterator[str]:
    # Whoever is not root may not look: the server keeps its memory and files to itself (bootstrap.private_memory).
    with contextlib.suppress(PermissionError):
        for entry in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                name = str(entry.readlink())
                if name.startswith(f"{folder}/"):
                    yield name


def _serves(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("localhost", port), timeout=5) as line:
        line.sendall(f"GET /healthz HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n".encode())
        return b" 200 " in line.recv(64)
    return False
