"""Files given out and taken in: sizes for people, safe answers, cleaned PDFs."""

from __future__ import annotations

from contextlib import closing

from flask import Response, request
from werkzeug.datastructures import FileStorage

from bootstrap.documents import clean_pdf
from casework.enclosures import refuse_card
from casework.states import Enclosed
from core.pdf import MAX_BYTES, StoredPdf
from core.text import slug
from feedback.protection.enclosing import PHOTO, Enclosure
from web.context import runtime
from web.formatting import number


def size_text(size: int) -> str:
    """1,2 MB or 340 kB."""
    if size >= 1_000_000:
        return f"{number(size / 1_000_000, 1)} MB"
    return f"{number(max(1, round(size / 1000)))} kB"


def take_pdf(upload: FileStorage | None) -> StoredPdf | None:
    """Clean an uploaded PDF and put it into the store; None when nothing was chosen.

    Call it outside `transaction()`: cleaning takes long and the writers' lock is one for all.
    Raises PdfTooLarge, NotAPdf, PdfLocked, CardInFile.
    """
    if upload is None or not upload.filename:
        return None
    with closing(upload):
        # One byte more than allowed is enough to know that it is too large.
        data = upload.stream.read(MAX_BYTES + 1)
    cleaned = clean_pdf(data)
    refuse_card(cleaned)
    key = runtime().files.put(cleaned.data)
    name = slug(upload.filename.rsplit(".", 1)[0])[:80] or "van-ban"
    return StoredPdf(key, f"{name}.pdf", len(cleaned.data), cleaned.pages, cleaned.sha256)


def enclosure_response(data: bytes, kind: Enclosed, media_type: str) -> Response:
    """A file somebody enclosed. A recording plays in the page, piece by piece as players ask; a PDF is a download."""
    if kind is Enclosed.PDF:
        return pdf_response(data, "giay-to.pdf")
    response = Response(data, mimetype=media_type)
    response.make_conditional(request.environ, accept_ranges=True, complete_length=len(data))
    return response


def confided_response(found: Enclosure, data: bytes) -> Response:
    """What came with a confidential word: a photo, or as `enclosure_response`."""
    if found.kind == PHOTO:
        return Response(data, mimetype="image/jpeg")
    return enclosure_response(data, Enclosed(found.kind), found.media_type)


def pdf_response(data: bytes, name: str) -> Response:
    """A PDF to keep: as a download it runs nowhere in our origin."""
    response = Response(data, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
