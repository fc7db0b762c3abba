"""Posters with a QR code, set by Typst with the typeface that ships beside this file: no network, no system fonts."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Literal

import segno

from core.ports import Poster, SlipSheet

_HERE = Path(__file__).resolve().parent
FONTS = _HERE / "fonts"
_SOURCE = _HERE / "poster.typ"
_SLIPS = _HERE / "slips.typ"
PAPERS = ("a4", "a5", "a6")
# To hang up; to fold in the middle and stand on a table.
SHAPES = ("poster", "tent")
# The highest correction: almost a third of the code may be scratched or hidden by a thumb.
ERROR_CORRECTION = "h"
# A slip is used once and soon, and its code is small: larger modules matter more than scratches.
_SLIP_CORRECTION = "m"
_INK = "#10261f"


class TypstPosterMaker:
    """Draws posters as PDF or SVG (or, to look at them, as pictures)."""

    def make(self, poster: Poster, *, paper: str, shape: str = "poster") -> bytes:
        """One poster as PDF."""
        return self.bundle([poster], paper=paper, shape=shape)

    def bundle(self, posters: Sequence[Poster], *, paper: str, shape: str) -> bytes:
        """Many as one PDF, a page each. Raises ValueError for a paper or a shape that is not known."""
        return self._compile(posters, paper=paper, shape=shape, form="pdf")

    def drawing(self, poster: Poster, *, paper: str, shape: str) -> bytes:
        """One as SVG; letters are outlines, so that any program shows it alike. Raises ValueError as `bundle`."""
        return self._compile([poster], paper=paper, shape=shape, form="svg")

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

    def picture(self, poster: Poster, *, paper: str, shape: str = "poster", ppi: float = 150.0) -> bytes:
        """The same as PNG."""
        return self._compile([poster], paper=paper, shape=shape, form="png", ppi=ppi)

    def _compile(
        self, posters: Sequence[Poster], *, paper: str, shape: str, form: Literal["pdf", "png", "svg"],
        ppi: float = 150.0,
    ) -> bytes:  # fmt: skip
        if paper not in PAPERS or shape not in SHAPES:
            raise ValueError(f"no such sheet: {shape} {paper}")
        import typst  # the whole compiler: only the worker that prints a poster loads it

        drawn = [asdict(poster) | {"qr": qr_svg(poster.url)} for poster in posters]
        return typst.compile(
            str(_SOURCE),
            root=str(_HERE),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            format=form,
            ppi=ppi,
            sys_inputs={"posters": json.dumps(drawn), "paper": paper, "shape": shape},
        )


def qr_svg(url: str, *, error: str = ERROR_CORRECTION) -> str:
    """The QR code alone as SVG, without its quiet zone (the sheet around it is the quiet zone)."""
    buffer = io.BytesIO()
    code = segno.make(url, error=error, micro=False, boost_error=False)
    code.save(buffer, kind="svg", xmldecl=False, border=0, scale=10, dark=_INK)
    return buffer.getvalue().decode()
