"""QR codes drawn in the page itself: a picture by `data:` address would need a wider content security policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import segno
from markupsafe import Markup

_BORDER = 3
_DRAWING = (
    Markup('<svg role="img" aria-label="{alt}" width="{side}" height="{side}" viewBox="0 0 {count} {count}">')
    + Markup('<path fill="#fff" d="M0 0h{count}v{count}H0z"/><path stroke="#000" d="{dark}"/></svg>')
)  # fmt: skip


def qr_drawing(address: str, *, side: int, alt: str) -> Markup:
    """The code as an inline drawing of `side` pixels; `alt` is what is read out instead."""
    rows = list(segno.make(address, error="m", micro=False).matrix_iter(border=_BORDER))
    return _DRAWING.format(alt=alt, side=side, count=len(rows), dark="".join(_runs(rows)))


def _runs(rows: Iterable[Iterable[int]]) -> Iterator[str]:
    """Neighbouring dark squares of a row as one line through their middle."""
    for down, row in enumerate(rows):
        across = 0
        for dark, squares in groupby(row, key=bool):
            length = len(list(squares))
            if dark:
                yield f"M{across} {down}.5h{length}"
            across += length
