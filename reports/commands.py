"""What is asked of reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.states import PeriodKind


@dataclass(frozen=True, slots=True)
class KeepCutOff:
    """The province's own days of a period, as (day, month), for reporting years that end from a day on."""

    kind: PeriodKind
    first: tuple[int, int]
    year_before: bool
    last: tuple[int, int]
    valid_from: date
    document_number: str
    due_note: str = ""
