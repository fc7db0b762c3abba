"""Fields put into a Word file."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from core.papers import BLANK, BLANK_LINE
from infra.papers.composing import compose
from infra.papers.filling import fill
from infra.papers.package import CORE, read_parts
from tests.support.letters import FORM, STAMP, letter, paragraph, words_of_docx


def _filled(body: str, **values: str) -> list[str]:
    return words_of_docx(fill(letter(body), values, STAMP))


def test_a_field_that_word_split_into_pieces_is_still_one() -> None:
    assert _filled(paragraph("Kính gửi: {", "{nguoi", "_gui", "}}, thôn"), nguoi_gui="Bà Tý") == [
        "Kính gửi: Bà Tý, thôn"
    ]


def test_what_nobody_knows_is_dotted() -> None:
    assert _filled(paragraph("Số: {{so}}/TB") + paragraph("{{loi}}")) == [f"Số: {BLANK}/TB", BLANK_LINE]


def test_dots_in_a_cell_stay_in_it() -> None:
    cell = f"<w:tbl><w:tr><w:tc>{paragraph('{{ten}}')}</w:tc></w:tr></w:tbl>"
    assert _filled(cell) == [BLANK]


def test_an_optional_line_goes_when_it_has_nothing_to_say() -> None:
    body = paragraph("Điện thoại: {{?dien_thoai}}") + paragraph("Hết.")
    assert _filled(body) == ["Hết."]
    assert _filled(body, dien_thoai="0204") == ["Điện thoại: 0204", "Hết."]


def test_the_last_paragraph_of_a_cell_stays_or_word_calls_the_file_damaged() -> None:
    cell = f"<w:tbl><w:tr><w:tc>{paragraph('{{?ten}}')}</w:tc></w:tr></w:tbl>"
    document = read_parts(fill(letter(cell), {}, STAMP))["word/document.xml"]
    assert b"<w:tc><w:p/></w:tc>" in document


def test_lines_of_a_value_become_paragraphs_or_line_breaks() -> None:
    assert _filled(paragraph("{{loi}}"), loi="Một.\n\nHai.") == ["Một.", "Hai."]
    kept = "<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:t>{{loi}}</w:t></w:r></w:p>"
    repeated = read_parts(fill(letter(kept), {"loi": "Một.\nHai.\nBa."}, STAMP))["word/document.xml"]
    assert repeated.count(b"keepNext") == 1
    broken = fill(letter(paragraph("Lời: {{loi}}")), {"loi": "Một.\nHai."}, STAMP)
    assert b"<w:br/>" in read_parts(broken)["word/document.xml"]


@pytest.mark.parametrize("evil", ["</w:t><w:t>", "{{so}}", "&lt;", "a\x00b\x0b", "{{ 7*7 }}"])
def test_a_value_is_text_and_nothing_else(evil: str) -> None:
    shown = "".join(_filled(paragraph("{{loi}} {{so}}"), loi=evil, so="1"))
    assert shown == f"{evil} 1".replace("\x00", "").replace("\x0b", "")


def test_the_same_input_gives_the_same_bytes_and_names_nobody() -> None:
    template = compose(FORM)
    first, second = (fill(template, {"nguoi_gui": "Bà Tý"}, STAMP) for _ in range(2))
    assert first == second
    core = read_parts(first)[CORE].decode()
    assert "2026-11-20" in core
    assert not any(word in core.lower() for word in ("creator", "lastmodifiedby", "typst", "python"))
    with zipfile.ZipFile(BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
