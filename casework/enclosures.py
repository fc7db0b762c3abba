"""What is enclosed besides photos: one PDF, one voice note. Sealed like photos; the original is kept as evidence."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from casework.attachments import LAST_PHOTO, Attachment, photos_of, rows_of
from casework.cards import find_card_page
from casework.errors import CardInFile, EnclosureTooLarge, TooManyPages
from casework.models import CaseAttachment
from casework.sealing import CaseKey, open_case_key
from casework.states import Enclosed
from casework.voice import PreparedVoice
from core.context import Context
from core.errors import NotFound
from core.ids import random_id
from core.pdf import CleanPdf, PdfCleaner
from core.ports import FileStore

MAX_PDF_BYTES = 10 * 1024 * 1024
MAX_PAGES = 40
# Photos hold the places before.
FIRST_POSITION = LAST_PHOTO + 1
LAST_POSITION = 20
_CLEANING = threading.BoundedSemaphore(2)
_ORIGINAL, _SHOWN = "original", "shown"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file already sealed and in the file store. A voice note is kept as it is shown: both keys are one."""

    id: str
    kind: Enclosed
    original_key: str
    shown_key: str
    media_type: str
    sha256: str
    size: int
    pages: int = 0
    seconds: int = 0
    under: str = ""  # the mark of the key it was sealed under

    def file_keys(self) -> tuple[str, ...]:
        """Everything of it in the file store."""
        return tuple(dict.fromkeys((self.original_key, self.shown_key)))


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file of a case as lists show it."""

    id: UUID
    kind: Enclosed
    media_type: str
    size: int
    pages: int
    seconds: int


def prepare_pdf(data: bytes, clean: PdfCleaner) -> CleanPdf:
    """Only the pages. Raises EnclosureTooLarge, TooManyPages, NotAPdf, PdfLocked, CardInFile."""
    if len(data) > MAX_PDF_BYTES:
        raise EnclosureTooLarge
    with _CLEANING:
        cleaned = clean(data)
        if cleaned.pages > MAX_PAGES:
            raise TooManyPages(pages=cleaned.pages, most=MAX_PAGES)
        refuse_card(cleaned)
    return cleaned


def refuse_card(cleaned: CleanPdf) -> None:
    """Raises CardInFile when an identity card can be read on one of the pages."""
    page = find_card_page(cleaned.data)
    if page is not None:
        raise CardInFile(page=page)


def store_pdf(files: FileStore, key: CaseKey, original: bytes, cleaned: CleanPdf) -> StoredFile:
    """Seal what was sent and what is shown, and put both away. Do this outside the write transaction."""
    file_id = random_id().hex
    return StoredFile(
        file_id, Enclosed.PDF, files.put(key.seal(original, part=_part(file_id, _ORIGINAL))),
        files.put(key.seal(cleaned.data, part=_part(file_id, _SHOWN))), "application/pdf",
        hashlib.sha256(original).hexdigest(), len(cleaned.data), pages=cleaned.pages,
        under=key.mark,
    )  # fmt: skip


def store_voice(files: FileStore, key: CaseKey, voice: PreparedVoice) -> StoredFile:
    """Seal a voice note and put it away."""
    file_id = random_id().hex
    kept = files.put(key.seal(voice.data, part=_part(file_id, _SHOWN)))
    return StoredFile(
        file_id,
        Enclosed.VOICE,
        kept,
        kept,
        voice.media_type,
        voice.sha256,
        len(voice.data),
        seconds=voice.seconds,
        under=key.mark,
    )


def store_sealed_file(files: FileStore, key: CaseKey, shown: bytes, facts: Mapping[str, Any]) -> StoredFile:
    """A file that another installation made safe and closed for this one: put away as it is shown."""
    file_id = random_id().hex
    kept = files.put(key.seal(shown, part=_part(file_id, _SHOWN)))
    said = {name: value for name, value in facts.items() if name != "kind"}
    return StoredFile(file_id, Enclosed(facts["kind"]), kept, kept, **said)


def discard_files(files: FileStore, stored: Sequence[StoredFile]) -> None:
    """Remove files nobody sent."""
    for key in (key for one in stored for key in one.file_keys()):
        files.delete(key)


def read_draft_file(files: FileStore, key: CaseKey, stored: StoredFile) -> bytes:
    """What is shown of a file that is not yet in the database. Raises NotFound."""
    return _fetch(files, key, stored.id, stored.shown_key)


def enclose(ctx: Context, key: CaseKey, stored: Sequence[StoredFile], *, first_position: int = FIRST_POSITION) -> None:
    """Make stored files part of the case, in their order. Raises KeyRenewed."""
    for one in stored:
        key.fit(one.under)
    rows = [
        {
            "id": UUID(hex=one.id), "case_id": key.case_id, "position": position, "original_key": one.original_key,
            "display_key": one.shown_key, "thumb_key": one.shown_key,
            "sealed_facts": key.seal_json(_facts(one), part=_part(one.id, "facts")),
        }
        for position, one in enumerate(stored, start=first_position)
    ]  # fmt: skip
    if rows:
        ctx.session.execute(insert(CaseAttachment), rows)


def list_enclosed(
    ctx: Context, case_id: UUID, *, key: CaseKey | None = None
) -> tuple[Sequence[Attachment], Sequence[Enclosure]]:
    """The photos and the other files of a case, read at once. The caller has decided that the reader may."""
    rows = rows_of(ctx, case_id)
    if not rows:
        return [], []
    opened = key or open_case_key(ctx, case_id)
    others = [row for row in rows if row.position >= FIRST_POSITION]
    files = [_enclosure(row.id, opened.open_json(row.sealed_facts, part=_part(row.id.hex, "facts"))) for row in others]
    return photos_of([row for row in rows if row.position < FIRST_POSITION], opened), files


def read_enclosure(ctx: Context, case_id: UUID, file_id: UUID) -> tuple[Enclosure, bytes]:
    """A file to show, and what it is. The caller has decided that the viewer may. Raises NotFound."""
    a = CaseAttachment
    row = ctx.session.execute(
        select(a.display_key, a.sealed_facts).where(a.id == file_id, a.case_id == case_id, a.position >= FIRST_POSITION)
    ).one_or_none()
    if row is None:
        raise NotFound
    key = open_case_key(ctx, case_id)
    facts = key.open_json(row.sealed_facts, part=_part(file_id.hex, "facts"))
    return _enclosure(file_id, facts), _fetch(ctx.files, key, file_id.hex, row.display_key)


def _enclosure(file_id: UUID, facts: dict[str, str | int]) -> Enclosure:
    return Enclosure(
        file_id, Enclosed(str(facts["kind"])), str(facts["media_type"]), int(facts["size"]), int(facts["pages"]),
        int(facts["seconds"]),
    )  # fmt: skip


def _facts(stored: StoredFile) -> dict[str, object]:
    facts = asdict(stored)
    return {name: facts[name] for name in ("kind", "media_type", "sha256", "size", "pages", "seconds")}


def _fetch(files: FileStore, key: CaseKey, file_id: str, file_key: str) -> bytes:
    try:
        return key.open(files.get(file_key), part=_part(file_id, _SHOWN))
    except KeyError:
        raise NotFound from None


def _part(file_id: str, what: str) -> str:
    return f"file:{file_id}:{what}"
