"""Identity cards on the pages of a PDF, as a scanner or a telephone puts them there."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from PIL import Image

from casework.card_lines import has_card_lines
from casework.cards import SIDE, shows_card
from core.pdf_opening import open_pdf
from core.pdf_pictures import BROKEN, Budget, open_picture, pictures_on
from core.pdf_texts import text_on

# The first pictures of the first pages.
PAGES, PICTURES, ALL_PIXELS = 20, 24, 120_000_000


def find_card_page(pdf: bytes) -> int | None:
    """The first page on which a card can be read, from 1; None: there is none. What does not open is passed over."""
    try:
        with open_pdf(pdf) as document:
            shown = next((page for page, picture in _pictures(document) if shows_card(picture)), None)
            return shown or _with_lines(document)
    except BROKEN:
        return None


def _pictures(document: pikepdf.Pdf) -> Iterator[tuple[int, Image.Image]]:
    budget = Budget(pictures=PICTURES, pixels=ALL_PIXELS)
    for number, page in enumerate(document.pages[:PAGES], start=1):
        for raw in pictures_on(page):
            if not budget.spend(raw):
                return
            picture = open_picture(raw, mode="L", side=SIDE)
            if picture is not None:
                yield number, picture


def _with_lines(document: pikepdf.Pdf) -> int | None:
    """A scan whose letters were read by a program before it came."""
    texts = enumerate((text_on(page) for page in document.pages[:PAGES]), start=1)
    return next((number for number, text in texts if has_card_lines(text)), None)
