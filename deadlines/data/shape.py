"""The shape of a shipped rule, and short words to write them with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from deadlines.states import Confidence, Direction, Unit

WITHIN, AT_LEAST, BEFORE = Direction.WITHIN, Direction.AT_LEAST, Direction.BEFORE
W, C, M, H = Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS, Unit.HOURS
OCR, MED_HIGH = Confidence.HIGH_OCR, Confidence.MED_HIGH

# When the instruments came into force; a clock takes the version in force on the day it starts.
COMPLAINTS_2011 = date(2012, 7, 1)
RECEPTION_2013 = date(2014, 7, 1)
DENUNCIATIONS_2018 = date(2019, 1, 1)
DEMOCRACY_2022 = date(2023, 7, 1)
TWO_TIERS_2025 = date(2025, 7, 1)
DATA_2026 = date(2026, 1, 1)
PETITIONS_2026 = date(2026, 7, 1)


@dataclass(frozen=True, slots=True)
class ShippedRule:
    """A row of the law sheet's table §9.10, or a variant of it. The texts are spoken Vietnamese, for people.

    `doubted`: the number reads "high" in the table, but §10 says to look it up again before relying on it.
    """

    row: int
    variant: str | None
    kind: str
    step: str
    start_event: str
    length: int | None
    unit: Unit
    legal_basis: str
    confidence: Confidence = Confidence.HIGH
    since: date = DEMOCRACY_2022
    direction: Direction = WITHIN
    other: tuple[int, Unit] | None = None
    extension: tuple[int, int] | None = None  # at most at once, at most in all
    note: str = ""
    doubted: bool = False
    open_to_province: bool = False

    @property
    def id(self) -> str:
        """The row, and the variant when there is one."""
        return str(self.row) if self.variant is None else f"{self.row}.{self.variant}"

    @property
    def to_be_confirmed(self) -> bool:
        """Whether the administrator is told to confirm the number."""
        return self.doubted or self.confidence is not Confidence.HIGH


def variants_in_order(rules: Iterable[ShippedRule]) -> tuple[ShippedRule, ...]:
    """By row; within a row as written, the base variant first. Raises ValueError when an id comes twice."""
    ordered = tuple(sorted(rules, key=lambda rule: rule.row))
    ids = [rule.id for rule in ordered]
    if len(set(ids)) != len(ids):
        raise ValueError("a rule id comes twice")
    return ordered
