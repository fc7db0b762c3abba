"""Texts without whoever can be known by them, for a version handed to those who verify (Denunciation Act art. 56)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from uuid import UUID

from sqlalchemy import bindparam, select

from casework.behalf import Behalf
from casework.identity import PART
from casework.models import CaseIdentity
from casework.sealing import CaseKey, open_case_key
from core.context import Context
from core.db import fetch
from core.text import clean, fold

MASK = "[đã lược]"
_SHORTEST = 4  # fewer letters may be any word of a sentence: they are a name only as it was written
_MARKED = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵdđ"
_SAME: Mapping[str, str] = {
    base: f"[{''.join(one for one in _MARKED if fold(one) == base)}]" for base in {fold(one) for one in _MARKED}
}
_SEALED = select(CaseIdentity.sealed).where(CaseIdentity.case_id == bindparam("case_id"))


def masker(
    ctx: Context, case_id: UUID, *, tells_nothing: Collection[str] = (), key: CaseKey | None = None
) -> Callable[[str], str]:
    """What takes name, phone, e-mail and address of whoever sent a case out of a text. Nobody sees them for it.

    It knows only what was left with the case: what somebody tells of themselves in other words stays, and whoever
    hands the text on reads it first. `tells_nothing`: names that stay (the commune's own), when one is a whole address.
    """
    known = _known(ctx, case_id, tells_nothing, key)
    return (lambda text: text) if known is None else lambda text: known.sub(MASK, text)


def sender_finder(ctx: Context, case_id: UUID, *, key: CaseKey | None = None) -> Callable[[str], list[tuple[int, int]]]:
    """Where whoever sent the case stands in a text, from and to. What is found does not say that it is the sender."""
    known = _known(ctx, case_id, (), key)
    return lambda text: [] if known is None else [found.span() for found in known.finditer(text)]


def _known(ctx: Context, case_id: UUID, tells_nothing: Collection[str], key: CaseKey | None) -> re.Pattern[str] | None:
    """Whatever was left with the case as the sender's, as it may be written; None when nothing was."""
    sealed = fetch(ctx.session, _SEALED, case_id=case_id).scalar_one_or_none()
    if sealed is None:
        return None
    values = (key or open_case_key(ctx, case_id)).open_json(sealed, part=PART)
    behalf = Behalf.read(values.get("behalf"))
    names = [values.get("name", ""), values.get("email", ""), values.get("address", ""), behalf.organisation]
    names += [behalf.authorised_by, *behalf.representatives.splitlines()]
    shared = {fold(name) for name in tells_nothing}
    patterns = [*_words(name for name in names if fold(name) not in shared), *_digits(values.get("phone", ""))]
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
