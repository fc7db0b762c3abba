"""Scans and photos of receipts, slips and boards: made safe, sealed under the case's key, the original kept as it came.

They belong to a record of a delivery or posting, not to what the sender enclosed.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import Any

from casework.enclosures import prepare_pdf
from casework.images import PreparedImage
from casework.sealing import CaseKey
from core.errors import NotFound
from core.ids import random_id
from core.pdf import PdfCleaner
from core.ports import FileStore


@dataclass(frozen=True, slots=True)
class Scan:
    """A file already sealed and in the file store. `sha256`: of what was uploaded."""

    id: str
    shown_key: str
    original_key: str
    media_type: str
    sha256: str
    under: str = ""  # the mark of the key it was sealed under; not kept, since that key may be renewed

    def facts(self) -> dict[str, Any]:
        """As it is kept among sealed words."""
        return {name: value for name, value in asdict(self).items() if name != "under"}


def store_pdf_scan(files: FileStore, key: CaseKey, data: bytes, clean: PdfCleaner) -> Scan:
    """A PDF: only its pages are shown. Raises what making it safe raises. Do this outside the write transaction."""
    cleaned = prepare_pdf(data, clean)
    return _store(files, key, cleaned.data, data, "application/pdf")


def store_photo_scan(files: FileStore, key: CaseKey, image: PreparedImage) -> Scan:
    """A photo: shown without what the camera wrote into it."""
    return _store(files, key, image.display, image.original, "image/jpeg")


def discard_scan(files: FileStore, scan: Scan | None) -> None:
    """Remove what became part of nothing."""
    for one in {scan.shown_key, scan.original_key} if scan else ():
        files.delete(one)


def read_scan(files: FileStore, key: CaseKey, scan: Scan) -> bytes:
    """What is shown of it. The caller has decided that the reader may. Raises NotFound."""
    try:
        return key.open(files.get(scan.shown_key), part=_part(scan.id, "shown"))
    except KeyError:
        raise NotFound from None


def scan_of(facts: dict[str, Any] | None) -> Scan | None:
    """Back from sealed words."""
    return Scan(**facts) if facts else None


def _store(files: FileStore, key: CaseKey, shown: bytes, original: bytes, media_type: str) -> Scan:
    scan_id = random_id().hex
    return Scan(
        scan_id, files.put(key.seal(shown, part=_part(scan_id, "shown"))),
        files.put(key.seal(original, part=_part(scan_id, "original"))), media_type,
        hashlib.sha256(original).hexdigest(), key.mark,
    )  # fmt: skip


def _part(scan_id: str, what: str) -> str:
    return f"scan:{scan_id}:{what}"
