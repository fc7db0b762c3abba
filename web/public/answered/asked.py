"""What an address of the register asks for, and back."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from werkzeug.datastructures import MultiDict

from core.text import clean
from feedback.publishing.register import Chosen
from feedback.publishing.states import Ground
from feedback.states import Field, Outcome

_E = TypeVar("_E", bound=StrEnum)
_MONTH = re.compile(r"(20\d\d)(?:-(0[1-9]|1[0-2]))?")
_TIMELY = {"dung": True, "tre": False}
LONGEST = 100


def chosen_of(asked: MultiDict[str, str]) -> Chosen:
    """What was asked for; what makes no sense is as if not asked."""
    month = _MONTH.fullmatch(asked.get("thang", ""))
    return Chosen(
        words=clean(asked.get("q", ""))[:LONGEST],
        field=_member(Field, asked.get("linh-vuc")),
        outcome=_member(Outcome, asked.get("ket-qua")),
        year=int(month[1]) if month else None,
        month=int(month[2]) if month and month[2] else None,
        on_time=_TIMELY.get(asked.get("han", "")),
        ground=_member(Ground, asked.get("tai-cho")),
        hamlet_id=_uuid(asked.get("thon", "")),
    )


def asked_of(chosen: Chosen) -> dict[str, str]:
    """The address that asks for it."""
    month = ""
    if chosen.year:
        month = f"{chosen.year}-{chosen.month:02d}" if chosen.month else str(chosen.year)
    asked = {
        "q": chosen.words, "linh-vuc": chosen.field or "", "ket-qua": chosen.outcome or "", "thang": month,
        "han": {True: "dung", False: "tre", None: ""}[chosen.on_time], "tai-cho": chosen.ground or "",
        "thon": str(chosen.hamlet_id or ""),
    }  # fmt: skip
    return {name: str(value) for name, value in asked.items() if value}


def _member(enum: type[_E], word: str | None) -> _E | None:
    return enum(word) if word in set(enum) else None


def _uuid(word: str) -> UUID | None:
    try:
        return UUID(word) if word else None
    except ValueError:
        return None
