"""Posters with a QR code, set by Typst with the typeface that ships beside this file: no network, no system fonts."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from pathlib import Path
from typing import Literal

import segno

from core.ports import Poster, SlipSheet

_HERE = Path(__file__).resolve().parent
FONTS = _HERE / "fonts"
_SOURCE = _HERE / "poster.typ"
_SLIPS = _HERE / "slips.typ"
PAPERS = ("a4", "a5")
# The highest correction: almost a third of the code may be scratched or hidden by a thumb.
ERROR_CORRECTION = "h"
# A slip is used once and soon, and its code is small: larger modules matter more than scratches.
_SLIP_CORRECTION = "m"
_INK = "#10261f"


class TypstPosterMaker:
    """Draws a poster as PDF (or, to look at it, as a picture)."""

    def make(self, poster: Poster, *, paper: str) -> bytes:
        """The poster as PDF; `paper` is "a4" or "a5"."""
        return self._compile(poster, paper=paper, form="pdf")

    def slips(self, sheet: SlipSheet) -> bytes:
        """Slips to cut out, ten to an A4 page, as PDF."""
        import typst  # as below

        words = {name: getattr(sheet, name) for name in ("agency", "place", "headline", "hint", "once", "language")}
        codes = [{"address": slip.address, "qr": qr_svg(slip.url, error=_SLIP_CORRECTION)} for slip in sheet.slips]
        return typst.compile(
            str(_SLIPS),
            root=str(_HERE),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"sheet": json.dumps(words), "slips": json.dumps(codes)},
        )

    def code(self, url: str) -> str:
        """The QR code of an address as SVG, to show on a screen."""
        return qr_svg(url, error=_SLIP_CORRECTION)

    def picture(self, poster: Poster, *, paper: str, ppi: float = 150.0) -> bytes:
        """The same as PNG."""
        return self._compile(poster, paper=paper, form="png", ppi=ppi)

    def _compile(self, poster: Poster, *, paper: str, form: Literal["pdf", "png"], ppi: float = 150.0) -> bytes:
        if paper not in PAPERS:
            raise ValueError(f"no such paper: {paper}")
        import typst  # the whole compiler: only the worker that prints a poster loads it

        return typst.compile(
            str(_SOURCE),
            root=str(_HERE),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            format=form,
            ppi=ppi,
            sys_inputs={"poster": json.dumps(asdict(poster)), "paper": paper, "qr": qr_svg(poster.url)},
        )


def qr_svg(url: str, *, error: str = ERROR_CORRECTION) -> str:
    """The QR code alone as SVG, without its quiet zone (the sheet around it is the quiet zone)."""
    buffer = io.BytesIO()
    code = segno.make(url, error=error, micro=False, boost_error=False)
    code.save(buffer, kind="svg", xmldecl=False, border=0, scale=10, dark=_INK)
    return buffer.getvalue().decode()
