"""A sheet of paper for the demo: a small official-looking PDF, set by Typst."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typst

from bootstrap.documents import clean_pdf
from bootstrap.runtime import Runtime
from core.pdf import StoredPdf

_FONTS = Path(__file__).resolve().parent.parent / "infra" / "fonts"
_PAGE = """#set page(paper: "a4", margin: (x: 25mm, y: 22mm))
#set text(font: "Be Vietnam Pro", size: 11.5pt, lang: "vi")
#set par(leading: 0.8em)
"""


def table_pdf(
    runtime: Runtime, *, name: str, heading: str, subtitle: str, head: Sequence[str], rows: Sequence[Sequence[str]]
) -> StoredPdf:
    """A titled table as PDF, cleaned and stored like any uploaded file."""
    cleaned = clean_pdf(table_bytes(heading=heading, subtitle=subtitle, head=head, rows=rows))
    return StoredPdf(runtime.files.put(cleaned.data), name, len(cleaned.data), cleaned.pages, cleaned.sha256)


def table_bytes(*, heading: str, subtitle: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """The same, as somebody would upload it."""
    cells = "".join(f"[{_escape(cell)}], " for row in (head, *rows) for cell in row)
    source = (
        f"{_PAGE}#align(center)[*{_escape(heading)}* \\ {_escape(subtitle)}]\n#v(6mm)\n"
        f"#table(columns: {len(head)}, inset: 7pt, stroke: 0.5pt, {cells})\n"
    )
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(_FONTS)])
    return typst.compile(source.encode(), font_paths=fonts)


def _escape(text: str) -> str:
    return "".join(f"\\{c}" if c in "\\#$*_`<>@[]" else c for c in text)
