"""Input of the services that keep the calendar and the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from deadlines.states import Criterion, DayKind


@dataclass(frozen=True, slots=True)
class DayChange:
    """Put a day into the calendar or change it; `kind` ORDINARY strikes it out: its weekday decides again."""

    date: date
    kind: DayKind
    name: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ProvinceRule:
    """A province's own length for a rule the law leaves to it, with the document that sets it."""

    rule_id: str
    province_id: UUID
    length: int
    legal_basis: str


@dataclass(frozen=True, slots=True)
class ChangeVariant:
    """Count a running term as another variant of its row; `criteria` are what makes a case complex."""

    variant: str | None
    reason: str
    criteria: tuple[Criterion, ...] = ()
    document_number: str = ""
