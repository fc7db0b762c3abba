"""Reading a pasted document: its form is found, and no word is ever lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.block_parsing import parse
from core.blocks import (
    Bullets,
    Clause,
    Heading,
    Paragraph,
    Role,
    Run,
    Table,
    from_json,
    outline,
    plain_text,
    text_of,
    to_json,
)

SEEDS = sorted((Path(__file__).resolve().parents[3] / "demo" / "seeds").glob("*.txt"))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_every_word_of_the_five_plans_is_kept_in_order(path: Path) -> None:
    source = path.read_text("utf-8")
    assert words(plain_text(parse(source))) == words(source)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_nothing_of_the_markup_is_left_in_the_five_plans(path: Path) -> None:
    text = plain_text(parse(path.read_text("utf-8")))
    assert not re.search(r"\*|^#|\n[-–] ", text)


PURPOSE, DOING = "I. MỤC ĐÍCH, YÊU CẦU", "TỔ CHỨC THỰC HIỆN"


@pytest.mark.parametrize(
    ("number", "headings"),
    [
        ("000", [PURPOSE, "II. NHIỆM VỤ TRỌNG TÂM", "III. NHIỆM VỤ CỤ THỂ NĂM 2024", f"IV. {DOING}"]),
        ("001", [PURPOSE, "II. MỤC TIÊU", "III. NHIỆM VỤ, GIẢI PHÁP CHỦ YẾU", f"IV. {DOING}"]),
        ("002", [PURPOSE, "II. NHIỆM VỤ TRỌNG TÂM VÀ GIẢI PHÁP", f"III. {DOING}"]),
        ("003", [PURPOSE, "II. ĐỐI TƯỢNG, CHỦ ĐỀ, NỘI DUNG, HÌNH THỨC CUỘC THI", f"III. {DOING}"]),
        ("004", ["1. Mục đích, yêu cầu", "2. Nội dung thực hiện", "3. Tổ chức thực hiện"]),
    ],
)
def test_the_five_plans_have_the_outline_a_reader_sees(number: str, headings: list[str]) -> None:
    path = next(path for path in SEEDS if path.name.startswith(number))
    assert [entry.text for entry in outline(parse(path.read_text("utf-8")), depth=1)] == headings


def test_what_a_page_break_tore_is_joined() -> None:
    blocks = parse("5. Công khai, minh\n\nbạch trong quản lý.\n\n6. Hướng dẫn phù hợp với\n\nLuật mới ban hành.")
    assert [text_of(block.runs) for block in blocks if not isinstance(block, Bullets | Table)] == [
        "Công khai, minh bạch trong quản lý.",
        "Hướng dẫn phù hợp với Luật mới ban hành.",
    ]


def test_the_form_of_a_document_is_recognised() -> None:
    source = (
        "Số: /KH-UBND\n\nVĩnh Cửu, ngày tháng năm 2024\n\n## KẾ HOẠCH Thực hiện dân chủ\n\nNội dung như sau:\n\n"
        "Đoạn hai.\n\nĐoạn ba.\n\nĐoạn bốn.\n\nNơi nhận:\n- Lưu: VT.\n\n**TM. ỦY BAN\nCHỦ TỊCH**\n\nNguyễn Văn Mẫu"
    )
    roles = [block.role for block in parse(source) if isinstance(block, Paragraph)]
    assert roles == [
        Role.NUMBER, Role.PLACE_DATE, Role.TITLE, Role.SUBTITLE, Role.BODY, Role.BODY, Role.BODY, Role.BODY,
        Role.LABEL, Role.SIGNATURE, Role.SIGNATURE,
    ]  # fmt: skip


def test_numbering_lists_emphasis_and_tables() -> None:
    source = (
        "I. PHẦN MỘT\n1. Mục đích\nLàm *ngay* và **đúng**.\na) Việc một;\n- điểm một\n- điểm hai\n"
        "Thôn\tSố hộ\nĐồng Lim\t3"
    )
    assert parse(source) == (
        Heading(1, (Run("I. "), Run("PHẦN MỘT"))),
        Heading(2, (Run("1. "), Run("Mục đích"))),
        Paragraph((Run("Làm "), Run("ngay", italic=True), Run(" và "), Run("đúng", bold=True), Run("."))),
        Clause("a)", (Run("Việc một;"),), 3),
        Bullets(((Run("điểm một"),), (Run("điểm hai"),))),
        Table((((Run("Thôn"),), (Run("Số hộ"),)), ((Run("Đồng Lim"),), (Run("3"),)))),
    )


def test_a_product_is_not_emphasis() -> None:
    assert parse("Diện tích 2*3*4 m.") == (Paragraph((Run("Diện tích 2*3*4 m."),)),)


def test_markup_and_scripts_stay_plain_words() -> None:
    (block,) = parse("<script>alert(1)</script> & *chữ nghiêng*.")
    assert isinstance(block, Paragraph)
    assert block.runs[0].text == "<script>alert(1)</script> & "


LINES = st.text(st.sampled_from("aàBđ 1.-*#I)\t|\n:"), max_size=200)


@given(LINES)
def test_no_text_loses_a_word_whatever_it_looks_like(source: str) -> None:
    assert words(plain_text(parse(source))) == words(source)


@given(LINES)
def test_blocks_survive_the_database(source: str) -> None:
    blocks = parse(source)
    assert from_json(to_json(blocks)) == blocks


@pytest.mark.parametrize("value", [[{"kind": "script"}], [{}], [{"kind": "heading"}], [1]])
def test_something_else_in_the_column_is_refused(value: list[object]) -> None:
    with pytest.raises(ValueError):
        from_json(value)  # type: ignore[arg-type]  # on purpose
