"""QR codes drawn in the page itself: a picture by `data:` address would need a wider content security policy."""

from __future__ import annotations

import segno
from markupsafe import Markup, escape

_BORDER = 3


def qr_drawing(address: str, *, side: int, alt: str) -> Markup:
    """The code as an inline drawing of `side` pixels; `alt` is what is read out instead."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=_BORDER, light="white", omitsize=True, svgclass=None, lineclass=None)
    named = f'<svg role="img" aria-label="{escape(alt)}" width="{side}" height="{side}" '
    return Markup(drawn.replace("<svg ", named, 1))  # noqa: S704 - segno's own numbers, and the escaped alternative
