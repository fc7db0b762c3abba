"""Periods of reports: the days the law cuts them off at (law sheet §2.7), the province's own, and free ones.

A reporting year is named after the year it ends in: "quý I năm 2026" begins on 15 December 2025.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import select

from core.clock import start_of_day
from core.context import Context
from reports.errors import DayMissing, PeriodBackwards, PeriodNotBegun, PeriodTooLong
from reports.models import ReportCutOff
from reports.states import PeriodKind, Sure
from reports.tables import FOLDER

LONGEST = timedelta(days=5 * 366)
FIXED = tuple(kind for kind in PeriodKind if kind is not PeriodKind.FREE)


@dataclass(frozen=True, slots=True)
class CutOff:
    """The first and the last day of a kind of period, as (day, month)."""

    kind: PeriodKind
    first: tuple[int, int]
    year_before: bool
    last: tuple[int, int]
    valid_from: date
    basis: str
    sure: Sure
    due_note: str = ""
    own: bool = False

    def days(self, year: int) -> tuple[date, date]:
        """The days of the reporting year that ends in this year."""
        first = date(year - self.year_before, self.first[1], self.first[0])
        return first, date(year, self.last[1], self.last[0])


@dataclass(frozen=True, slots=True)
class Period:
    """What a report is about: both days belong to it. `year_first`: the first day of its reporting year."""

    kind: PeriodKind
    year: int
    first: date
    last: date
    year_first: date
    basis: str = ""
    sure: Sure = Sure.HIGH
    due_note: str = ""

    @property
    def begins(self) -> datetime:
        """The moment it begins."""
        return start_of_day(self.first)

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        return start_of_day(self.last + timedelta(days=1))

    @property
    def year_begins(self) -> datetime:
        """The moment the reporting year begins."""
        return start_of_day(self.year_first)

    def runs_on(self, day: date) -> bool:
        """Whether it is not over yet."""
        return day <= self.last


@cache
def shipped_cut_offs() -> Mapping[PeriodKind, CutOff]:
    """The days that come with the product."""
    values = tomllib.loads((FOLDER / "periods.toml").read_text(encoding="utf-8"))
    return {kind: _shipped(kind, values) for kind in FIXED}


def _shipped(kind: PeriodKind, values: Mapping[str, Any]) -> CutOff:
    own = values[kind.value]
    return CutOff(
        kind, tuple(own["first"]), own.get("year_before", False), tuple(own["last"]), values["valid_from"],
        values["basis"], Sure(values["sure"]),
    )  # fmt: skip


def list_cut_offs(ctx: Context, province_id: UUID) -> Sequence[CutOff]:
    """The shipped days and the province's own, by kind and from when they hold."""
    c = ReportCutOff
    rows = ctx.session.execute(select(c.__table__).where(c.province_id == province_id))
    own = [
        CutOff(
            row.kind, (row.first_day, row.first_month), row.year_before, (row.last_day, row.last_month),
            row.valid_from, row.document_number, Sure.HIGH, row.due_note, own=True,
        )
        for row in rows
    ]  # fmt: skip
    order = {kind: number for number, kind in enumerate(PeriodKind)}
    return sorted([*shipped_cut_offs().values(), *own], key=lambda one: (order[one.kind], one.own, one.valid_from))


def in_force(cut_offs: Sequence[CutOff], kind: PeriodKind, year: int) -> CutOff:
    """The days that hold for a reporting year: the province's newest of those already valid when the period ends."""
    mine = [one for one in cut_offs if one.kind is kind and (not one.own or one.valid_from <= one.days(year)[1])]
    return max(mine, key=lambda one: (one.own, one.valid_from))


def fixed_period(cut_offs: Sequence[CutOff], kind: PeriodKind, year: int, *, today: date) -> Period:
    """The period of a kind in a reporting year. Raises PeriodNotBegun."""
    chosen = in_force(cut_offs, kind, year)
    first, last = chosen.days(year)
    if first > today:
        raise PeriodNotBegun
    year_first = in_force(cut_offs, PeriodKind.YEAR, year).days(year)[0]
    return Period(kind, year, first, last, min(year_first, first), chosen.basis, chosen.sure, chosen.due_note)


def free_period(cut_offs: Sequence[CutOff], first: date | None, last: date | None, *, today: date) -> Period:
    """From one day to another. Raises DayMissing, PeriodBackwards, PeriodTooLong, PeriodNotBegun."""
    if first is None or last is None:
        raise DayMissing
    if last < first:
        raise PeriodBackwards
    if last - first > LONGEST:
        raise PeriodTooLong
    if first > today:
        raise PeriodNotBegun
    year = reporting_year(cut_offs, last)
    year_first = in_force(cut_offs, PeriodKind.YEAR, year).days(year)[0]
    return Period(PeriodKind.FREE, year, first, last, min(year_first, first))


def reporting_year(cut_offs: Sequence[CutOff], day: date) -> int:
    """The reporting year a day lies in."""
    last = in_force(cut_offs, PeriodKind.YEAR, day.year).days(day.year)[1]
    return day.year if day <= last else day.year + 1


def running_quarter(cut_offs: Sequence[CutOff], today: date) -> tuple[PeriodKind, int]:
    """The quarter that today lies in: what the page shows first."""
    year = reporting_year(cut_offs, today)
    quarters = (PeriodKind.Q1, PeriodKind.Q2, PeriodKind.Q3, PeriodKind.Q4)
    for kind in quarters:
        first, last = in_force(cut_offs, kind, year).days(year)
        if first <= today <= last:
            return kind, year
    return PeriodKind.YEAR, year
