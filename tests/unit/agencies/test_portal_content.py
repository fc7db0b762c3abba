"""What a frame may hold and what an address looks like, as truth tables."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from agencies.portal.content import (
    FrameContent,
    Link,
    check_content,
    contrast,
    is_prefix,
    read_address,
    read_links,
    write_links,
)
from agencies.portal.errors import (
    ColoursTooClose,
    LogoNotUsable,
    NotAColour,
    NotALink,
    NotAnAddress,
    NotAnOrigin,
    TooManyLines,
    TooManyLinks,
)
from agencies.portal.logos import MAX_LOGO_BYTES, prepare_logo
from core.errors import DomainError

GOOD = FrameContent(("Cổng tỉnh Bắc Ninh",), "https://bacninh.gov.vn", "#0b5d4e", "#ffffff")
FINE = Link("Dịch vụ công", "https://dichvucong.gov.vn/p/home?x=1")


def test_what_is_right_passes_and_comes_back_from_its_plain_values() -> None:
    full = replace(GOOD, links=(FINE,), foot_lines=("Ủy ban nhân dân tỉnh",), origins=("https://bacninh.gov.vn:8443",))
    assert FrameContent.read(check_content(full).plain()) == full


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"ground": "#777777"}, ColoursTooClose),  # 4.48 to 1 on white
        ({"ground": "red"}, NotAColour),
        ({"ink": "#fff;}body{display:none"}, NotAColour),
        ({"home_url": "javascript:alert(1)"}, NotALink),
        ({"home_url": "//evil.example"}, NotALink),
        ({"home_url": "https://a@bacninh.gov.vn"}, NotALink),
        ({"home_url": 'https://bacninh.gov.vn/"><script>'}, NotALink),
        ({"home_url": "https://bacninh.gov.vn:notaport/"}, NotALink),
        ({"home_url": "https://bacninh"}, NotALink),
        ({"links": (Link("x", "data:text/html,x"),)}, NotALink),
        ({"links": (Link("", "https://bacninh.gov.vn"),)}, TooManyLinks),
        ({"foot_links": (FINE,) * 9}, TooManyLinks),
        ({"lines": ("a",) * 4}, TooManyLines),
        ({"foot_lines": ("a" * 121,)}, TooManyLines),
        ({"origins": ("*",)}, NotAnOrigin),
        ({"origins": ("https://*.bacninh.gov.vn",)}, NotAnOrigin),
        ({"origins": ("http://bacninh.gov.vn",)}, NotAnOrigin),
        ({"origins": ("https://bacninh.gov.vn/path",)}, NotAnOrigin),
        ({"origins": ("https://bacninh.gov.vn; script-src *",)}, NotAnOrigin),
        ({"origins": ("https://bacninh.gov.vn:",)}, NotAnOrigin),
        ({"origins": ("https://a.vn",) * 6}, NotAnOrigin),
    ],
)
def test_what_could_do_harm_or_be_unreadable_is_refused(wrong: dict[str, object], error: type[DomainError]) -> None:
    with pytest.raises(error):
        check_content(replace(GOOD, **wrong))  # type: ignore[arg-type]  # one field at a time


def test_contrast_as_wcag_gives_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#0b5d4e", "#0b5d4e") == 1


_colours = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


@given(_colours, _colours)
def test_contrast_does_not_depend_on_the_order(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.01


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("yenthe.bacninh.gov.vn", "yenthe.bacninh.gov.vn"),
        (" https://YenThe.BacNinh.gov.vn/ ", "yenthe.bacninh.gov.vn"),
        ("bacninh.gov.vn/xa/yen-the", "bacninh.gov.vn/xa/yen-the"),
        ("xn--yn-th-ema.vn", "xn--yn-th-ema.vn"),
    ],
)
def test_addresses_are_kept_in_one_way(typed: str, address: str) -> None:
    assert read_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    ["", "localhost", "10.0.0.1", "127.0.0.1.", "a..b.vn", "-a.vn", "a.vn:8000", "a.vn/en", "a.vn/x/en", "a.vn/../x",
     "a.vn/x?y", "a.vn/%2e%2e", "yên.vn", "a b.vn", "evil@a.vn", "a.vn//x", "x" * 64 + ".vn"],
)  # fmt: skip
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(NotAnAddress):
        read_address(typed)


@pytest.mark.parametrize(
    ("path", "fits"),
    [("/xa/yen-the", True), ("/dan-chu", True), ("/en", False), ("/xa/en", False), ("/a/b/c/d", True),
     ("/a/b/c/d/e", False), ("//evil.example", False), ("/x/", False), ("/X", False), ("", False), ("/a\r\nb", False)],
)  # fmt: skip
def test_a_prefix_is_plain_segments(path: str, fits: bool) -> None:
    assert is_prefix(path) is fits


def test_links_are_typed_one_a_line() -> None:
    links = read_links("Dịch vụ công | https://dichvucong.gov.vn\n\n  Báo Bắc Ninh|https://baobacninh.vn ")
    assert links == (
        Link("Dịch vụ công", "https://dichvucong.gov.vn"), Link("Báo Bắc Ninh", "https://baobacninh.vn")
    )  # fmt: skip
    assert read_links(write_links(links)) == links


def _picture(kind: str = "PNG", size: tuple[int, int] = (800, 400), **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#0b5d4e").save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_sign_is_drawn_anew_small_and_bare(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "máy ảnh của ông A"
    logo = prepare_logo(_picture(kind, exif=exif))
    with Image.open(io.BytesIO(logo.data)) as drawn:
        assert (drawn.format, drawn.height) == ("PNG", 112)
        assert not drawn.getexif()
    assert prepare_logo(_picture(kind, exif=exif)).mark == logo.mark


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", b"GIF89a" + b"\0" * 40,
     _picture()[:200], b"x" * (MAX_LOGO_BYTES + 1), _picture(size=(2001, 2000))],
)  # fmt: skip
def test_what_is_no_small_picture_is_refused(data: bytes) -> None:
    with pytest.raises(LogoNotUsable):
        prepare_logo(data)
