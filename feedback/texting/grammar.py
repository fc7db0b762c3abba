"""What people write in a text message: "TRA" and the number, with or without marks, dashes and spaces. Pure."""

from __future__ import annotations

import re

from core.ids import parse_number
from core.text import fold

LONGEST = 500
# tra, tra cuu, tra don, tra so …; then code of the unit, year, and the seven symbols wherever the dashes are.
# One pattern for each length of a code, the longest first: where symbols are digits, only the check symbol tells.
_ASKED = tuple(
    re.compile(
        r"^\W*tra(?:\s*cuu)?(?:\W*(?:don|so|phan anh))*\W*"
        rf"(\d{{{digits}}})\W*(\d{{2}})\W*" + r"\W*".join(["([0-9a-z])"] * 7) + r"(?![0-9a-z])"
    )
    for digits in (5, 4, 3, 2)
)  # fmt: skip


def number_asked(text: str) -> str | None:
    """The petition's number that the message asks about, in its canonical form; None when it asks about none."""
    folded = fold(text[:LONGEST])
    found = (pattern.match(folded) for pattern in _ASKED)
    numbers = (parse_number("".join(one.groups())) for one in found if one)
    return next((number for number in numbers if number), None)
