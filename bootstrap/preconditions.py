"""What must hold before a small installation starts: its environment, its folder, its port."""

from __future__ import annotations

import fcntl
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from bootstrap.banner import lan_address
from bootstrap.settings import Settings

LOCK_NAME = "supervisor.lock"
DEMO_MARKER = "demo-loaded"
LIVE_MARKER = "live"
_ITSELF = ("localhost", "127.0.0.1", "::1")
_ANYWHERE = "0.0.0.0"  # noqa: S104 - only `share`, asked for by name, listens on it


class CannotStart(Exception):
    """A reason not to start, told to the person at the terminal without a stack trace."""


def environment_for(mode: str, environ: Mapping[str, str]) -> dict[str, str]:
    """The environment of every process in this mode: what the owner set, and the mode's own defaults."""
    env = {**environ, "PYTHONUNBUFFERED": "1", "DEMO": "0" if mode == "start" else "1"}
    given = env.get("PUBLIC_URL", "").strip()
    port = env.get("PORT", "").strip() or "8000"
    if mode == "share":
        address = lan_address()
        if address is None:
            raise CannotStart("Máy này không có mạng nội bộ. / this machine is in no local network.")
        env["HOST"] = _ANYWHERE
        # An address of this machine for itself, left over from `run`, is of no use to a phone.
        own = urlsplit(given).hostname in _ITSELF
        env["PUBLIC_URL"] = f"http://{address}:{port}" if own or not given else given
    elif mode == "run":
        env["PUBLIC_URL"] = given or f"http://localhost:{port}"
    return env


def lock_data_folder(data_dir: Path) -> IO[str]:
    """Hold the data folder for this supervisor alone, until the returned file is closed."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = (data_dir / LOCK_NAME).open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise CannotStart(
            f"{data_dir} đang được một tiến trình khác dùng: dừng nó (Ctrl-C) rồi chạy lại."
            "\nAnother supervisor is running on this data folder; stop it first."
        ) from None
    return lock


def check_port(host: str, port: int) -> None:
    """Fail early and clearly when the port is taken or not allowed."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotStart(
                f"Không mở được cổng {port} ({error.strerror}): chọn cổng khác, ví dụ PORT={port + 1}."
                f" / port {port} cannot be used, choose another one."
            ) from None


def refuse_other_mode(mode: str, settings: Settings) -> None:
    """Invented people and real ones never share a database."""
    holds_demo = (settings.data_dir / DEMO_MARKER).exists()
    holds_real = (settings.data_dir / LIVE_MARKER).exists()
    if mode == "start" and holds_demo:
        raise CannotStart(
            f"{settings.data_dir} đang chứa bản trình diễn. Chọn DATA_DIR khác hoặc chạy: make clean-demo"
            "\nThis folder holds the demo: choose another DATA_DIR or run: make clean-demo"
        )
    if mode != "start" and holds_real:
        raise CannotStart(
            f"{settings.data_dir} đang chứa dữ liệu thật. Chọn DATA_DIR khác, ví dụ: make run DATA_DIR=data-demo"
            "\nThis folder holds real data: choose another DATA_DIR for the demo."
        )
