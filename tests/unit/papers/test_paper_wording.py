"""Days and offices as official documents write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from feedback.papers.wording import counted, day_words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (date(2026, 1, 12), "ngày 12 tháng 01 năm 2026"),
        (date(2026, 2, 1), "ngày 01 tháng 02 năm 2026"),
        (date(2026, 11, 30), "ngày 30 tháng 11 năm 2026"),
        (datetime(2026, 11, 19, 18, tzinfo=UTC), "ngày 20 tháng 11 năm 2026"),
        (None, ""),
    ],
)
def test_days(day: date | None, words: str) -> None:
    assert day_words(day) == words


def test_what_is_enclosed() -> None:
    assert counted(2, 1, 0) == "02 ảnh, 01 tệp PDF"
    assert counted(0, 0, 0) == ""
