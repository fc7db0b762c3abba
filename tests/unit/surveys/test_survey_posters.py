"""The printed poster must open the right page: it is decoded as a phone would, also scratched and at an angle."""

from __future__ import annotations

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


def printed(paper: str) -> Image.Image:
    return Image.open(io.BytesIO(TypstPosterMaker().picture(POSTER, paper=paper, ppi=150))).convert("L")


def read(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_a_printed_poster_leads_to_its_service_point(paper: str) -> None:
    assert read(printed(paper)) == [URL]


@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_a_scratch_and_an_angle_do_not_matter(paper: str) -> None:
    picture = printed(paper)
    box = zxingcpp.read_barcodes(picture)[0].position
    left, top, width = box.top_left.x, box.top_left.y, box.bottom_right.x - box.top_left.x
    draw = ImageDraw.Draw(picture)
    draw.line((left, top + width * 0.55, left + width, top + width * 0.62), fill=255, width=width // 25)
    draw.ellipse((left + width // 2, top + width // 3, left + width * 2 // 3, top + width // 2), fill=90)
    assert read(picture.rotate(17, expand=True, fillcolor=255)) == [URL]


@pytest.mark.parametrize(("paper", "width"), [("a4", 595.28), ("a5", 419.53)])
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
