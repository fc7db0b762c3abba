"""Scans made safe: pixels and pages only, upright, bounded; and what is no scan is named."""

from __future__ import annotations

import io
import tempfile
import zlib

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.scans import ScanDamaged, ScanLocked, ScanOfOtherKind, ScanTooLarge, ScanTooLong, ScanUnfit
from infra.scans import read_scan
from tests.support.book_lines import picture
from tests.support.cards import picture_in_pdf


def size_of(jpeg: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(jpeg)) as opened:
        return opened.size


def pdf_of(*sheets: bytes, turned: int = 0, script: bool = False, password: str = "", blank: int = 0) -> bytes:
    """A PDF as an office scanner makes it: a picture on each page."""
    out = io.BytesIO()
    first, *rest = [Image.open(io.BytesIO(sheet)) for sheet in sheets] or [Image.new("L", (60, 80), "white")]
    first.save(out, "PDF", save_all=True, append_images=rest)
    with pikepdf.open(out) as document:
        for page in document.pages:
            page.Rotate = turned
        for _ in range(blank):
            document.add_blank_page()
        if script:
            document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        made = io.BytesIO()
        encryption = pikepdf.Encryption(user=password, owner=password) if password else False
        document.save(made, encryption=encryption)
    return made.getvalue()


def test_a_photo_of_a_paper_is_turned_and_tells_nothing_of_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lay on its side
    exif[0x010F] = "Hãng Máy Quét"
    read = read_scan(picture(exif=exif))
    assert read.pages == 1
    assert size_of(read.pictures[0]) == (1100, 850)
    with Image.open(io.BytesIO(read.pictures[0])) as opened:
        assert not opened.getexif()
    assert "Hãng".encode() not in read.pdf


@pytest.mark.parametrize("options", [{"compression": "tiff_lzw"}, {"compression": "group4"}, {}])
def test_a_tiff_of_several_pages_becomes_as_many(options: dict[str, str]) -> None:
    data = picture(kind="TIFF", pages=3)
    if options.get("compression") == "group4":
        out = io.BytesIO()
        Image.open(io.BytesIO(data)).convert("1").save(out, "TIFF", **options)
        assert read_scan(out.getvalue()).pages == 1
        return
    read = read_scan(picture(kind="TIFF", pages=3, **options))
    assert (read.pages, len(read.pictures)) == (3, 3)
    assert all(read.pictures)


def test_a_pdf_keeps_its_pages_and_loses_what_runs() -> None:
    read = read_scan(pdf_of(picture(), picture(), script=True, blank=1))
    assert read.pages == 3
    assert [bool(one) for one in read.pictures] == [True, True, False]
    assert b"JavaScript" not in read.pdf
    assert max(size_of(read.thumb)) == 320


def test_a_page_that_is_turned_is_shown_turned() -> None:
    upright, turned = read_scan(pdf_of(picture())), read_scan(pdf_of(picture(), turned=90))
    assert size_of(turned.pictures[0]) == tuple(reversed(size_of(upright.pictures[0])))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", ScanOfOtherKind), (b"PK\x03\x04", ScanOfOtherKind), (b"<svg/>", ScanOfOtherKind),
        (picture(kind="PNG"), ScanOfOtherKind), (picture()[:900], ScanDamaged), (b"%PDF-1.7 hong", ScanDamaged),
        (pdf_of(password="mật"), ScanLocked), (picture(kind="TIFF", size=(20, 20), pages=41), ScanTooLong),
        (pdf_of(blank=41), ScanTooLong), (bytes(20 * 1024 * 1024 + 1), ScanTooLarge),
    ],
)  # fmt: skip
def test_what_is_no_scan_is_refused_with_its_reason(data: bytes, why: type[ScanUnfit]) -> None:
    with pytest.raises(why):
        read_scan(data)


def test_a_small_file_that_unpacks_to_gigabytes_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "TIFF", compression="group4")
    assert len(out.getvalue()) < 1_000_000
    with pytest.raises(ScanTooLarge):
        read_scan(out.getvalue())


def test_pictures_on_pages_are_unpacked_within_bounds_or_the_page_is_read_as_pdf(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pikepdf.PdfImage, "as_pil_image", lambda _self: pytest.fail("unpacked"))
    monkeypatch.setattr(tempfile, "mkdtemp", lambda *_args, **_more: pytest.fail("a file in the clear"))
    large = io.BytesIO()
    Image.new("L", (9000, 9000)).save(large, "JPEG")
    for kind, data in (
        ("/FlateDecode", zlib.compress(bytes(50_000_000))), ("/DCTDecode", large.getvalue()),
        ("/JBIG2Decode", bytes(50)),
    ):  # fmt: skip
        read = read_scan(picture_in_pdf(kind, data, BitsPerComponent=1 if "JBIG2" in kind else 8))
        assert (read.pages, list(read.pictures), read.thumb) == (1, [b""], b"")


_GOOD = (picture(size=(60, 80)), picture(size=(60, 80), kind="TIFF"), pdf_of(picture(size=(60, 80))))


@settings(max_examples=60)
@given(st.sampled_from(_GOOD), st.integers(0, 2000), st.binary(min_size=1, max_size=60))
def test_a_damaged_file_is_read_or_refused_never_an_accident(good: bytes, place: int, noise: bytes) -> None:
    try:
        read_scan(good[:place] + noise + good[place + len(noise) :])
    except ScanUnfit:
        return
