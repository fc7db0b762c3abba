"""The adapter that cleans uploaded PDFs, for the entry points."""

from __future__ import annotations

from core.pdf import CleanPdf


def clean_pdf(data: bytes) -> CleanPdf:
    """The `core.pdf.PdfCleaner`; its library is loaded with the first document. Raises what `infra.pdf` raises."""
    from infra.pdf import clean_pdf as clean

    return clean(data)
