"""The texts of a PDF's page, as a program that read a scan lays them under its picture. Bounded, and no more than that.

Only characters that stand as themselves are read (one byte, or two with a zero before it); where a font has numbers of
its own for its letters, nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

from core.pdf_opening import unpacked
from core.pdf_pictures import BROKEN

# A page of close print takes some ten thousand bytes; drawings that take more hold no lines of text worth looking at.
MAX_BYTES = 500_000
_FORMS = 20
# The last alternative keeps an escaped bracket from being taken for a start: time grows with the size alone.
_STRINGS = re.compile(rb"\(((?:[^\\()]|\\[\s\S])*+)\)|<([0-9A-Fa-f\s]++)>|\\[\s\S]")
_OCTAL = re.compile(rb"\\([0-7]{3})")


def text_on(page: pikepdf.Page) -> str:
    """All strings that the page shows, in their order, without a space between them; empty when it cannot be read."""
    found, left = [], MAX_BYTES
    try:
        for stream in _streams(page):
            data = unpacked(stream, left)
            left -= len(data)
            found.append(b"".join(map(_said, _STRINGS.finditer(data))))
    except BROKEN:
        pass  # what was read until then is looked at
    return b"".join(found).replace(b"\0", b"").decode("latin-1")


def _streams(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    contents = page.obj.get("/Contents")
    yield from contents if isinstance(contents, pikepdf.Array) else ([contents] if contents is not None else [])
    drawn = page.resources.get("/XObject", pikepdf.Dictionary())
    forms = [one for one in drawn.values() if one.get("/Subtype") == pikepdf.Name.Form]
    yield from forms[:_FORMS]


def _said(match: re.Match[bytes]) -> bytes:
    plain, digits = match[1] or b"", match[2]
    if digits is not None:
        packed = b"".join(digits.split())
        return bytes.fromhex((packed + b"0" * (len(packed) % 2)).decode("ascii"))
    return _OCTAL.sub(lambda one: bytes([int(one[1], 8) & 0xFF]), plain)
