"""The installation's master keys: files in the data folder, made once, readable by the owner only."""

from __future__ import annotations

import os
from pathlib import Path

from core.crypto import Keyring, new_key


def ensure_keys(data_dir: Path) -> None:
    """Create the data folder and, when there is none yet, the first master key."""
    folder = data_dir / "keys"
    folder.mkdir(parents=True, exist_ok=True)
    data_dir.chmod(0o700)
    folder.chmod(0o700)
    if not _files(folder):
        _write(folder / "master-000.key", new_key())


def load_keys(data_dir: Path) -> Keyring:
    """The keyring of the data folder, oldest master first. Raises FileNotFoundError when there is none."""
    files = _files(data_dir / "keys")
    if not files:
        raise FileNotFoundError(f"no keys in {data_dir / 'keys'}: run `make run` or `make start` first")
    return Keyring(tuple(bytes.fromhex(path.read_text().strip()) for path in files))


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("master-*.key"))


def _write(path: Path, key: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(key.hex() + "\n")
        stream.flush()
        os.fsync(stream.fileno())
