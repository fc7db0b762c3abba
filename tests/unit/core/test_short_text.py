"""One text message: with its marks while they fit, plain otherwise, never two."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.short_text import MARKED, PLAIN, one_message, plain


def test_marks_stay_while_they_fit() -> None:
    assert one_message(["Đơn 07288-26-K7Q4-M2X: đang giải quyết."]) == "Đơn 07288-26-K7Q4-M2X: đang giải quyết."


def test_a_longer_text_goes_plain() -> None:
    text = "Đơn số 07288-26-K7Q4-M2X có tin mới. " + "Bà con xem giúp. " * 4
    assert one_message([text]) == plain(text)
    assert plain("Đường Ễnh Ương, ỷ – “ĐỘ”") == 'Duong Enh Uong, y - "DO"'


def test_the_fullest_that_fits_is_taken() -> None:
    assert one_message(["ă" * 400, "Đơn có tin mới."]) == "Đơn có tin mới."
    assert one_message(["ă" * 400]) == "a" * PLAIN


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_it_is_always_one_message(candidates: list[str]) -> None:
    text = one_message(candidates)
    assert len(text) <= MARKED or (text.isascii() and len(text) <= PLAIN)
