"""Files on the local disk."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from core.ports import StorageFull

# Kept free for the database: a full disk would stop petitions without photos too.
MIN_FREE = 500 * 1024 * 1024


class LocalFileStore:
    """A folder of immutable files; a file is complete and on disk before its key is given out."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def _path(self, key: str) -> Path:
        if len(key) != 40 or not key.isalnum():
            raise KeyError(key)
        return self._root / key[:2] / key[2:]

    def put(self, data: bytes) -> str:
        """Write beside, sync, rename: a crash leaves no half file under a key. Raises StorageFull."""
        self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
        if shutil.disk_usage(self._root).free < MIN_FREE:
            raise StorageFull
        key = secrets.token_hex(20)
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = path.with_suffix(".part")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            partial.rename(path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
        return key

    def get(self, key: str) -> bytes:
        """The bytes. Raises KeyError when there is no such file."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            raise KeyError(key) from None

    def delete(self, key: str) -> None:
        """Remove; silent when already gone."""
        self._path(key).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
