"""The handbook's small Markdown is read into data; what is not known is refused, not shown raw."""

from __future__ import annotations

import pytest

from web.staff.handbook.text import BadText, Piece, Shape, Style, line_of, read

PAGE = """# Phân loại

Đọc hết
rồi bấm `T`.

![Phần phân loại](phan-loai)

1. Loại **đơn**
   gì.
2. Hạn {han 55.urgent}.

## Khi có chuyện

- Nhầm: xem [Giao việc](tiep-nhan/giao-viec).
- Căn cứ: {can-cu 28}

> Không ghi
> tên người.

1. Một việc.
"""


def test_a_page_is_read_into_blocks() -> None:
    page = read(PAGE)
    assert page.title == "Phân loại"
    assert [block.shape for block in page.blocks] == [
        Shape.PARAGRAPH, Shape.PICTURE, Shape.HEADING, Shape.BULLETS, Shape.WARNING, Shape.STEPS,
    ]  # fmt: skip
    assert page.pictures() == {"phan-loai": 2}
    picture = page.blocks[1]
    assert picture.lines[0] == (Piece(Style.PLAIN, "Loại "), Piece(Style.STRONG, "đơn"), Piece(Style.PLAIN, " gì."))
    assert Piece(Style.TERM, "", "55.urgent") in picture.lines[1]
    assert Piece(Style.LINK, "Giao việc", "tiep-nhan/giao-viec") in page.blocks[3].lines[0]
    assert page.blocks[4].lines == ((Piece(Style.PLAIN, "Không ghi tên người."),),)


def test_a_list_under_a_paragraph_is_a_list() -> None:
    page = read("# Tên\n\nLàm thế này:\n\n1. Một.\n2. Hai.")
    assert [block.shape for block in page.blocks] == [Shape.PARAGRAPH, Shape.STEPS]


@pytest.mark.parametrize(
    "text",
    ["một **nửa", "một `nửa", "{han }", "{thoi 28}", "![ảnh](a b)", "[chữ](hai địa chỉ)", "<b>đậm</b>", "### Sâu"],
)
def test_what_would_be_shown_raw_is_refused(text: str) -> None:
    with pytest.raises(BadText):
        line_of(text)


def test_a_page_needs_a_title() -> None:
    with pytest.raises(BadText):
        read("Không có tên")
