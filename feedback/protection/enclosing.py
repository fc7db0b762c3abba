"""Photos, a PDF, a recording that whoever sent a sealed case puts with a word or a report; the office only receives.

Which of them belongs to which word is said inside the sealed entry; in clear there is a number of files per record.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select

from casework.attachments import ImageSize, StoredImage, discard_stored, read_stored
from casework.enclosures import StoredFile, discard_files, read_draft_file
from casework.errors import CaseFull
from casework.sealing import CaseKey, open_case_key
from casework.states import Enclosed
from core.context import Context
from core.errors import NotFound
from core.ports import FileStore
from feedback.protection.models import ConfidedEnclosure, ConfidedFile

# Of one record, however many words it has: nobody fills a disk through the sealed door.
MOST = 40
PHOTO = "photo"
_KEYS = (ConfidedEnclosure.original_key, ConfidedEnclosure.display_key, ConfidedEnclosure.thumb_key)


@dataclass(frozen=True, slots=True)
class Put:
    """What was made safe, sealed under the record's key and stored, before the transaction."""

    photos: Sequence[StoredImage] = ()
    files: Sequence[StoredFile] = ()

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.photos or self.files)

    def discard(self, files: FileStore) -> None:
        """Nobody sent them after all."""
        discard_stored(files, self.photos)
        discard_files(files, self.files)


NOTHING = Put()


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file of a record, as pages show it. `kind`: `photo`, or as `casework.states.Enclosed` has it."""

    id: UUID
    kind: str
    media_type: str
    pages: int = 0
    seconds: int = 0
    stored: StoredImage | StoredFile | None = field(default=None, repr=False)


def keep(ctx: Context, key: CaseKey, put: Put) -> list[str]:
    """Make them part of the record whose key this is; gives the ids that its entry names.

    The caller holds the petition's row, and the record is there. Raises CaseFull, KeyRenewed.
    """
    if not put:
        return []
    for under in (*(one.under for one in put.photos), *(one.under for one in put.files)):
        key.fit(under)
    c = ConfidedEnclosure
    there = ctx.session.execute(select(func.count()).where(c.file_id == key.case_id)).scalar_one()
    if there + len(put.photos) + len(put.files) > MOST:
        raise CaseFull
    rows = [_row(key, one.id, PHOTO, asdict(one), (one.original_key, one.display_key, one.thumb_key))
            for one in put.photos]  # fmt: skip
    rows += [_row(key, one.id, one.kind.value, asdict(one), (one.original_key, one.shown_key, one.shown_key))
             for one in put.files]  # fmt: skip
    ctx.session.execute(insert(c), rows)
    return [row["id"].hex for row in rows]


def enclosures_of(ctx: Context, file_id: UUID) -> Mapping[str, Enclosure]:
    """The files of a record by their ids in its entries. The caller has decided that the reader may. Raises
    CaseLocked.
    """
    c = ConfidedEnclosure
    rows = ctx.session.execute(select(c.id, c.sealed_facts, *_KEYS).where(c.file_id == file_id)).all()
    if not rows:
        return {}
    key = open_case_key(ctx, file_id)
    return {row.id.hex: _opened(key, row) for row in rows}


def read_enclosed(ctx: Context, file_id: UUID, item_id: UUID, *, small: bool = False) -> tuple[Enclosure, bytes]:
    """A file, as readers get it. The caller has decided that the reader may, and audits it. Raises NotFound."""
    found = enclosures_of(ctx, file_id).get(item_id.hex)
    if found is None or found.stored is None:
        raise NotFound
    key, size = open_case_key(ctx, file_id), ImageSize.THUMB if small else ImageSize.DISPLAY
    if isinstance(found.stored, StoredImage):
        return found, read_stored(ctx.files, key, found.stored, size)
    return found, read_draft_file(ctx.files, key, found.stored)


def remove_enclosed(ctx: Context, item_ids: Collection[UUID]) -> bool:
    """Destroy files of a record; gives whether there was one."""
    c = ConfidedEnclosure
    rows = ctx.session.execute(select(*_KEYS).where(c.id.in_(item_ids))).all()
    for key in {key for row in rows for key in row}:
        ctx.files.delete(key)
    ctx.session.execute(delete(c).where(c.id.in_(item_ids)))
    return bool(rows)


def keys_of_petition(ctx: Context, petition_id: UUID) -> set[str]:
    """Where all of them lie, also of reports that went to the province."""
    c, f = ConfidedEnclosure, ConfidedFile
    rows = ctx.session.execute(select(*_KEYS).join(f, f.id == c.file_id).where(f.petition_id == petition_id))
    return {key for row in rows for key in row}


def facts_part(item_id: UUID) -> str:
    """Which part of the case the facts of a file are sealed as."""
    return f"confided-file:{item_id.hex}:facts"


def _row(key: CaseKey, item: str, kind: str, facts: Mapping[str, Any], keys: tuple[str, str, str]) -> dict[str, Any]:
    item_id = UUID(hex=item)
    told = {name: facts[name] for name in ("media_type", "sha256", "size")}
    told |= {name: facts[name] for name in ("width", "height", "pages", "seconds") if name in facts}
    original, shown, small = keys
    return {
        "id": item_id, "file_id": key.case_id, "original_key": original, "display_key": shown, "thumb_key": small,
        "sealed_facts": key.seal_json({**told, "kind": kind}, part=facts_part(item_id)),
    }  # fmt: skip


def _opened(key: CaseKey, row: Any) -> Enclosure:
    facts = key.open_json(row.sealed_facts, part=facts_part(row.id))
    kind, media_type = facts["kind"], facts["media_type"]
    if kind == PHOTO:
        image = StoredImage(
            row.id.hex, row.original_key, row.display_key, row.thumb_key, media_type, facts["sha256"], facts["width"],
            facts["height"], facts["size"],
        )  # fmt: skip
        return Enclosure(row.id, kind, "image/jpeg", stored=image)
    stored = StoredFile(
        row.id.hex, Enclosed(kind), row.original_key, row.display_key, media_type, facts["sha256"], facts["size"],
        pages=facts["pages"], seconds=facts["seconds"],
    )  # fmt: skip
    return Enclosure(row.id, kind, media_type, facts["pages"], facts["seconds"], stored)
