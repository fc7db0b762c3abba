"""Photos as citizens take them, made small and stripped. Pure: bytes in, bytes out; run it outside the write lock."""

from __future__ import annotations

import hashlib
import io
import threading
import warnings
from dataclasses import dataclass, field

import filetype
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from casework.cards import shows_card
from casework.errors import CardShown, ImageTooLarge, NotAnImage, TooManyPixels

MAX_BYTES = 10 * 1024 * 1024
DISPLAY_SIDE, THUMB_SIDE = 1600, 320
ACCEPTED = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/heic": "HEIF", "image/heif": "HEIF"}

# 64 megapixels: more than phones shoot by default; beyond it a small file could unpack into gigabytes.
Image.MAX_IMAGE_PIXELS = 64_000_000
# What is really unpacked: JPEG decodes at a fraction of its size, the other formats only whole.
MAX_DECODED = 25_000_000
# A whole photo takes up to 100 MB: two at a time, whatever the number of threads.
_DECODING = threading.BoundedSemaphore(2)
warnings.simplefilter("error", Image.DecompressionBombWarning)
register_heif_opener()


@dataclass(frozen=True, slots=True)
class PreparedImage:
    """The original as sent, and the two copies people see: upright, small, without place, time or camera."""

    original: bytes = field(repr=False)
    display: bytes = field(repr=False)
    thumb: bytes = field(repr=False)
    media_type: str
    sha256: str
    width: int
    height: int


def prepare_image(data: bytes) -> PreparedImage:
    """Check by content (never by name) and make the copies. Raises ImageTooLarge, TooManyPixels, NotAnImage, CardShown
    (an identity card can be read on it: neither the photo nor a copy is kept).
    """
    if len(data) > MAX_BYTES:
        raise ImageTooLarge
    kind = filetype.guess(data[:8192])
    media_type = kind.mime if kind else ""
    if media_type not in ACCEPTED:
        raise NotAnImage
    with _DECODING:
        return _copies(data, media_type)


def _copies(data: bytes, media_type: str) -> PreparedImage:
    try:
        display = _upright(data, ACCEPTED[media_type])
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise ImageTooLarge from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise NotAnImage from None
    thumb = display.copy()
    thumb.thumbnail((THUMB_SIDE, THUMB_SIDE), Image.Resampling.LANCZOS)
    return PreparedImage(
        original=data, display=_jpeg(display, 82), thumb=_jpeg(thumb, 78), media_type=media_type,
        sha256=hashlib.sha256(data).hexdigest(), width=display.width, height=display.height,
    )  # fmt: skip


def _upright(data: bytes, image_format: str) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=[image_format]) as source:
        # JPEG decodes at a fraction of its size: a tenth of the memory.
        source.draft("RGB", (DISPLAY_SIDE, DISPLAY_SIDE))
        if source.width * source.height > MAX_DECODED:
            raise TooManyPixels
        source.load()
        image = ImageOps.exif_transpose(source)
        if shows_card(image):  # before it is made small: the code on a card is fine print
            raise CardShown
        image.thumbnail((DISPLAY_SIDE, DISPLAY_SIDE), Image.Resampling.LANCZOS)
        return _flat(image)


def _flat(image: Image.Image) -> Image.Image:
    """Pixels only: what is transparent becomes white, and a new image carries no metadata."""
    coloured = image.convert("RGBA")
    plain = Image.new("RGB", coloured.size, "white")
    plain.paste(coloured, mask=coloured.getchannel("A"))
    return plain


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()
