"""The keyring of a running process: it notices by itself when a key is added to the folder, or put away."""

from __future__ import annotations

import json
import os
import re
import time
from dataclasses import dataclass
from pathlib import Path

from bootstrap.preconditions import CannotStart
from core.crypto import ROOT, Keyring, new_key
from core.purposes import staying_names

_NAMED = re.compile(r"master-(\d{3})\.key")
_PUT_AWAY = "put-away.json"
_LOOK_EVERY = 1.0
# The number is one byte of whatever is sealed.
MOST = 256
_DAMAGED = """\
Khóa hỏng: {path} không phải một khóa đủ 64 ký tự hệ 16. Chép lại tệp này từ bản sao lưu.
This key file is damaged: {path} does not hold 64 hexadecimal digits. Bring it back from the backup."""
_GAP = """\
Thiếu khóa: {path} không còn, mà cũng chưa được cất đi bằng lệnh `flask keys retire`. Chép lại tệp này từ bản sao lưu.
A key is missing: {path} is gone although it was never put away with `flask keys retire`.
Bring it back from the backup."""


class KeysMissing(CannotStart):
    """There is data, but not the keys it was sealed under; a new key would bury it for good."""


@dataclass(frozen=True, slots=True)
class PutAway:
    """Which masters nothing needs any more, and what keyed hashes go on with once the first is among them."""

    numbers: frozenset[int]
    lookups: dict[str, bytes]


def key_files(folder: Path) -> list[Path]:
    """The masters' files, oldest first."""
    return sorted(path for path in folder.glob("master-*.key") if _NAMED.fullmatch(path.name))


def number_of(path: Path) -> int:
    """Which master a file holds."""
    named = _NAMED.fullmatch(path.name)
    assert named is not None  # `key_files` gives no others
    return int(named[1])


def file_of(folder: Path, number: int) -> Path:
    """Where a master lies."""
    return folder / f"master-{number:03d}.key"


def read_ring(folder: Path) -> Keyring:
    """All masters of the folder and what stayed of those that were put away. Raises KeysMissing."""
    found = {number_of(path): _read(path) for path in key_files(folder)}
    away = read_put_away(folder)
    masters = tuple(found.get(number) for number in range(max(found) + 1))
    for number, master in enumerate(masters):
        if master is None and (number not in away.numbers or ROOT not in away.lookups):
            raise KeysMissing(_GAP.format(path=file_of(folder, number)))
    return Keyring(masters, away.lookups)


def read_put_away(folder: Path) -> PutAway:
    """What was put away before."""
    try:
        kept = json.loads((folder / _PUT_AWAY).read_text())
    except FileNotFoundError:
        return PutAway(frozenset(), {})
    return PutAway(frozenset(kept["numbers"]), {name: bytes.fromhex(key) for name, key in kept["lookups"].items()})


def add_master(folder: Path) -> int:
    """A further key, from the next second on the one everything new is sealed under; gives its number.

    Raises FileExistsError when somebody else made it at the same moment, CannotStart when no number is left.
    """
    number = number_of(key_files(folder)[-1]) + 1
    if number >= MOST:
        raise CannotStart(f"No number is left for a further key in {folder}.")
    write_new(file_of(folder, number), new_key().hex() + "\n")
    return number


def put_away(folder: Path, ring: Keyring, number: int) -> None:
    """Remove a master that nothing is sealed under any more; single keys of it stay behind (`core.purposes`).

    They are on the disk before the master is gone: killed in between, it is merely still there.
    """
    numbers, lookups = read_put_away(folder).numbers | {number}, ring.staying(number, staying_names(number))
    kept = {"numbers": sorted(numbers), "lookups": {name: key.hex() for name, key in lookups.items()}}
    _replace(folder / _PUT_AWAY, json.dumps(kept, indent=1))
    file_of(folder, number).unlink(missing_ok=True)
    _sync(folder)


def write_new(path: Path, text: str) -> None:
    """Under its name the file is whole or not there, and never in another's place. Raises FileExistsError."""
    draft = _draft(path, text)
    try:
        os.link(draft, path)
    finally:
        draft.unlink()
    _sync(path.parent)


class LiveKeyring(Keyring):
    """The keyring of a folder, read again when the folder changed; looked at once a second, when it is used."""

    def __init__(self, folder: Path) -> None:
        stamp = _stamp(folder)  # before reading: what changes meanwhile is seen the next time
        ring = read_ring(folder)
        super().__init__(ring.masters, ring.lookups)
        self.__dict__.update(_folder=folder, _seen=stamp, _looked=time.monotonic())

    def seal(self, purpose: str, plain: bytes, *, bound_to: bytes) -> bytes:
        """As `Keyring.seal`, under the newest master there is."""
        self.look()
        return super().seal(purpose, plain, bound_to=bound_to)

    def open(self, purpose: str, sealed: bytes, *, bound_to: bytes) -> bytes:
        """As `Keyring.open`; what another process sealed under a key made just now opens too."""
        self.look(at_once=bool(sealed) and sealed[0] >= len(self.masters))
        return super().open(purpose, sealed, bound_to=bound_to)

    def look(self, *, at_once: bool = False) -> None:
        """Read the folder again when it changed."""
        now = time.monotonic()
        if not at_once and now - self.__dict__["_looked"] < _LOOK_EVERY:
            return
        folder: Path = self.__dict__["_folder"]
        stamp = _stamp(folder)
        if at_once or stamp != self.__dict__["_seen"]:
            ring = read_ring(folder)
            # One step: another thread sees the keys before or the keys after.
            self.__dict__.update(masters=ring.masters, lookups=ring.lookups, _derived={}, _seen=stamp)
        self.__dict__["_looked"] = now


def _stamp(folder: Path) -> int:
    return folder.stat().st_mtime_ns


def _read(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text().strip())
    except ValueError:
        key = b""
    if len(key) != len(new_key()):
        raise KeysMissing(_DAMAGED.format(path=path))
    return key


def _draft(path: Path, text: str) -> Path:
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    return draft


def _replace(path: Path, text: str) -> None:
    _draft(path, text).rename(path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
