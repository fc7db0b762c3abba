"""From when on a figure is told: dated rows of data (`data/limits.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from reports.states import Sure

_FILE = Path(__file__).resolve().parent / "data" / "limits.toml"


@dataclass(frozen=True, slots=True)
class Limits:
    """One row: what holds for years counted from `valid_from` on. `ready`: (day, month)."""

    valid_from: date
    fewest: int
    change: int
    places: int
    ready: tuple[int, int]
    looked_back: int
    basis: str
    sure: Sure

    @property
    def to_be_confirmed(self) -> bool:
        """Whether no text of law says so."""
        return self.sure is not Sure.HIGH

    def newest_ready(self, today: date) -> int:
        """The last year that may be counted."""
        day, month = self.ready
        return today.year - (1 if today >= date(today.year, month, day) else 2)


@cache
def shipped_limits() -> Sequence[Limits]:
    """The rows that come with the product, oldest first."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["limits"]
    found = [Limits(**{**row, "ready": tuple(row["ready"]), "sure": Sure(row["sure"])}) for row in rows]
    return sorted(found, key=lambda one: one.valid_from)


def limits_on(today: date) -> Limits:
    """The row in force on a day; before the first, the first."""
    rows = shipped_limits()
    return max((one for one in rows if one.valid_from <= today), key=lambda one: one.valid_from, default=rows[0])
