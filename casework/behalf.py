"""For whom a petition is written: oneself, several people, an organisation, somebody else, or without a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from casework.states import Writer

MANY = 5  # from here on the law asks for representatives
CROWD = 10
MOST_PEOPLE = 9999


@dataclass(frozen=True, slots=True)
class Behalf:
    """What was said about who writes. `representatives`: one name a line. All of it may be missing."""

    writer: Writer | None = None
    people: int = 0
    representatives: str = ""
    organisation: str = ""
    authorised_by: str = ""

    def is_empty(self) -> bool:
        """Whether it says no more than that one person wrote."""
        return self.writer in (None, Writer.ALONE, Writer.ANONYMOUS)

    def without_people(self) -> Behalf:
        """The same without anybody's name: what may be kept when nobody agreed to more."""
        return replace(self, representatives="", authorised_by="")

    @classmethod
    def read(cls, values: Mapping[str, Any] | None) -> Behalf:
        """Back from plain values; what was kept before there were any is empty."""
        known = dict(values or {})
        return cls(**{**known, "writer": Writer(known["writer"])}) if known.get("writer") else cls()


UNSAID = Behalf()


def most_representatives(people: int) -> int:
    """How many may speak for so many. Citizen Reception Act (42/2013) art. 29: five to ten people send one or two,
    more than ten at most five; below five nobody needs to be chosen.
    """
    if people < MANY:
        return people
    return 2 if people <= CROWD else 5
