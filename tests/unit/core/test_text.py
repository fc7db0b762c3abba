"""One folding for writing and for searching."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import clean, fold, slug


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường liên thôn", "duong lien thon"),
        ("  Phường   THƯỢNG Hồng ", "phuong thuong hong"),
        ("Ưỡn ẹo, ơ kìa", "uon eo, o kia"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_fold_is_the_same_for_composed_and_decomposed_text(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_slug_is_kebab_case() -> None:
    assert slug("Xã Yên Thế: kế hoạch 2026") == "xa-yen-the-ke-hoach-2026"


def test_clean_keeps_lines_and_drops_control_characters() -> None:
    assert clean(" a\r\nb\x00\x07c\u200b ") == "a\nbc"
