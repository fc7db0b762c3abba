"""The printed poster must open the right page: it is decoded as a phone would, also scratched and at an angle."""

from __future__ import annotations

import dataclasses
import io

import pytest
import zxingcpp
from PIL import Image, ImageDraw
from pypdf import PdfReader

from core.ports import Poster
from infra.posters import FONTS, TypstPosterMaker

URL = "https://danchu.example.vn/ks/K7Q4M2"
POSTER = Poster(
    agency="Xã Yên Thế", portal="Cổng Dân chủ cơ sở", place="Quầy 3", headline="Hôm nay bà con\nđược phục vụ?",
    steps=("Soi máy ảnh vào mã", "Chạm một khuôn mặt", "Bấm gửi, thế là xong"), address="danchu.example.vn/ks/K7Q4M2",
    address_hint="Không quét được thì gõ địa chỉ này", promise="Không hỏi tên.", url=URL,
)  # fmt: skip


SIZES = [(paper, shape) for paper in ("a4", "a5", "a6") for shape in ("poster", "tent")]
# A tent is read from both sides.
CODES = {"poster": [URL], "tent": [URL, URL]}


def printed(paper: str, shape: str) -> Image.Image:
    maker = TypstPosterMaker()
    return Image.open(io.BytesIO(maker.picture(POSTER, paper=paper, shape=shape, ppi=150))).convert("L")


def read(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize(("paper", "shape"), SIZES)
def test_printed_at_150_dpi_scratched_and_at_an_angle_it_leads_to_its_service_point(paper: str, shape: str) -> None:
    picture = printed(paper, shape)
    found = zxingcpp.read_barcodes(picture)
    assert [code.text for code in found] == CODES[shape]
    draw = ImageDraw.Draw(picture)
    for code in found:
        corners = code.position
        xs = [corners.top_left.x, corners.bottom_right.x]
        ys = [corners.top_left.y, corners.bottom_right.y]
        left, top, width = min(xs), min(ys), abs(xs[1] - xs[0])
        draw.line((left, top + width * 0.55, left + width, top + width * 0.62), fill=255, width=width // 25)
        draw.ellipse((left + width // 2, top + width // 3, left + width * 2 // 3, top + width // 2), fill=90)
    assert read(picture) == CODES[shape]
    assert read(picture.rotate(17, expand=True, fillcolor=255)) == CODES[shape]


@pytest.mark.parametrize("shape", ["poster", "tent"])
def test_the_drawing_holds_outlines_and_no_typeface(shape: str) -> None:
    drawn = TypstPosterMaker().drawing(POSTER, paper="a6", shape=shape).decode()
    assert drawn.startswith("<svg")
    assert "font-family" not in drawn
    assert "@font-face" not in drawn


def test_many_make_one_file_with_a_page_each() -> None:
    other = dataclasses.replace(POSTER, place="Quầy 4")
    pages = PdfReader(io.BytesIO(TypstPosterMaker().bundle([POSTER, other], paper="a5", shape="tent"))).pages
    assert ["Quầy 3" in page.extract_text() for page in pages] == [True, False]


@pytest.mark.parametrize(("paper", "width"), [("a4", 595.28), ("a6", 297.64)])
def test_the_pdf_is_one_page_of_its_paper_with_its_own_typeface(paper: str, width: float) -> None:
    pages = PdfReader(io.BytesIO(TypstPosterMaker().make(POSTER, paper=paper))).pages
    assert len(pages) == 1
    assert float(pages[0].mediabox.width) == pytest.approx(width, abs=0.5)
    fonts = {str(font.get_object()["/BaseFont"]) for font in pages[0]["/Resources"]["/Font"].values()}
    assert fonts
    assert all("BeVietnamPro" in name for name in fonts)
    text = pages[0].extract_text()
    assert "Xã Yên Thế" in text
    assert "danchu.example.vn/ks/K7Q4M2" in text


def test_the_typeface_comes_with_its_licence() -> None:
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8").upper()
    assert len(list(FONTS.glob("*.ttf"))) == 2


def test_other_papers_are_refused() -> None:
    with pytest.raises(ValueError):
        TypstPosterMaker().make(POSTER, paper="a3")
    with pytest.raises(ValueError):
        TypstPosterMaker().make(POSTER, paper="a4", shape="banner")
