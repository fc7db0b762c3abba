"""Opening a PDF that anybody may have made: what lies packed in it is unpacked within bounds.

The bounds hold for the whole process and are set as this module is loaded, so every PDF is opened here.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

import pikepdf

# A sheet of A4 in colour at 400 dots an inch takes 46 MB. Beyond it qpdf leaves a stream as it is, and passes over the
# objects that lie in it: half a megabyte could otherwise unpack to gigabytes.
MAX_UNPACKED = 64_000_000

pikepdf.settings.set_qpdf_limits(
    flate_max_memory=MAX_UNPACKED, png_max_memory=MAX_UNPACKED, run_length_max_memory=MAX_UNPACKED,
    tiff_max_memory=MAX_UNPACKED, dct_max_memory=MAX_UNPACKED, dct_max_progressive_scans=100,
)  # fmt: skip


def open_pdf(data: bytes) -> pikepdf.Pdf:
    """The document, to be closed again. Raises pikepdf.PdfError, and PasswordError among them."""
    return pikepdf.open(io.BytesIO(data))


def unpacked(raw: pikepdf.Object, most: int, filters: Sequence[str] | None = None) -> bytes:
    """What lies in a stream, packed once or not. Raises ValueError beyond `most`: megabytes may unpack to gigabytes.

    `filters`: only the first of its own, where what they give is unpacked by somebody else.
    """
    those, data = filters_of(raw) if filters is None else list(filters), raw.read_raw_bytes()
    if those and (those != ["/FlateDecode"] or filters_of(raw)[0] != "/FlateDecode"):
        raise ValueError("packed otherwise")
    found = zlib.decompressobj().decompress(data, most + 1) if those else data
    if len(found) > most:
        raise ValueError("larger than it says")
    return found


def filters_of(raw: pikepdf.Object) -> list[str]:
    """How a stream is packed, the outermost first."""
    found = raw.get("/Filter", pikepdf.Array())
    return [str(one) for one in (found if isinstance(found, pikepdf.Array) else [found])]
