"""The pictures on pages of a PDF, as a scanner or a telephone puts them there, unpacked within bounds.

A few megabytes may unpack to gigabytes: what a page says of a picture's size is held against what comes out, and what
does not fit is passed over.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

import pikepdf
from PIL import Image

from core.pdf_opening import MAX_UNPACKED, filters_of, unpacked

# A sheet of A4 at 600 dots an inch has 35 million. What is packed as JPEG 2000 takes four times the room to unpack.
MAX_PIXELS, _MAX_WAVELETS = 40_000_000, 16_000_000
_MAX_CODED, _SLACK = 20_000_000, 4_000_000
_CODECS = {"/DCTDecode": "JPEG", "/JPXDecode": "JPEG2000"}
# What is packed otherwise is passed over. JBIG2 above all: reading it takes another program and a file in the clear.
_PLAIN = frozenset({"/FlateDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/CCITTFaxDecode"})
BROKEN: tuple[type[Exception], ...] = (
    pikepdf.PdfError, pikepdf.DependencyError, zlib.error, NotImplementedError, OSError, ValueError, SyntaxError,
    EOFError, KeyError, TypeError, IndexError, RuntimeError, AttributeError, MemoryError, Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)  # fmt: skip


class Budget:
    """How many pictures, and pixels in all, are opened of one document."""

    def __init__(self, *, pictures: int, pixels: int) -> None:
        self._pictures, self._pixels = pictures, pixels

    def spend(self, picture: pikepdf.Object) -> bool:
        """Whether this one is still within it."""
        self._pictures -= 1
        self._pixels -= pixels_of(picture)
        return self._pictures >= 0 and self._pixels >= 0


def pictures_on(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    """Every picture of a page that says a size we open, still packed."""
    return (one for one in page.get_images().values() if 0 < pixels_of(one) <= MAX_PIXELS)


def pixels_of(picture: pikepdf.Object) -> int:
    """As many as the page says; never fewer than none."""
    return max(0, int(picture.get("/Width", 0))) * max(0, int(picture.get("/Height", 0)))


def open_picture(raw: pikepdf.Object, *, mode: str, side: int) -> Image.Image | None:
    """Its pixels; None when they are packed otherwise, broken, or more than the page says.

    A JPEG is decoded in `mode`, at a fraction of its size but no smaller than `side`.
    """
    if not isinstance(raw, pikepdf.Stream):
        return None
    try:
        return _opened(raw, mode, side)
    except BROKEN:
        return None


def _opened(raw: pikepdf.Stream, mode: str, side: int) -> Image.Image | None:
    filters = filters_of(raw)
    if filters and filters[-1] in _CODECS:
        return _coded(unpacked(raw, _MAX_CODED, filters[:-1]), _CODECS[filters[-1]], mode, side)
    if not set(filters) <= _PLAIN or not all(map(_is_small, _streams(raw.get("/ColorSpace")))):
        return None
    if "/CCITTFaxDecode" in filters and not _is_sheet(raw):
        return None
    most = min(MAX_UNPACKED, 4 * int(raw.Width) * int(raw.Height) + _SLACK)
    unpacked(raw, most, [one for one in filters if one == "/FlateDecode"])
    return pikepdf.PdfImage(raw).as_pil_image()


def _coded(data: bytes, codec: str, mode: str, side: int) -> Image.Image | None:
    """A photo as it lies in the document. How large it is, it says itself; what the page says of it proves nothing."""
    picture = Image.open(io.BytesIO(data), formats=[codec])
    if picture.width * picture.height > (MAX_PIXELS if codec == "JPEG" else _MAX_WAVELETS):
        return None
    picture.draft(mode, (side, side))
    picture.load()
    return picture


def _is_sheet(raw: pikepdf.Object) -> bool:
    """Whether a fax is as wide as its page says."""
    parms = raw.get("/DecodeParms")
    return isinstance(parms, pikepdf.Dictionary) and int(parms.get("/Columns", 0)) <= int(raw.Width)


def _streams(value: object, depth: int = 3) -> Iterator[pikepdf.Object]:
    """Palettes and profiles of a space of colours."""
    if isinstance(value, pikepdf.Stream):
        yield value
    elif isinstance(value, pikepdf.Array) and depth:
        for one in value:
            yield from _streams(one, depth - 1)


def _is_small(raw: pikepdf.Object) -> bool:
    return len(unpacked(raw, _SLACK)) <= _SLACK
