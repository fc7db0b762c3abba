"""The portal's sign, drawn anew: what is shown is a plain picture whatever was uploaded."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass, field

from PIL import Image

from agencies.portal.errors import LogoNotUsable

MAX_LOGO_BYTES = 512 * 1024
# Shown 56 points high, sharp on a screen of double density.
_WIDEST, _HIGHEST, _MOST_PIXELS = 480, 112, 4_000_000


@dataclass(frozen=True, slots=True)
class Logo:
    """A PNG and its hash."""

    data: bytes = field(repr=False)
    mark: str


def prepare_logo(data: bytes) -> Logo:
    """Decode, shrink, write as PNG: no comment, no place, no script survives. Raises LogoNotUsable."""
    if not data or len(data) > MAX_LOGO_BYTES:
        raise LogoNotUsable
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            drawn = _drawn(data)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise LogoNotUsable from None
    return Logo(drawn, hashlib.sha256(drawn).hexdigest())


def _drawn(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as opened:
        if opened.width * opened.height > _MOST_PIXELS:
            raise LogoNotUsable
        picture = opened.convert("RGBA")
    picture.thumbnail((_WIDEST, _HIGHEST))
    plain = Image.new("RGBA", picture.size)  # a fresh picture carries no metadata along
    plain.paste(picture)
    out = io.BytesIO()
    plain.save(out, "PNG", optimize=True)
    return out.getvalue()
