"""An identity card is known by the code on it, wherever it lies on a picture or a page; other codes are left alone."""

from __future__ import annotations

import io
import tempfile
import zlib

import pikepdf
import pytest
import segno
from PIL import Image

from bootstrap.documents import clean_pdf
from casework.card_lines import has_card_lines
from casework.cards import find_card_page, is_card_text, shows_card
from casework.enclosures import prepare_pdf
from casework.errors import CardInFile, CardShown
from casework.images import prepare_image
from tests.support.cards import (
    MACHINE_LINES,
    NEWER,
    WORDS,
    card,
    card_pdf,
    card_photo,
    lines_of_card,
    picture_in_pdf,
    text_pdf,
)


@pytest.mark.parametrize(
    ("text", "is_card"),
    [
        (WORDS, True),
        (NEWER, True),
        (WORDS.replace("||", "|123456789|", 1), True),
        (f"{MACHINE_LINES}\n9001010F3202020VNM<<<<<<<<<<<4\nKHONG<<CO<THAT", True),
        ("https://cong.vidu.vn/ks/AB12", False),
        ("00020101021238570010A00000072701270006970436", False),  # a code to pay by
        ("123456789012|ghi chú|giao hàng", False),
        (WORDS.replace("01011990", "99991990"), False),
        ("", False),
    ],
)  # fmt: skip
def test_what_a_code_says(text: str, is_card: bool) -> None:
    assert is_card_text(text) is is_card


@pytest.mark.parametrize(("share", "angle"), [(0.9, 0), (0.6, 12), (0.35, 90), (0.5, 180)])
def test_a_card_on_a_photo_is_not_kept(share: float, angle: float) -> None:
    with pytest.raises(CardShown):
        prepare_image(card_photo(share=share, angle=angle))


def test_a_covered_card_and_other_codes_are_kept() -> None:
    assert prepare_image(card_photo(covered=True)).width == 1600
    out = io.BytesIO()
    segno.make("https://cong.vidu.vn/ks/AB12").save(out, kind="png", scale=6)
    assert prepare_image(out.getvalue()).media_type == "image/png"
    assert shows_card(card(NEWER))
    assert not shows_card(Image.new("L", (3000, 2000), 128))


def test_a_page_of_a_pdf_is_named_and_a_broken_picture_is_passed_over() -> None:
    photo = card_photo()
    assert find_card_page(card_pdf(photo, page=3)) == 3
    assert find_card_page(card_pdf(card_photo(covered=True))) is None
    assert find_card_page(card_pdf(photo[:2000])) is None
    assert find_card_page(b"no document") is None
    with pytest.raises(CardInFile) as told:
        prepare_pdf(card_pdf(photo), clean_pdf)
    assert told.value.values["page"] == 2
    assert prepare_pdf(card_pdf(card_photo(covered=True)), clean_pdf).pages == 3


@pytest.mark.parametrize(("wide", "inside"), [(False, False), (True, False), (False, True)])
def test_the_lines_for_machines_are_known_in_a_text_by_their_check_digits(wide: bool, inside: bool) -> None:
    first, *others = lines_of_card()
    cleaned = clean_pdf(text_pdf([first, *others], wide=wide, inside=inside)).data
    assert find_card_page(cleaned) == 2
    assert find_card_page(text_pdf([first[:14] + str((int(first[14]) + 1) % 10) + first[15:], *others])) is None
    assert find_card_page(text_pdf([first, "Số định danh", *others[1:]])) is None
    spaced = f"{first[:12]} {first[12:]}\n" + "\n".join(others)
    assert has_card_lines(f"Bản sao thẻ:\n{spaced}\n")
    assert not has_card_lines(spaced.lower())


def test_a_page_of_endless_text_is_passed_over() -> None:
    assert find_card_page(text_pdf([*lines_of_card(), "x" * 3_000_000], page=1)) is None


def test_what_unpacks_to_more_than_it_says_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb, palette = zlib.compress(bytes(50_000_000)), pikepdf.new()
    lookup = palette.make_stream(bomb, Filter=pikepdf.Name.FlateDecode)
    indexed = pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, 255, palette.make_indirect(lookup)])
    large = io.BytesIO()
    Image.new("L", (9000, 9000)).save(large, "JPEG")
    monkeypatch.setattr(pikepdf.PdfImage, "as_pil_image", lambda _self: pytest.fail("unpacked"))
    monkeypatch.setattr("casework.card_pages.shows_card", lambda _picture: pytest.fail("looked at"))
    assert find_card_page(picture_in_pdf("/FlateDecode", bomb)) is None
    assert find_card_page(picture_in_pdf("/DCTDecode", large.getvalue())) is None
    with pikepdf.open(io.BytesIO(picture_in_pdf("/FlateDecode", zlib.compress(bytes(100))))) as pdf:
        pdf.pages[0].Resources.XObject.Im0.ColorSpace = pdf.copy_foreign(palette.make_indirect(indexed))
        pdf.save(out := io.BytesIO())
    assert find_card_page(out.getvalue()) is None


def test_reading_takes_no_other_program_and_no_file_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "mkdtemp", lambda *_args, **_more: pytest.fail("a file in the clear"))
    assert find_card_page(picture_in_pdf("/JBIG2Decode", bytes(50), BitsPerComponent=1)) is None
