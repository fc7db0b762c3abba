"""Identity cards of nobody, drawn for tests: a code as the real ones carry, on a plain ground."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
import segno
from PIL import Image, ImageDraw

from casework.card_lines import check_digit

# Twelve digits that name no province, a name that names nobody.
WORDS = "999099000001||Người Không Có Thật|01011990|Nữ|Thôn Thử, Xã Thử|02022022"
NEWER = f"{WORDS}||Cha Không Có Thật|Mẹ Không Có Thật"
MACHINE_LINES = "IDVNM9990000019999099000001<<7"


def card(words: str = WORDS, *, width: int = 860, covered: bool = False) -> Image.Image:
    """A card; `covered`: somebody put a thumb over its code."""
    picture = Image.new("RGB", (width, int(width / 1.586)), "#cfe3e6")
    side = width * 16 // 86
    if covered:
        ImageDraw.Draw(picture).rectangle((width - side - 20, 20, width - 20, side + 20), fill="#7a5c4a")
        return picture
    drawn = io.BytesIO()
    segno.make(words, error="m", micro=False).save(drawn, kind="png", scale=4, border=2)
    code = Image.open(drawn).convert("RGB").resize((side, side), Image.Resampling.LANCZOS)
    picture.paste(code, (width - side - 20, 20))
    return picture


def card_photo(words: str = WORDS, *, share: float = 0.6, angle: float = 5, covered: bool = False) -> bytes:
    """A photo as a telephone takes it, with a card on a table."""
    table = Image.new("RGB", (2400, 1800), "#8b7355")
    width = int(table.width * share)
    laid = card(words, width=width, covered=covered).rotate(angle, expand=True, fillcolor="#8b7355")
    table.paste(laid, ((table.width - laid.width) // 2, (table.height - laid.height) // 2))
    out = io.BytesIO()
    table.save(out, "JPEG", quality=80)
    return out.getvalue()


def card_pdf(photo: bytes, *, page: int = 2, pages: int = 3) -> bytes:
    """A scan of some sheets, one of them a copy of a card."""
    out, document = io.BytesIO(), pikepdf.new()
    for number in range(1, pages + 1):
        blank = document.add_blank_page(page_size=(595, 842))
        if number == page:
            image = pikepdf.Stream(
                document, photo, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=2400, Height=1800,
                ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
            )  # fmt: skip
            blank.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
            blank.obj.Contents = document.make_stream(b"q 595 0 0 446 0 200 cm /Im0 Do Q")
    document.save(out)
    return out.getvalue()


def picture_in_pdf(kind: str, data: bytes, **more: object) -> bytes:
    """A page with one picture that says it is ten by ten."""
    pdf = pikepdf.new()
    page, picture = pdf.add_blank_page(), pikepdf.Stream(pdf, data)
    said = {"Subtype": pikepdf.Name.Image, "Width": 10, "Height": 10, "BitsPerComponent": 8}
    for name, value in {**said, "ColorSpace": pikepdf.Name.DeviceGray, "Filter": pikepdf.Name(kind), **more}.items():
        picture[f"/{name}"] = value
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def lines_of_card(number: str = "999000001") -> tuple[str, str, str]:
    """The three lines for machines of nobody's card, their digits as they must be."""
    birth, end = "900101", "320202"
    return (
        f"IDVNM{number}{check_digit(number)}999099000001<<7",
        f"{birth}{check_digit(birth)}F{end}{check_digit(end)}VNM<<<<<<<<<<<4",
        f"{'NGUOI<<KHONG<CO<THAT':<<30}",
    )


def text_pdf(lines: Sequence[str], *, page: int = 2, wide: bool = False, inside: bool = False) -> bytes:
    """A scan under whose picture a program laid what it read. `wide`: two bytes a letter; `inside`: in a drawing."""
    out, document = io.BytesIO(), pikepdf.new()
    for number in range(1, page + 1):
        blank = document.add_blank_page(page_size=(595, 842))
        said = lines if number == page else ["Kính gửi Uỷ ban".encode().hex()]
        shown = [f"<{one.encode('utf-16-be').hex()}>" if wide else f"({one})" for one in said]
        content = f"BT /F1 9 Tf {' Tj 0 -12 Td '.join(shown)} Tj ET".encode()
        if inside:
            form = document.make_stream(content, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
            blank.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Ocr=form))
            content = b"/Ocr Do"
        blank.obj.Contents = document.make_stream(content)
    document.save(out)
    return out.getvalue()
