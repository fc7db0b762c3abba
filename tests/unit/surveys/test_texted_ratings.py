"""What people write to rate by text message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ids import ALPHABET
from core.short_text import MARKED, PLAIN
from surveys.texting.grammar import TextedRating, read_rating
from surveys.texting.replies import reply_of
from surveys.texting.services import Outcome, Taken

CODE, SLIP = "K7Q4M2", "K7Q4M2X9RTD3FGH"
CODES = st.text(ALPHABET, min_size=6, max_size=6)


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("K7Q4M2 5", 5), ("k7q4m2 5", 5), ("K7Q4M25", 5), ("5 K7Q4M2", 5), (" k7q-4m2: 3 ", 3), ("K7Q 4M2  1", 1),
        ("DG K7Q4M2 4", 4), ("Đánh giá quầy K7Q4M2 điểm 2", 2), ("K7Q4M2 năm", 5), ("K7Q4M2 BA", 3),
        ("K7Q4M2 rất hài lòng", 5), ("K7Q4M2 hài lòng", 4), ("k7q4m2 binh thuong", 3), ("K7Q4M2 không hài lòng", 2),
        ("K7Q4M2 Rất không hài lòng", 1), ("K7Q4M2 5 bà con", 5), ("Tôi chấm K7Q4M2 mức 4 ạ".replace(" ạ", ""), 4),
        ("K7Q4M2 chấm hai", 2), ("K7Q4M2\n4", 4),
    ],
)  # fmt: skip
def test_a_counter_and_a_number_however_they_are_typed(text: str, score: int) -> None:
    assert read_rating(text) == TextedRating(CODE, "", score)


@pytest.mark.parametrize(
    "text", ["K7Q4M2 45", "K7Q4M2 4 5", "K7Q4M2 9", "K7Q4M2 0", "K7Q4M2", "dg k7q4m2", "K7Q4M2 555"]
)
def test_no_number_or_several_are_not_guessed(text: str) -> None:
    assert read_rating(text) == TextedRating(CODE, "", None)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("K7Q4M2 5 K7Q4M-2X9RT-D3FGH", CODE), ("K7Q4M2 K7Q4M-2X9RT-D3FGH 5", CODE), ("K7Q4M-2X9RT-D3FGH 5", ""),
        ("k7q4m 2x9rt d3fgh rất hài lòng", ""), ("K7Q4M2X9RTD3FGH5", ""),
    ],
)  # fmt: skip
def test_the_code_of_a_slip_may_stand_beside_it_or_alone(text: str, point: str) -> None:
    assert read_rating(text) == TextedRating(point, SLIP, 5)


@pytest.mark.parametrize(
    "text",
    [
        "", "TRA 07288-26-K7Q4-M2X", "tra k7q4m2 5", "Bao giờ sửa cống?", "Xin chào", "0912345678", "nhà tôi 5",
        "07288-26-K7Q4-M2X", "Đường hỏng, gọi cho tôi số 0912 345 678", "12345", "5", "rất hài lòng", "hội nghị",
        "xin chào các bạn nhé 5",
    ],
)  # fmt: skip
def test_what_is_no_rating_is_left_to_others(text: str) -> None:
    assert read_rating(text) is None


@pytest.mark.parametrize("text", ["DG", "đánh giá", "KS quầy 2 tốt lắm"])
def test_our_keyword_alone_is_answered_with_how_it_goes(text: str) -> None:
    assert read_rating(text) == TextedRating()


@given(CODES, st.integers(1, 5), st.sampled_from(["{} {}", "{}  {}", "dg {} {}", "{}: {}", "quầy {} điểm {}"]))
def test_every_code_can_be_rated(code: str, score: int, shape: str) -> None:
    assert read_rating(shape.format(code, score)) == TextedRating(code, "", score)
    assert read_rating(shape.format(code.lower(), score)) == TextedRating(code, "", score)


@given(st.text(max_size=400))
def test_nothing_that_is_typed_breaks_the_reading(text: str) -> None:
    found = read_rating(text)
    assert found is None or found.score in (None, 1, 2, 3, 4, 5)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_answer_fits_into_one_message(outcome: Outcome) -> None:
    for score in (1, 5):
        text = reply_of(Taken(outcome, None, score, CODE), story_address="khaosat.vidu.gov.vn/ks/K7Q4M2/ke")
        assert text
        assert len(text) <= MARKED or (text.isascii() and len(text) <= PLAIN)
