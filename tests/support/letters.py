"""Small Word files for tests of official documents: made by hand, so that they hold what Word would write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

from core.papers import PaperForm, PaperStamp
from infra.papers.composing import compose
from infra.papers.package import W, read_parts

STAMP = PaperStamp("Thông báo", datetime(2026, 11, 20, 3, tzinfo=UTC))
FORM = PaperForm(
    name="THÔNG BÁO", about="Về việc thử", symbol="TB-UBND", to=("{{nguoi_gui}}",), body=("{{noi_dung}}",),
    recipients=("Như trên;",),
)  # fmt: skip


def letter(body: str, **more: bytes) -> bytes:
    """The shipped layout with another body (paragraphs as WordprocessingML); `more` adds parts by name."""
    document = f'<?xml version="1.0"?><w:document xmlns:w="{W}" xmlns:r="{_R}"><w:body>{body}</w:body></w:document>'
    return packed({**read_parts(compose(FORM)), "word/document.xml": document.encode(), **more})


def paragraph(*runs: str) -> str:
    """A paragraph of runs of plain text, split as given."""
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Parts as a package."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def words_of_docx(data: bytes) -> list[str]:
    """The text of each paragraph, empty ones left out."""
    from infra.papers.package import DOCUMENT, parse, w

    root = parse(read_parts(data)[DOCUMENT])
    lines = ("".join(text.text or "" for text in one.iter(w("t"))) for one in root.iter(w("p")))
    return [line for line in lines if line.strip()]


_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
