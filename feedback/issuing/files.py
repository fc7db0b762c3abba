"""The signed paper as a file: what was uploaded, untouched, and a safe PDF of it. Outside of any transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from casework.enclosures import refuse_card
from casework.images import prepare_image
from casework.sealing import CaseKey
from core.ids import random_id
from core.pdf import MAX_BYTES, CleanPdf, PdfCleaner, PdfTooLarge
from core.ports import FileStore
from core.signed_pdf import PhotoBinder, SignatureFinding, SignatureReader
from feedback.issuing.errors import ChangedAfterSigning, FileMissing, TooManyPhotos
from feedback.issuing.queries import file_part
from feedback.issuing.states import SignatureCheck

MAX_PHOTOS = 20
_PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class StoredPaper:
    """A signed paper sealed and in the file store, not yet in the database."""

    id: UUID
    shown_key: str
    original_keys: tuple[str, ...]
    sha256: tuple[str, ...]
    media_type: str
    size: int
    pages: int
    signature: SignatureCheck
    signers: tuple[str, ...]
    under: str = ""  # the mark of the key it was sealed under

    def file_keys(self) -> tuple[str, ...]:
        """Everything of it in the file store."""
        return (self.shown_key, *self.original_keys)

    def facts(self) -> dict[str, object]:
        """What is sealed with the case."""
        return {
            "sha256": list(self.sha256), "media_type": self.media_type, "size": self.size, "pages": self.pages,
            "signature": self.signature.value, "signers": list(self.signers),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tools:
    """How files are looked at; given by whoever calls."""

    clean: PdfCleaner
    bind: PhotoBinder
    look: SignatureReader


def store_signed(files: FileStore, key: CaseKey, uploads: Sequence[bytes], tools: Tools) -> StoredPaper:
    """Check, seal and put away one PDF, or photos of the pages in their order.

    Raises FileMissing, TooManyPhotos, ChangedAfterSigning, CardInFile, and what cleaning a PDF or preparing a photo
    raises.
    """
    given = [data for data in uploads if data]
    if not given:
        raise FileMissing
    if len(given) > MAX_PHOTOS:
        raise TooManyPhotos(most=MAX_PHOTOS)
    if len(given) == 1 and _PDF in given[0][:1024]:
        if len(given[0]) > MAX_BYTES:  # said before: of a part of the file no signature fits
            raise PdfTooLarge
        found = tools.look(given[0])
        if found.check == SignatureCheck.CHANGED:
            raise ChangedAfterSigning
        shown = tools.clean(given[0])
        refuse_card(shown)
        return _put(files, key, given, shown, "application/pdf", found)
    photos = [prepare_image(data) for data in given]
    bound = tools.bind([(one.display, one.width, one.height) for one in photos])
    return _put(files, key, given, bound, photos[0].media_type, SignatureFinding(SignatureCheck.NONE))


def discard(files: FileStore, stored: StoredPaper | None) -> None:
    """Remove what did not become part of a paper."""
    for key in stored.file_keys() if stored else ():
        files.delete(key)


def _put(
    files: FileStore, key: CaseKey, originals: Sequence[bytes], shown: CleanPdf, media_type: str,
    found: SignatureFinding,
) -> StoredPaper:  # fmt: skip
    file_id = random_id()
    kept = tuple(
        files.put(key.seal(data, part=file_part(file_id, f"original:{position}")))
        for position, data in enumerate(originals)
    )
    return StoredPaper(
        file_id, files.put(key.seal(shown.data, part=file_part(file_id, "shown"))), kept,
        tuple(hashlib.sha256(data).hexdigest() for data in originals), media_type, sum(map(len, originals)),
        shown.pages, SignatureCheck(found.check), found.signers, key.mark,
    )  # fmt: skip
