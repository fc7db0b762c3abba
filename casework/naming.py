"""How a person's name, address and numbers may be written: what finds them in a text, with marks or without."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from casework.behalf import Behalf
from core.text import clean, fold

_SHORTEST = 4  # fewer letters may be any word of a sentence: they are a name only as it was written
_MARKED = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵdđ"
_SAME: Mapping[str, str] = {
    base: f"[{''.join(one for one in _MARKED if fold(one) == base)}]" for base in {fold(one) for one in _MARKED}
}


def name_finder(values: Mapping[str, Any], tells_nothing: Collection[str] = ()) -> re.Pattern[str] | None:
    """Finds whatever was left with a case as the sender's, as it may be written; None when nothing was."""
    behalf = Behalf.read(values.get("behalf"))
    names = [values.get("name", ""), values.get("email", ""), values.get("address", ""), behalf.organisation]
    names += [behalf.authorised_by, *behalf.representatives.splitlines()]
    return _joined([*_words(_unless(names, tells_nothing)), *_digits(values.get("phone", ""))])


def phrase_finder(phrases: Collection[str], tells_nothing: Collection[str] = ()) -> re.Pattern[str] | None:
    """Finds phrases that were found before; None when there are none."""
    known = _unless(phrases, tells_nothing)
    numbers = [one for one in known if any(letter.isdigit() for letter in one)]
    return _joined([*(re.escape(one) for one in numbers), *_words(one for one in known if one not in numbers)])


def digits_of(phone: str) -> str:
    """A phone number as it is dialled here, however it was written."""
    digits = "".join(c for c in phone if c.isdigit())
    return "0" + digits[2:] if digits.startswith("84") and len(digits) > 10 else digits


def _unless(names: Iterable[str], tells_nothing: Collection[str]) -> list[str]:
    shared = {fold(name) for name in tells_nothing}
    return [name for name in names if fold(name) not in shared]


def _joined(patterns: Collection[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None


def _words(names: Iterable[str]) -> list[str]:
    """Longest first; however many spaces or lines lie between two words, with marks or without."""
    known = sorted({clean(name) for name in names if len(clean(name)) > 1}, key=len, reverse=True)
    return [r"(?<!\w)" + _pattern(name) + r"(?!\w)" for name in known]


def _pattern(name: str) -> str:
    if len(name) < _SHORTEST:
        return f"(?-i:{re.escape(name)})"
    return r"\s+".join("".join(_SAME.get(fold(one), re.escape(one)) for one in word) for word in name.split())


def _digits(phone: str) -> list[str]:
    """A number however it is grouped, with 0 or +84 in front."""
    digits = "".join(letter for letter in phone if letter.isdigit())
    bare = digits.removeprefix("84").removeprefix("0")
    return [r"(?:\+?84|0)?[\s.-]*" + r"[\s.-]*".join(bare)] if len(bare) >= 8 else []
