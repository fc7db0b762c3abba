"""Identity cards on the pages of a PDF, as a scanner or a telephone puts them there."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from PIL import Image

from casework.cards import shows_card

# The first pictures of the first pages, no picture larger than a sheet at 600 dots an inch.
PAGES, PICTURES, MAX_PIXELS, ALL_PIXELS = 20, 24, 40_000_000, 120_000_000
_BROKEN = (
    pikepdf.PdfError, NotImplementedError, OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, IndexError,
    RuntimeError, AttributeError, MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


def find_card_page(pdf: bytes) -> int | None:
    """The first page on which a card can be read, from 1; None: there is none. What does not open is passed over."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return next((page for page, picture in _pictures(document) if shows_card(picture)), None)
    except _BROKEN:
        return None


def _pictures(document: pikepdf.Pdf) -> Iterator[tuple[int, Image.Image]]:
    pictures, pixels = 0, 0
    for number, page in enumerate(document.pages[:PAGES], start=1):
        for raw in page.get_images().values():
            size = int(raw.get("/Width", 0)) * int(raw.get("/Height", 0))
            pictures, pixels = pictures + 1, pixels + size
            if pictures > PICTURES or pixels > ALL_PIXELS:
                return
            picture = _opened(raw) if 0 < size <= MAX_PIXELS else None
            if picture is not None:
                yield number, picture


def _opened(raw: pikepdf.Object) -> Image.Image | None:
    if not isinstance(raw, pikepdf.Stream):
        return None
    try:
        return pikepdf.PdfImage(raw).as_pil_image()
    except _BROKEN:
        return None
