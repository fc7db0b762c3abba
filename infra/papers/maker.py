"""Official documents: a Word template, filled; the PDF is drawn from the filled file, so that both say the same."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Literal

from core.clock import local_date
from core.papers import CheckedTemplate, PaperForm, PaperStamp
from infra.papers.checking import check
from infra.papers.composing import compose
from infra.papers.filling import fill
from infra.papers.reading import read_blocks

_HERE = Path(__file__).resolve().parent
_FONTS = _HERE.parent / "fonts" / "tinos"
_SOURCE = _HERE / "paper.typ"


class WordPaperMaker:
    """Keeps nothing; safe to share between threads."""

    def compose(self, form: PaperForm) -> bytes:
        """The template of a form as .docx."""
        return compose(form)

    def check(self, data: bytes, *, known: Collection[str]) -> CheckedTemplate:
        """Clean an uploaded template. Raises TemplateTooLarge, NotATemplate, TemplateUnsafe, UnknownFields."""
        return check(data, known=known)

    def fill(self, template: bytes, values: Mapping[str, str], stamp: PaperStamp) -> bytes:
        """The filled .docx."""
        return fill(template, values, stamp)

    def pdf(self, docx: bytes, stamp: PaperStamp) -> bytes:
        """The same document as PDF."""
        drawn: bytes = _draw(docx, stamp, form="pdf")
        return drawn

    def picture(self, docx: bytes, stamp: PaperStamp, *, ppi: float = 80.0) -> Any:
        """The pages as PNG, to look at them."""
        return _draw(docx, stamp, form="png", ppi=ppi)


def _draw(docx: bytes, stamp: PaperStamp, *, form: Literal["pdf", "png"], ppi: float = 80.0) -> Any:
    import typst  # the whole compiler: only who prints loads it

    day = local_date(stamp.at)
    return typst.compile(
        str(_SOURCE), root=str(_HERE), font_paths=[str(_FONTS)], ignore_system_fonts=True, format=form, ppi=ppi,
        sys_inputs={
            "paper": json.dumps(read_blocks(docx)), "title": stamp.title, "year": str(day.year),
            "month": str(day.month), "day": str(day.day),
        },
    )  # fmt: skip
