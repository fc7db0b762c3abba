"""What comes in: a request, a step of the office, a report of retaliation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from feedback.protection.states import (
    Avenger,
    Danger,
    Deed,
    EndGround,
    Measure,
    ProtectionAct,
    RefuseGround,
    Relation,
)


@dataclass(frozen=True, slots=True)
class AskProtection:
    """A request (Denunciation Act art. 50): for whom, against what, why. `names`: as the person calls them."""

    relations: tuple[Relation, ...]
    dangers: tuple[Danger, ...]
    words: str
    names: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the office. Which of these it needs stands in `feedback.protection.services.acting`."""

    act: ProtectionAct
    day: date | None = None
    words: str = ""
    number: str = ""
    body: str = ""
    measures: tuple[Measure, ...] = ()
    relations: tuple[Relation, ...] = ()
    names: str = ""
    until: date | None = None
    ground: RefuseGround | EndGround | None = None


@dataclass(frozen=True, slots=True)
class Retaliation:
    """What was done to somebody because of the denunciation, by whom, since when."""

    avenger: Avenger
    deeds: tuple[Deed, ...]
    words: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class FileTarget:
    """Which record, and the last entry that was seen (None: whoever has nothing to overwrite)."""

    file_id: UUID
    seen: int | None
