"""The adapter that cleans uploaded PDFs, for the entry points."""

from __future__ import annotations

from core.pdf import PdfCleaner
from infra.pdf import clean_pdf as _clean_pdf

clean_pdf: PdfCleaner = _clean_pdf
