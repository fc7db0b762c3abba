"""However people type it: TRA and the number."""

from __future__ import annotations

import pytest

from core.ids import new_number
from feedback.texting.grammar import number_asked

COMMUNE, PROVINCE = new_number("07288", 2026), new_number("24", 2026)


def bare(number: str) -> str:
    return number.replace("-", "")


@pytest.mark.parametrize("number", [COMMUNE, PROVINCE], ids=["commune", "province"])
@pytest.mark.parametrize(
    "shape",
    [
        "TRA {}", "tra {}", "Tra  {}", "TRA{}", " TRÀ: {}", "Trả {}.", "tra cuu {}", "TRA CỨU {}", "tra don so {}",
        "TRA ĐƠN {}", "tra\n{}", '"TRA {}"', "TRA {} cam on nhe", "- tra {}",
    ],
)  # fmt: skip
def test_understood(shape: str, number: str) -> None:
    typed = {number, number.lower(), bare(number), number.replace("-", " "), " ".join(bare(number)[-7:])}
    for one in typed - {" ".join(bare(number)[-7:])}:
        assert number_asked(shape.format(one)) == number
    spaced = bare(number)[:-7] + " " + " ".join(bare(number)[-7:])
    assert number_asked(f"TRA {spaced}") == number


def test_words_after_a_number_that_begins_with_digits_are_not_of_it() -> None:
    assert number_asked("TRA 2426993U6ED cam on nhe") == "24-26-993U-6ED"


def slip(number: str) -> str:
    """One symbol mistyped."""
    return number[:-1] + ("3" if number[-1] == "2" else "2")


@pytest.mark.parametrize(
    "text",
    [
        "", "TRA", COMMUNE, f"xem {COMMUNE}", f"TRA {slip(COMMUNE)}", f"TRA {COMMUNE}X", f"TRA {COMMUNE[:-1]}",
        "TRA 07288-26-AAAA-AAA", "trả lời tôi đi", "🙂", "TRA " + "9" * 600,
    ],
    ids=range(11),
)  # fmt: skip
def test_not_a_question(text: str) -> None:
    assert number_asked(text) is None
