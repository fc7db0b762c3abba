"""Official documents given out as files."""

from __future__ import annotations

from flask import Response

from feedback.papers.states import PaperFormat

_TYPES = {
    PaperFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PaperFormat.PDF: "application/pdf",
}


def paper_response(data: bytes, name: str, made_as: PaperFormat) -> Response:
    """A document as a download that no cache keeps."""
    response = Response(data, mimetype=_TYPES[made_as])
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{made_as.value}")
    response.headers["Cache-Control"] = "no-store"
    return response


def file_response(data: bytes, media_type: str, name: str) -> Response:
    """Any kept file as a download: as one it runs nowhere in our origin, and no cache keeps it."""
    response = Response(data, mimetype=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "no-store"
    return response
