"""The sealed record: entries written one after the other, read back in their order."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select

from casework.sealing import CaseKey, open_case_key
from core.clock import local_date
from core.context import Context
from core.ids import random_id
from feedback.protection.enclosing import NOTHING, Put, keep
from feedback.protection.models import ConfidedEntry, ConfidedFile
from feedback.protection.states import EntryKind, Voice

# Every entry is as long as the next full step: a short word and a long story look alike from outside.
STEP = 2048


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, opened. `data`: what its kind says besides words, plain values as they were written."""

    seq: int
    at: datetime
    kind: EntryKind
    by: Voice
    account_id: UUID | None
    words: str
    data: Mapping[str, Any] = field(default_factory=dict)
    id: UUID | None = None

    @property
    def day(self) -> date:
        """The day it speaks of: as recorded, else the day it was written."""
        told = self.data.get("day")
        return date.fromisoformat(told) if told else local_date(self.at)


def read_entries(ctx: Context, file_id: UUID, *, key: CaseKey | None = None) -> list[Entry]:
    """The whole record, oldest first. The caller has decided that the reader may. Raises CaseLocked, CaseShredded."""
    e = ConfidedEntry
    rows = ctx.session.execute(select(e.id, e.seq, e.sealed).where(e.file_id == file_id).order_by(e.seq)).all()
    if not rows:
        return []
    opened = key or open_case_key(ctx, file_id)
    return [_entry(row, json.loads(opened.open(row.sealed, part=entry_part(row.id)))) for row in rows]


def append(
    ctx: Context,
    file_id: UUID,
    kind: EntryKind,
    by: Voice,
    *,
    words: str = "",
    data: Mapping[str, Any] | None = None,
    petition_id: UUID | None = None,
    desk_id: UUID | None = None,
    put: Put = NOTHING,
) -> int:
    """Write an entry and give its place; the first one opens the file. The caller holds the petition's row.

    `put`: what goes along, stored under this record's key. Raises CaseFull, KeyRenewed.
    """
    e, entry_id, key = ConfidedEntry, random_id(), open_case_key(ctx, file_id)
    if find_file(ctx, file_id) is None:
        ctx.session.execute(
            insert(ConfidedFile).values(
                id=file_id, petition_id=petition_id or file_id, desk_id=desk_id, look_on=None, told_on=None
            )
        )
    last = ctx.session.execute(select(func.max(e.seq)).where(e.file_id == file_id)).scalar_one()
    seq = int(last or 0) + 1
    named = keep(ctx, key, put)
    if named:
        data = {**(data or {}), "files": named}
    told = {
        "at": ctx.now.isoformat(), "kind": kind.value, "by": by.value, "words": words, "data": dict(data or {}),
        "account": str(ctx.actor.account_id) if ctx.actor.account_id else "",
    }  # fmt: skip
    sealed = key.seal(_padded(told), part=entry_part(entry_id))
    values = {"id": entry_id, "file_id": file_id, "seq": seq, "on_day": local_date(ctx.now), "sealed": sealed}
    ctx.session.execute(insert(e).values(**values))
    return seq


@dataclass(frozen=True, slots=True)
class FileRow:
    """The file as it lies there: nothing of what it says."""

    id: UUID
    petition_id: UUID
    desk_id: UUID | None
    look_on: date | None
    told_on: date | None


COLUMNS = tuple(getattr(ConfidedFile, name) for name in FileRow.__slots__)


def find_file(ctx: Context, file_id: UUID) -> FileRow | None:
    """The file of a case; None while nothing was written."""
    row = ctx.session.execute(select(*COLUMNS).where(ConfidedFile.id == file_id)).one_or_none()
    return FileRow(**row._asdict()) if row else None


def alarms_of(ctx: Context, petition_id: UUID) -> Sequence[FileRow]:
    """The reports of retaliation that went to the province."""
    f = ConfidedFile
    rows = ctx.session.execute(select(*COLUMNS).where(f.petition_id == petition_id, f.desk_id.is_not(None)))
    return [FileRow(**row._asdict()) for row in rows]


def _padded(told: Mapping[str, Any]) -> bytes:
    plain = json.dumps(told, ensure_ascii=False).encode()
    return plain.ljust(-(-len(plain) // STEP) * STEP)


def entry_part(entry_id: UUID) -> str:
    """Which part of the case an entry is sealed as."""
    return f"confided:{entry_id.hex}"


def _entry(row: Any, told: Mapping[str, Any]) -> Entry:
    return Entry(
        row.seq, datetime.fromisoformat(told["at"]), EntryKind(told["kind"]), Voice(told["by"]),
        UUID(told["account"]) if told["account"] else None, told["words"], told["data"], row.id,
    )  # fmt: skip
