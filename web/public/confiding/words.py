"""An entry of the sealed record in words: for its sender's pages and for those of the officials who may read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask_babel import gettext

from core.context import Context
from feedback.protection.enclosing import Enclosure, enclosures_of
from feedback.protection.record import Entry
from feedback.protection.states import (
    AlarmAct,
    Avenger,
    Danger,
    Deed,
    EndGround,
    EntryKind,
    Measure,
    ProtectionAct,
    RefuseGround,
    Relation,
    Voice,
)
from web.formatting import label


@dataclass(frozen=True, slots=True)
class Shown:
    """What a template shows. `chosen`: what was ticked, in words; `facts`: what was filled in, by its name."""

    title: str
    at: datetime
    day: date
    kind: EntryKind
    by: Voice
    words: str
    ground: str
    chosen: Sequence[str]
    facts: Sequence[tuple[str, str]]
    files: Sequence[Enclosure] = ()


def shown_of(ctx: Context, file_id: UUID, entries: Iterable[Entry]) -> list[Shown]:
    """Entries of a record with what came along."""
    told = list(entries)
    files = enclosures_of(ctx, file_id) if any(one.data.get("files") for one in told) else {}
    return [shown(one, files) for one in told]


def shown(entry: Entry, files: Mapping[str, Enclosure] | None = None) -> Shown:
    """The words of an entry."""
    data = entry.data
    return Shown(
        title=_title(entry), at=entry.at, day=entry.day, kind=entry.kind, by=entry.by, words=entry.words,
        ground=_ground(entry),
        chosen=[
            *(label(Relation(one)) for one in data.get("relations", ())),
            *(label(Danger(one)) for one in data.get("dangers", ())),
            *(label(Measure(one)) for one in data.get("measures", ())),
            *(label(Deed(one)) for one in data.get("deeds", ())),
        ],
        facts=[(name, value) for name, value in _facts(entry) if value],
        files=[files[one] for one in data.get("files", ()) if one in files] if files else (),
    )  # fmt: skip


def _title(entry: Entry) -> str:
    if entry.kind is EntryKind.ACT:
        return label(ProtectionAct(entry.data["act"]))
    if entry.kind is EntryKind.ANSWER:
        return label(AlarmAct(entry.data["act"]))
    return label(entry.kind)


def _ground(entry: Entry) -> str:
    told = entry.data.get("ground")
    if not told:
        return ""
    return label(RefuseGround(told) if entry.data["act"] == ProtectionAct.REFUSE else EndGround(told))


def _facts(entry: Entry) -> list[tuple[str, str]]:
    data = entry.data
    until = date.fromisoformat(data["until"]).strftime("%d/%m/%Y") if data.get("until") else ""
    return [
        (gettext("Số văn bản"), data.get("number", "")),
        (gettext("Nơi được yêu cầu"), data.get("body", "")),
        (gettext("Tên, cách gọi"), data.get("names", "")),
        (gettext("Đến ngày"), until),
        (gettext("Cần ngay"), gettext("có") if data.get("urgent") else ""),
        (gettext("Ai làm"), label(Avenger(data["avenger"])) if data.get("avenger") else ""),
        (gettext("Từ bao giờ"), data.get("when", "")),
    ]
