"""Identity cards on the pages of a PDF, as a scanner or a telephone puts them there."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Sequence

import pikepdf
from PIL import Image

from casework.cards import SIDE, shows_card

# The first pictures of the first pages, no picture larger than a sheet at 600 dots an inch.
PAGES, PICTURES, MAX_PIXELS, ALL_PIXELS = 20, 24, 40_000_000, 120_000_000
MAX_BYTES, _SLACK = 20_000_000, 4_000_000
_CODECS = {"/DCTDecode": "JPEG", "/JPXDecode": "JPEG2000"}
# What is packed otherwise is passed over. JBIG2 above all: reading it takes another program and a file in the clear.
_PLAIN = frozenset({"/FlateDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/CCITTFaxDecode"})
_BROKEN = (
    pikepdf.PdfError, pikepdf.DependencyError, zlib.error, NotImplementedError, OSError, ValueError, SyntaxError,
    EOFError, KeyError, TypeError, IndexError, RuntimeError, AttributeError, MemoryError, Image.DecompressionBombError,
    Image.DecompressionBombWarning,
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
        filters = _filters(raw)
        if filters and filters[-1] in _CODECS:
            return _coded(_unpacked(raw, filters[:-1], MAX_BYTES), _CODECS[filters[-1]])
        if not set(filters) <= _PLAIN or not all(map(_is_small, _streams(raw.get("/ColorSpace")))):
            return None
        if "/CCITTFaxDecode" in filters and not _is_sheet(raw):
            return None
        _unpacked(raw, [one for one in filters if one == "/FlateDecode"], 4 * int(raw.Width) * int(raw.Height) + _SLACK)
        return pikepdf.PdfImage(raw).as_pil_image()
    except _BROKEN:
        return None


def _coded(data: bytes, codec: str) -> Image.Image | None:
    """A photo as it lies in the document. How large it is, it says itself; what the page says of it proves nothing."""
    picture = Image.open(io.BytesIO(data), formats=[codec])
    if picture.width * picture.height > MAX_PIXELS:
        return None
    picture.draft("L", (SIDE, SIDE))  # a JPEG decodes at a fraction of its size
    picture.load()
    return picture


def _unpacked(raw: pikepdf.Object, filters: Sequence[str], most: int) -> bytes:
    """What lies in a stream, packed once or not. Raises ValueError beyond `most`: megabytes may unpack to gigabytes."""
    data = raw.read_raw_bytes()
    if not filters:
        return data
    if list(filters) != ["/FlateDecode"] or _filters(raw)[0] != "/FlateDecode":
        raise ValueError("packed otherwise")
    unpacked = zlib.decompressobj().decompress(data, most + 1)
    if len(unpacked) > most:
        raise ValueError("larger than it says")
    return unpacked


def _filters(raw: pikepdf.Object) -> list[str]:
    found = raw.get("/Filter", pikepdf.Array())
    return [str(one) for one in (found if isinstance(found, pikepdf.Array) else [found])]


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
    return len(_unpacked(raw, _filters(raw), _SLACK)) <= _SLACK
