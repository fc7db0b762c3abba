"""The PDF of a Word file: its words, its pages, its silence about who made it."""

from __future__ import annotations

import io

import pikepdf
import pypdf

from infra.papers.composing import compose
from infra.papers.filling import fill
from infra.papers.maker import WordPaperMaker
from tests.support.letters import FORM, STAMP, letter, paragraph

_ALL = "Ễnh ương, quỹ đạo, Ỷ lại, ngoẵng, khuỷu, ₫, “ngoặc”, ơ ư ă â đ, ẵ ẳ ặ, ữ ử ự"


def _text(data: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_every_letter_of_vietnamese_is_there() -> None:
    docx = fill(compose(FORM), {"nguoi_gui": "Bà Tý", "noi_dung": _ALL}, STAMP)
    text = _text(WordPaperMaker().pdf(docx, STAMP))
    assert _ALL in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Kính gửi: Bà Tý" in text


def test_pages_after_the_first_are_numbered() -> None:
    docx = fill(compose(FORM), {"noi_dung": "\n".join(["Một dòng."] * 30)}, STAMP)
    pages = pypdf.PdfReader(io.BytesIO(WordPaperMaker().pdf(docx, STAMP))).pages
    assert len(pages) == 2
    assert not pages[0].extract_text().startswith("1")
    assert pages[1].extract_text().strip().startswith("2")


def test_styles_lists_of_runs_and_lined_tables_are_drawn() -> None:
    border = '<w:tblBorders><w:top w:val="single"/><w:insideH w:val="single"/></w:tblBorders>'
    table = (
        f'<w:tbl><w:tblPr>{border}</w:tblPr><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="3000"/></w:tblGrid>'
        f"<w:tr><w:tc>{paragraph('Cột một')}</w:tc><w:tc>{paragraph('Cột hai')}</w:tc></w:tr>"
        f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("Cả hàng")}</w:tc></w:tr></w:tbl>'
    )
    caps = "<w:p><w:r><w:rPr><w:caps/><w:b/></w:rPr><w:t>chữ hoa</w:t><w:tab/><w:t>sau</w:t></w:r></w:p>"
    text = _text(WordPaperMaker().pdf(letter(table + caps), STAMP))
    assert all(words in text for words in ("Cột một", "Cột hai", "Cả hàng", "CHỮ HOA"))


def test_a_pdf_says_the_day_of_the_case_and_no_name() -> None:
    docx = fill(compose(FORM), {}, STAMP)
    first, second = (WordPaperMaker().pdf(docx, STAMP) for _ in range(2))
    assert first == second
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert str(pdf.docinfo.get("/Title")) == "Thông báo"
        assert "/Author" not in pdf.docinfo
        assert str(pdf.docinfo.get("/CreationDate", "D:20261120")).startswith("D:20261120")
        assert pdf.Root.Lang == "vi"
