"""Where the embedded broker listens: a private unix socket whose path is short enough for the kernel."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

# sun_path holds 108 bytes on Linux (104 elsewhere), the closing zero included; some room is left for temporary names.
_LONGEST_PATH = 90
_SOCKET = "broker.sock"


class UnsafeRuntimeFolder(Exception):
    """Somebody else owns, or may write to, the folder that would hold the broker's socket."""


def broker_folder(data_dir: Path) -> Path:
    """The folder of the broker's append-only file."""
    return data_dir / "broker"


def socket_path(data_dir: Path) -> Path:
    """The socket's path: in the data folder, or in this user's own folder under /tmp where DATA_DIR is too long."""
    inside = broker_folder(data_dir.absolute()) / _SOCKET
    if len(os.fsencode(inside)) <= _LONGEST_PATH:
        return inside
    name = hashlib.sha256(os.fsencode(data_dir.absolute())).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"dan-chu-{os.getuid()}" / f"{name}.sock"


def broker_url(data_dir: Path) -> str:
    """What REDIS_URL says when the embedded broker is used."""
    return f"unix://{socket_path(data_dir)}"


def prepare_socket_folder(path: Path) -> None:
    """Make the socket's folder, for this user alone. Raises UnsafeRuntimeFolder.

    /tmp is open to all: a folder made there beforehand by another user would let him stand in for the broker.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = path.parent.lstat()
    if found.st_uid != os.getuid() or path.parent.is_symlink():
        raise UnsafeRuntimeFolder(f"{path.parent} belongs to another user")
    path.parent.chmod(0o700)
