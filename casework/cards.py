"""Identity cards in what people upload: known by the code that is printed on them, and never kept.

The code of a căn cước công dân, and of the card that follows it, is a text of fields between bars: twelve digits, the
old number, name, day of birth, sex, address, day of issue. Where a code holds the lines for machines instead
(IDVNM…), those are known too. A card whose code is covered, cut off or too small to read cannot be told from any photo.
"""

from __future__ import annotations

import re

import zxingcpp
from PIL import Image

# As large as a card that fills a third of a photo needs to be read; beyond it time goes into nothing.
SIDE = 2400
_DAY = r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d"
_CARD = re.compile(
    rf"\d{{12}}\|(?:\d{{9}}|\d{{12}})?\|[^|]{{2,100}}\|{_DAY}\|[^|]{{0,12}}\|[^|]{{0,300}}\|{_DAY}(?:\|.*)?"
)
_MACHINE_LINES = re.compile(r"IDVNM[0-9<]{9,10}[0-9]{12}<{1,3}\d?")


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
    """As `casework.card_pages` has it, which is loaded when the first PDF comes in."""
    from casework.card_pages import find_card_page as find

    return find(pdf)
