"""A scan or photo that comes with a record: made safe and sealed before anything is written down."""

from __future__ import annotations

from contextlib import closing
from uuid import UUID

from werkzeug.datastructures import FileStorage

from bootstrap.documents import clean_pdf
from casework.enclosures import MAX_PDF_BYTES
from casework.images import MAX_BYTES, prepare_image
from casework.sealing import open_case_key
from feedback.delivery.scans import Scan, store_pdf_scan, store_photo_scan
from web.context import read_context, runtime

_PDF = b"%PDF-"


def take_scan(petition_id: UUID, upload: FileStorage | None) -> Scan | None:
    """Whatever was chosen: a PDF, else a photo. Call it outside `transaction()`.

    Raises what making it safe raises.
    """
    if upload is None or not upload.filename:
        return None
    with closing(upload):
        data = upload.stream.read(max(MAX_BYTES, MAX_PDF_BYTES) + 1)
    key = open_case_key(read_context(), petition_id)
    if data.startswith(_PDF):
        return store_pdf_scan(runtime().files, key, data, clean_pdf)
    return store_photo_scan(runtime().files, key, prepare_image(data))


def take_pdf_scan(petition_id: UUID, upload: FileStorage | None) -> Scan | None:
    """A PDF and nothing else. Raises what making it safe raises."""
    if upload is None or not upload.filename:
        return None
    with closing(upload):
        data = upload.stream.read(MAX_PDF_BYTES + 1)
    return store_pdf_scan(runtime().files, open_case_key(read_context(), petition_id), data, clean_pdf)
