"""Covering comments: what looks private is found however it is typed; what is covered is nowhere in what is read."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.redaction import Reason, Span
from core.text import clean, fold
from surveys.comments.covering import cut, in_words, left_open, look_for, says_something, spans_of

NASTY = st.text(
    st.one_of(st.characters(), st.sampled_from("ôÔđĐ0123456789 .-@()\n\t[]ạ\u0301\u200b\ufeff０１²½Ⅷﬁ")), max_size=300
)


def read(text: str) -> str:
    """As others read it with every suggestion taken."""
    return in_words(cut(text, look_for(text)))


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("Gặp ông Chu Văn Thóc ở quầy 2, chờ lâu", "Chu Văn Thóc"),
        ("cô nguyễn thị sáu ở quầy rất cáu", "nguyễn thị sáu"),
        ("ANH TRẦN VĂN NGÔ HẸN BA LẦN", "TRẦN VĂN NGÔ"),
        ("Gọi tôi 0912 345 678 nhé", "0912 345 678"),
        ("gọi 0 9 1 2 3 4 5 6 7 8 giúp", "0 9 1 2 3 4 5 6 7 8"),
        ("số ０９１２３４５６７８ của tôi", "０９１２３４５６７８"),
        ("sđt: +84912345678", "+84912345678"),
        ("viết cho thoc@vidu.vn", "thoc@vidu.vn"),
        ("viết cho thoc (at) vidu.vn", "vidu.vn"),
        ("CCCD 024099001234 của tôi", "024099001234"),
        ("nhà tôi ở số 12 đường Hoàng Hoa", "12 đường"),
        ("nhà số 8 ngõ Mít, thôn Trung", "ngõ Mít"),
        ("nhà số 8 ngõ Mít, thôn Trung", "thôn Trung"),
        ("xe 98A-123.45 đỗ chắn cửa", "98A-123.45"),
        ("số hồ sơ 000.11.22.H33-240101-0001 gọi 1234567890123", "1234567890123"),
    ],
)
def test_what_is_private_is_found_however_it_is_typed(text: str, private: str) -> None:
    assert private not in read(text)
    assert "[đã che: " in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chờ từ 8 giờ đến gần trưa, máy lấy số hỏng.", "Giấy hẹn ghi mười ngày mà hai mươi ngày chưa có.",
        "Hỏi thủ tục tách thửa, hai người trả lời hai kiểu khác nhau.", "Ghế thấp, người già khó đứng lên.",
        "Nộp 120.000 đồng có biên lai ngày 12/10/2026.", "cô hướng dẫn kỹ, anh nói dễ hiểu",
    ],
)  # fmt: skip
def test_what_is_not_private_stays(text: str) -> None:
    assert read(text) == text


@given(NASTY)
def test_places_are_places_of_the_text_and_nothing_overlaps(text: str) -> None:
    at = 0
    for span in look_for(text):
        assert at <= span.start < span.end <= len(text)
        at = span.end
    assert left_open(text, look_for(text)) == []


@given(st.lists(st.tuples(st.integers(-9, 400), st.integers(-9, 400)), max_size=8), NASTY, st.text(max_size=40))
def test_nothing_covered_is_in_what_others_read(places: list[tuple[int, int]], text: str, phrases: str) -> None:
    ticked = [Span(start, end, Reason.PRIVATE) for start, end in places]
    spans = spans_of(text, ticked, phrases)
    pieces = cut(text, spans)
    kept = "".join(piece.text for piece in pieces if piece.reason is None)
    covered = {place for span in spans for place in range(span.start, span.end)}
    assert kept == "".join(letter for place, letter in enumerate(text) if place not in covered)
    assert all(piece.text == "" for piece in pieces if piece.reason is not None)


@given(
    st.sampled_from(["0912345678", "0987.654.321", "024099001234", "a.b@vidu.vn"]), NASTY, NASTY,
    st.sampled_from([" ", ", ", "\n", ": ", " ("]), st.sampled_from([" ", ", ", "\n", ") ", ". "]),
)  # fmt: skip
def test_a_number_or_an_address_among_anything_is_covered(
    private: str, before: str, after: str, open_: str, close: str
) -> None:
    # As it is kept: without marks that have no width, composed.
    text = clean(f"{before.rstrip('0123456789.-+@')}{open_}{private}{close}x{after}")
    if text.count(private) == 1 and fold(private) in fold(text):
        left = "".join(piece.text for piece in cut(text, look_for(text)) if piece.reason is None)
        assert private not in left


def test_words_typed_by_hand_are_covered_wherever_they_stand() -> None:
    text = "Sáu nói vậy. Hỏi lại thì SÁU cười, chị sau bảo Sáu về."
    spans = spans_of(text, [], "sáu\n\n")
    assert "sáu" not in in_words(cut(text, spans)).lower()
    assert unicodedata.is_normalized("NFC", in_words(cut(text, spans)))


def test_a_comment_of_which_nothing_is_left_says_nothing() -> None:
    assert not says_something(cut("Chu Văn Thóc!", [Span(0, 12, Reason.NAME)]))
    assert says_something(cut("Chu Văn Thóc cáu", [Span(0, 12, Reason.NAME)]))


@pytest.mark.parametrize(
    "hostile", ["0" * 4000, "A" * 4000, "ông " * 1000, "a@" * 2000, "(0" * 2000, "số nhà 1/" * 400]
)
def test_hostile_texts_are_read_to_the_end(hostile: str) -> None:
    assert isinstance(read(hostile), str)
