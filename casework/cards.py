"""Identity cards in what people upload: known by the code that is printed on them, and never kept.

The code of a căn cước công dân, and of the card that follows it, is a text of fields between bars: twelve digits, the
old number, name, day of birth, sex, address, day of issue. Where a code holds the lines for machines instead
(IDVNM…), those are known too. A card whose code is covered, cut off or too small to read cannot be told from any photo.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
import zxingcpp
from PIL import Image

# As large as a card that fills a third of a photo needs to be read; beyond it time goes into nothing.
SIDE = 2400
# Of a PDF: the first pictures of the first pages, no picture larger than a sheet at 600 dots an inch.
PAGES, PICTURES, MAX_PIXELS, ALL_PIXELS = 20, 24, 40_000_000, 120_000_000
_DAY = r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d"
_CARD = re.compile(
    rf"\d{{12}}\|(?:\d{{9}}|\d{{12}})?\|[^|]{{2,100}}\|{_DAY}\|[^|]{{0,12}}\|[^|]{{0,300}}\|{_DAY}(?:\|.*)?"
)
_MACHINE_LINES = re.compile(r"IDVNM[0-9<]{9,10}[0-9]{12}<{1,3}\d?")
_BROKEN = (
    pikepdf.PdfError, NotImplementedError, OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, IndexError,
    RuntimeError, AttributeError, MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


def is_card_text(text: str) -> bool:
    """Whether a code says what only an identity card says."""
    plain = text.strip()
    return bool(_CARD.fullmatch(plain) or _MACHINE_LINES.search(plain.replace("\n", "").replace(" ", "")))


def shows_card(image: Image.Image) -> bool:
    """Whether the code of an identity card can be read on a picture."""
    grey = image.convert("L")
    if max(grey.size) > SIDE:
        grey.thumbnail((SIDE, SIDE), Image.Resampling.BILINEAR, reducing_gap=2.0)
    found = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return any(is_card_text(one.text) for one in found)


def find_card_page(pdf: bytes) -> int | None:
    """The first page of a PDF on which a card can be read, from 1; None when there is none.

    Pictures are looked at, as a scanner or a telephone puts them on a page; what does not open is passed over.
    """
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
