"""The ledger of what was erased, as a file beside the database: the one thing that a restored backup must not undo."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from bootstrap.runtime import Runtime
from casework.erasures import ledger
from casework.erasures.ledger import Entry
from casework.erasures.states import Erased
from core.crypto import Keyring, same
from privacy.replaying import replay

NAME = "erasures/ledger.jsonl"
_PURPOSE = "erasure-ledger"


class LedgerForged(Exception):
    """A line was not written by this installation, or was changed; its number."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What a comparison of file and database did."""

    replayed: int
    brought_back: int
    written: int


class LedgerFile:
    """One line an entry, each with a keyed hash: nobody makes the server erase by writing into the file."""

    def __init__(self, path: Path, keys: Keyring) -> None:
        self._path = path
        self._keys = keys

    def read(self) -> Sequence[Entry]:
        """Every entry, in the order written. A last line cut off by a crash is left out: the database still has it.

        Raises LedgerForged.
        """
        if not self._path.exists():
            return []
        lines = self._path.read_text(encoding="ascii").split("\n")
        return [self._entry(text, number) for number, text in enumerate(lines[:-1], start=1) if text]

    def append(self, entries: Iterable[Entry]) -> int:
        """Write entries to the end, on disk before it returns; how many."""
        text = "".join(f"{self._line(entry)}\n" for entry in entries)
        if not text:
            return 0
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "rb+") as stream:
            whole = stream.read().rpartition(b"\n")
            stream.truncate(len(whole[0]) + len(whole[1]))  # what a crash left of a line
            stream.seek(0, os.SEEK_END)
            stream.write(text.encode("ascii"))
            stream.flush()
            os.fsync(stream.fileno())
        return text.count("\n")

    @contextmanager
    def held(self) -> Iterator[None]:
        """One process at a time."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._path.with_suffix(".lock").open("w") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            yield

    def _line(self, entry: Entry) -> str:
        plain = _plain(entry)
        return json.dumps({**plain, "mac": self._mac(plain)}, sort_keys=True)

    def _entry(self, text: str, number: int) -> Entry:
        try:
            plain = dict(json.loads(text))
            mac = str(plain.pop("mac"))
            entry = Entry(
                UUID(plain["id"]), Erased(plain["what"]), plain["type"], UUID(plain["subject"]), plain["rule"],
                date.fromisoformat(plain["on"]),
            )  # fmt: skip
        except (ValueError, KeyError, TypeError):
            raise LedgerForged(number) from None
        if not same(mac.encode(), self._mac(_plain(entry)).encode()):
            raise LedgerForged(number)
        return entry

    def _mac(self, plain: dict[str, str]) -> str:
        return self._keys.tag(_PURPOSE, json.dumps(plain, sort_keys=True).encode()).hex()


def _plain(entry: Entry) -> dict[str, str]:
    return {
        "id": str(entry.id), "what": entry.what.value, "type": entry.subject_type, "subject": str(entry.subject_id),
        "rule": entry.rule, "on": entry.erased_on.isoformat(),
    }  # fmt: skip


def reconcile(runtime: Runtime, *, also: Path | None = None) -> Reconciled:
    """Erase again what file knows and database does not (a restored backup), and write what only the database knows.

    `also`: another copy of the ledger, saved apart from the backup. Raises LedgerForged; nothing was changed then.
    """
    own = LedgerFile(runtime.settings.data_dir / NAME, runtime.keys)
    with own.held():
        kept = {entry.id: entry for entry in own.read()}
        other = LedgerFile(also, runtime.keys).read() if also else ()
        wanted = {**kept, **{entry.id: entry for entry in other}}
        known = _known(runtime, list(wanted))
        missing = [entry for one, entry in wanted.items() if one not in known]
        brought_back = sum(_replayed(runtime, entry) for entry in missing)
        written = own.append(_only_there(runtime, kept.keys()))
    return Reconciled(len(missing), brought_back, written)


def _known(runtime: Runtime, ids: Sequence[UUID], size: int = 500) -> set[UUID]:
    portions = (ids[start : start + size] for start in range(0, len(ids), size))
    with runtime.reading() as ctx:
        return {one for portion in portions for one in ledger.known_among(ctx, portion)}


def _replayed(runtime: Runtime, entry: Entry) -> bool:
    with runtime.transaction(public=True) as ctx:
        return replay(ctx, entry)


def _only_there(runtime: Runtime, written: Iterable[UUID]) -> Iterator[Entry]:
    known, after = set(written), None
    with runtime.reading() as ctx:
        while portion := ledger.list_after(ctx, after):
            yield from (entry for entry in portion if entry.id not in known)
            after = portion[-1].id
