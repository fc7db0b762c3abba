"""The three lines for machines on the back of an identity card (ICAO 9303, part 5), in a text.

They are certain: three check digits must fit. Lines on a picture are not read as letters.
"""

from __future__ import annotations

import re

# Number of the document and its digit, the rest of the first line; birth, sex, end and their digits; the name.
_LINES = re.compile(
    r"IDVNM([0-9]{9})([0-9])[0-9A-Z<]{15}([0-9]{6})([0-9])[MF<]([0-9<]{6})([0-9<])VNM[0-9A-Z<]{11}[0-9][A-Z<]{30}"
)
_WEIGHTS = (7, 3, 1)


def has_card_lines(text: str) -> bool:
    """Whether the lines of a card of this country stand in it, however they are broken or spaced."""
    plain = "".join(text.split())
    return any(_fits(*one.groups()) for one in _LINES.finditer(plain))


def _fits(*parts: str) -> bool:
    return all(
        check_digit(said) == int(digit.replace("<", "0")) for said, digit in zip(parts[::2], parts[1::2], strict=True)
    )


def check_digit(said: str) -> int:
    """Of digits and fillers: weighed by seven, three and one, the last figure of their sum."""
    return sum(int(one.replace("<", "0")) * _WEIGHTS[place % 3] for place, one in enumerate(said)) % 10
