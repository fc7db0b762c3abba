"""The pieces of a sealed petition that can be destroyed one by one, and how each goes: files first, then its row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from casework.attachments import LAST_PHOTO
from casework.models import CaseAttachment
from core.context import Context
from feedback.claims.models import ScenePhoto
from feedback.deleting.states import Material
from feedback.models import PetitionNote
from feedback.protection.enclosing import enclosures_of, remove_enclosed
from feedback.protection.models import ConfidedEnclosure, ConfidedEntry
from feedback.protection.record import Entry, read_entries
from feedback.protection.states import EntryKind
from feedback.queries.cases import list_notes
from feedback.states import NoteKind

M = Material
_ATTACHMENTS = (CaseAttachment.original_key, CaseAttachment.display_key, CaseAttachment.thumb_key)
_SCENES = (ScenePhoto.original_key, ScenePhoto.display_key, ScenePhoto.thumb_key)
EXCERPT = 80
Remove = Callable[[Context, UUID], bool]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece, as it is told without opening anything: which of how many of its kind, of which moment.

    `excerpt`: its first words, for readers of the petition alone.
    """

    material: Material
    id: UUID
    place: int
    of: int
    at: datetime | None = None
    kind: NoteKind | None = None
    excerpt: str = ""
    files: tuple[UUID, ...] = ()  # that go along with a message, known to its readers

    @property
    def code(self) -> str:
        """What a form sends to choose it."""
        return f"{self.material.value}:{self.id.hex}"


def list_pieces(ctx: Context, petition_id: UUID) -> Sequence[Piece]:
    """What can go by itself, with first words, for a reader of the petition. Raises CaseLocked."""
    told = {note.id: note.text[:EXCERPT] for note in list_notes(ctx, petition_id)}
    pieces = [replace(one, excerpt=told.get(one.id, "")) for one in closed_pieces(ctx, petition_id)]
    entries = read_entries(ctx, petition_id)
    return [*pieces, *_messages(entries), *_enclosed(entries, enclosures_of(ctx, petition_id))]


def closed_pieces(ctx: Context, petition_id: UUID) -> Sequence[Piece]:
    """The same without words and without what only its key tells (messages): for whoever opens nothing."""
    a, s, n = CaseAttachment, ScenePhoto, PetitionNote
    rows = ctx.session.execute(select(a.id, a.position).where(a.case_id == petition_id).order_by(a.position)).all()
    scenes = ctx.session.execute(select(s.id).where(s.case_id == petition_id).order_by(s.id)).scalars()
    notes = ctx.session.execute(select(n.id, n.at, n.kind).where(n.petition_id == petition_id).order_by(n.at, n.id))
    return [
        *_counted(M.PHOTO, [row.id for row in rows if row.position <= LAST_PHOTO]),
        *_counted(M.FILE, [row.id for row in rows if row.position > LAST_PHOTO]),
        *_counted(M.SCENE, list(scenes)),
        *_noted(notes.all()),
    ]


def find_piece(ctx: Context, petition_id: UUID, material: Material, item_id: UUID) -> Piece | None:
    """One piece, opening nothing; None when it is not there."""
    if material is M.MESSAGE:
        e = ConfidedEntry
        there = select(e.id).where(e.id == item_id, e.file_id == petition_id)
        return Piece(M.MESSAGE, item_id, 1, 1) if ctx.session.execute(there).first() else None
    if material is M.ENCLOSED:
        c = ConfidedEnclosure
        named = select(c.id).where(c.id == item_id, c.file_id == petition_id)
        return Piece(M.ENCLOSED, item_id, 1, 1) if ctx.session.execute(named).first() else None
    found = (one for one in closed_pieces(ctx, petition_id) if (one.material, one.id) == (material, item_id))
    return next(found, None)


def petition_of(ctx: Context, material: Material, item_id: UUID) -> UUID | None:
    """Whose piece it is; None when it is not there, or belongs to a report that lies apart."""
    model, of = _OF[material]
    return ctx.session.execute(select(of).where(model.id == item_id)).scalar_one_or_none()


def remove_piece(ctx: Context, material: Material, item_id: UUID) -> bool:
    """Destroy it; gives whether it was there. The caller has decided, and holds the petition's row."""
    return _REMOVE[material](ctx, item_id)


def _counted(material: Material, ids: Sequence[UUID]) -> Iterable[Piece]:
    return (Piece(material, one, place, len(ids)) for place, one in enumerate(ids, start=1))


def _noted(rows: Sequence[Any]) -> Iterable[Piece]:
    return (Piece(M.NOTE, row.id, place, len(rows), row.at, row.kind) for place, row in enumerate(rows, start=1))


def _messages(entries: Sequence[Entry]) -> list[Piece]:
    """Words both ways; what was asked for or decided about protection is the file the law asks for."""
    said = [one for one in entries if one.kind is EntryKind.MESSAGE]
    return [
        Piece(M.MESSAGE, one.id, place, len(said), one.at, excerpt=one.words[:EXCERPT], files=_along(one))
        for place, one in enumerate(said, start=1)
        if one.id is not None
    ]


def _enclosed(entries: Sequence[Entry], there: Collection[str]) -> list[Piece]:
    """Their files one by one, of reports too: the word can stay."""
    named = [(item, one.at) for one in entries for item in _along(one) if item.hex in there]
    return [Piece(M.ENCLOSED, item, place, len(named), at) for place, (item, at) in enumerate(named, start=1)]


def _along(entry: Entry) -> tuple[UUID, ...]:
    return tuple(UUID(hex=named) for named in entry.data.get("files", ()))


def _remove_files(model: Any, columns: Sequence[Any]) -> Remove:
    def remove(ctx: Context, item_id: UUID) -> bool:
        row = ctx.session.execute(select(*columns).where(model.id == item_id)).one_or_none()
        if row is None:
            return False
        for key in {key for key in row if key}:
            ctx.files.delete(key)
        ctx.session.execute(delete(model).where(model.id == item_id))
        return True

    return remove


def _remove_row(model: Any) -> Remove:
    def remove(ctx: Context, item_id: UUID) -> bool:
        gone = ctx.session.execute(delete(model).where(model.id == item_id))
        return bool(gone.rowcount)  # type: ignore[attr-defined]

    return remove


_OF: Mapping[Material, tuple[Any, Any]] = {
    M.PHOTO: (CaseAttachment, CaseAttachment.case_id),
    M.FILE: (CaseAttachment, CaseAttachment.case_id),
    M.SCENE: (ScenePhoto, ScenePhoto.case_id),
    M.NOTE: (PetitionNote, PetitionNote.petition_id),
    M.MESSAGE: (ConfidedEntry, ConfidedEntry.file_id),
    M.ENCLOSED: (ConfidedEnclosure, ConfidedEnclosure.file_id),
}
_REMOVE: Mapping[Material, Remove] = {
    M.PHOTO: _remove_files(CaseAttachment, _ATTACHMENTS),
    M.FILE: _remove_files(CaseAttachment, _ATTACHMENTS),
    M.SCENE: _remove_files(ScenePhoto, _SCENES),
    M.NOTE: _remove_row(PetitionNote),
    M.MESSAGE: _remove_row(ConfidedEntry),
    M.ENCLOSED: lambda ctx, item_id: remove_enclosed(ctx, [item_id]),
}
