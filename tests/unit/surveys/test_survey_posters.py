"""The printed poster must open the right page: it is decoded as a phone would, also scratched and at an angle."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import pytest
import typst
import zxingcpp
from PIL import Image, ImageDraw, ImageOps
from pypdf import PdfReader

from core.ports import Poster, Slip, SlipSheet
from infra.posters import FONTS, TypstPosterMaker

URL = "https://danchu.example.vn/ks/K7Q4M2"
POSTER = Poster(
    agency="Xã Yên Thế", portal="Cổng Dân chủ cơ sở", place="Quầy 3", headline="Hôm nay bà con\nđược phục vụ?",
    steps=("Soi máy ảnh vào mã", "Chạm một khuôn mặt", "Bấm gửi, thế là xong"), address="danchu.example.vn/ks/K7Q4M2",
    address_hint="Không quét được thì gõ địa chỉ này", promise="Không hỏi tên.", url=URL,
)  # fmt: skip


SHEETS = [
    (paper, shape, form) for paper in ("a4", "a5", "a6") for shape in ("poster", "tent") for form in ("pdf", "svg")
]
# A tent is read from both sides.
CODES = {"poster": [URL], "tent": [URL, URL]}


def printed(drawn: bytes, form: str, folder: Path, page: int = 1) -> Image.Image:
    """The very file as a printer of 150 dpi puts it on paper."""
    (folder / f"sheet.{form}").write_bytes(drawn)
    which = f", page: {page}" if form == "pdf" else ""
    around = '#set page(width: auto, height: auto, margin: 0pt)\n#image("sheet.' + form + '"' + which + ")\n"
    (folder / "paper.typ").write_text(around, encoding="utf-8")
    picture = typst.compile(str(folder / "paper.typ"), root=str(folder), format="png", ppi=150.0)
    return Image.open(io.BytesIO(picture)).convert("L")


def read(picture: Image.Image) -> list[str]:
    return sorted(found.text for found in zxingcpp.read_barcodes(picture))


def scratched(picture: Image.Image) -> Image.Image:
    """With a line across each code and a thumb's mark on it."""
    draw = ImageDraw.Draw(picture)
    for code in zxingcpp.read_barcodes(picture):
        corners = code.position
        xs = [corners.top_left.x, corners.bottom_right.x]
        ys = [corners.top_left.y, corners.bottom_right.y]
        left, top, width = min(xs), min(ys), abs(xs[1] - xs[0])
        draw.line((left, top + width * 0.55, left + width, top + width * 0.62), fill=255, width=width // 25)
        draw.ellipse((left + width // 2, top + width // 3, left + width * 2 // 3, top + width // 2), fill=90)
    return picture


def from_the_side(picture: Image.Image, share: float = 0.35) -> Image.Image:
    """As a telephone sees it that is held from the side and from below: far edges are shorter by that share."""
    width, height = picture.size
    bend = (1 + share, 0, 0, 0, 1 + share / 2, 0, share / width, share / 2 / height)
    return picture.transform(picture.size, Image.Transform.PERSPECTIVE, bend, Image.Resampling.BICUBIC, fillcolor=255)


@pytest.mark.parametrize(("paper", "shape", "form"), SHEETS)
def test_printed_at_150_dpi_scratched_and_at_an_angle_it_leads_to_its_service_point(
    paper: str, shape: str, form: str, tmp_path: Path
) -> None:
    maker = TypstPosterMaker()
    make = maker.make if form == "pdf" else maker.drawing
    picture = printed(make(POSTER, paper=paper, shape=shape), form, tmp_path)
    assert read(picture) == CODES[shape]
    picture = scratched(picture)
    assert read(picture) == CODES[shape]
    assert read(picture.rotate(17, expand=True, fillcolor=255)) == CODES[shape]
    assert read(from_the_side(picture)) == CODES[shape]


def test_every_slip_of_a_sheet_leads_to_its_own_address(tmp_path: Path) -> None:
    """Ten to a page; each is cut out and held like a slip, at an angle and with a corner of the code worn off."""
    urls = [f"https://danchu.example.vn/p/K7Q4-M2ZX-{number}RTV-HW9" for number in range(2, 10)]
    slips = tuple(Slip(url, url.partition("://")[2]) for url in urls)
    words = {"agency": "Xã Yên Thế", "place": "Quầy 1", "headline": "Đánh giá giúp", "hint": "Soi", "once": "Một lần"}
    sheet = printed(TypstPosterMaker().slips(SlipSheet(**words, slips=slips)), "pdf", tmp_path)
    found = zxingcpp.read_barcodes(sheet)
    assert sorted(code.text for code in found) == urls
    for code in found:
        corners = code.position
        side = corners.bottom_right.x - corners.top_left.x
        slip = sheet.crop(
            (corners.top_left.x - 30, corners.top_left.y - 30, corners.bottom_right.x + 30, corners.bottom_right.y + 30)
        )
        worn = (slip.width - 30 - side // 8, slip.height - 30 - side // 8, slip.width, slip.height)
        ImageDraw.Draw(slip).rectangle(worn, fill=255)
        slip = ImageOps.expand(slip, 80, 255)  # it lies on something
        assert read(slip.rotate(9, Image.Resampling.BICUBIC, expand=True, fillcolor=255)) == [code.text]
        assert read(from_the_side(slip)) == [code.text]


@pytest.mark.parametrize("shape", ["poster", "tent"])
def test_the_drawing_holds_outlines_and_no_typeface(shape: str) -> None:
    drawn = TypstPosterMaker().drawing(POSTER, paper="a6", shape=shape).decode()
    assert drawn.startswith("<svg")
    assert "font-family" not in drawn
    assert "@font-face" not in drawn


def test_the_address_of_a_slip_stands_on_one_line_however_wide_its_letters_are() -> None:
    """Codes of one length differ in width: a broken address is typed as far as its line goes."""
    hosts = ("x.vn", "yenthe.example.vn:8000", "phuong-tan-dong-hiep.thanhphohochiminh.example.vn")
    addresses = [f"{host}/p/{code}" for host in hosts for code in ("WMWMW-MWMWM-WMWMW", "11111-11111-11111")]
    slips = tuple(Slip(f"https://{address}", address) for address in addresses)
    sheet = SlipSheet(agency="Xã Yên Thế", place="Quầy 3", headline="?", hint="Gõ:", once="Một lần.", slips=slips)
    lines = PdfReader(io.BytesIO(TypstPosterMaker().slips(sheet))).pages[0].extract_text().splitlines()
    assert set(addresses) <= {line.strip() for line in lines}


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
