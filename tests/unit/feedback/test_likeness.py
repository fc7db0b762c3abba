"""The place weighs more than the words."""

from __future__ import annotations

import uuid

import pytest

from feedback.likeness import ALIKE, Described, likeness, shared

HERE, THERE = uuid.uuid4(), uuid.uuid4()
POTHOLE = "Đường ở ngõ Bốn bị sụt một hố to, xe máy đi qua dễ ngã."
PARAPHRASE = "Ngõ Bốn có hố sụt to giữa đường, mấy xe máy ngã rồi."
LAMP = "Bóng đèn cột số bảy cháy từ tháng trước."


def described(text: str, *, hamlet: uuid.UUID | None = HERE, place: str = "") -> Described:
    return Described(hamlet, place, text)


def test_told_in_other_words_at_the_same_place_is_alike() -> None:
    assert likeness(described(POTHOLE), described(PARAPHRASE)) >= ALIKE


def test_the_same_words_at_another_place_are_less_alike_than_other_words_here() -> None:
    elsewhere = likeness(described(POTHOLE), described(POTHOLE, hamlet=THERE))
    assert elsewhere < ALIKE <= likeness(described(POTHOLE), described(PARAPHRASE))


def test_another_matter_in_the_same_hamlet_is_not_alike() -> None:
    assert likeness(described(POTHOLE), described(LAMP)) < ALIKE


def test_a_place_told_alike_brings_nearer() -> None:
    near = likeness(described(POTHOLE, place="ngõ 4"), described(PARAPHRASE, place="Ngo 4"))
    assert near > likeness(described(POTHOLE, place="ngõ 4"), described(PARAPHRASE, place="cổng trường"))


@pytest.mark.parametrize("text", [POTHOLE, LAMP])
def test_one_that_is_the_same_in_everything_is_the_most_alike(text: str) -> None:
    assert likeness(described(text, place="ngõ 4"), described(text, place="ngõ 4")) == pytest.approx(1)


def test_marks_do_not_count_and_silence_is_like_nothing() -> None:
    assert shared("đường sụt", "Duong  sut") == 1
    assert shared("", "đường") == shared("ab", "ab") == 0
