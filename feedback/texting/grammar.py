"""What people write in a text message: "TRA" and the number, with or without marks, dashes and spaces. Pure."""

from __future__ import annotations

import re

from core.ids import parse_number
from core.text import fold

LONGEST = 500
# tra, tra cuu, tra don, tra so …; then code of the unit, year, and the seven symbols wherever the dashes are.
_ASKED = re.compile(
    r"^\W*tra(?:\s*cuu)?(?:\W*(?:don|so|phan anh))*\W*"
    r"(\d{2,5})\W*(\d{2})\W*([0-9a-z])\W*([0-9a-z])\W*([0-9a-z])\W*([0-9a-z])\W*([0-9a-z])\W*([0-9a-z])\W*([0-9a-z])"
    r"(?![0-9a-z])"
)


def number_asked(text: str) -> str | None:
    """The petition's number that the message asks about, in its canonical form; None when it asks about none."""
    found = _ASKED.match(fold(text[:LONGEST]))
    return parse_number("".join(found.groups())) if found else None
