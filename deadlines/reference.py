"""Bring the shipped rules and days into the database. Safe to repeat; what a province changed stays."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update

from core.clock import local_date
from core.context import Context
from deadlines.catalogue import CalendarDayView, RuleView, changed, current
from deadlines.data import RULES
from deadlines.data.shape import ShippedRule
from deadlines.models import CalendarDay, CatalogueToken, Rule
from deadlines.proposing import propose_days
from deadlines.services.recomputing import ClockChange, OnChange, recompute
from deadlines.states import DayKind

_CALENDAR = Path(__file__).parent / "data" / "calendar.csv"
YEARS_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rule versions and days were written, and how many running clocks moved."""

    rules: int
    days: int
    clocks: int


def ensure_reference(ctx: Context, *, on_change: OnChange | None = None) -> Loaded:
    """Write the shipped rules and days that the database lacks, and compute running clocks again if days changed.

    A rule whose shipped text or number changed gets a new version from today; clocks keep theirs. Costs one query when
    nothing is new.
    """
    today = local_date(ctx.now)
    mark = _mark(today.year)
    if ctx.session.execute(select(CatalogueToken.shipped)).scalar_one_or_none() == mark:
        return Loaded(0, 0, 0)
    rules = _load_rules(ctx, today)
    days = _load_days(ctx, today.year)
    changed(ctx, shipped=mark)
    if not days:
        return Loaded(rules, 0, 0)
    span = min(days), max(days)
    moved = recompute(ctx, on_change=on_change or _nobody, span=span, reason="lịch nghỉ của phần mềm đổi").moved
    return Loaded(rules, len(days), moved)


@cache
def shipped_days() -> tuple[CalendarDayView, ...]:
    """The calendar the project ships: announced years exactly, later ones computed and provisional."""
    with _CALENDAR.open(encoding="utf-8", newline="") as lines:
        return tuple(
            CalendarDayView(
                date.fromisoformat(row["date"]), DayKind(row["kind"]), row["name"], row["provisional"] == "1",
                row["source"],
            )
            for row in csv.DictReader(lines)
        )  # fmt: skip


def _mark(year: int) -> str:
    return hashlib.sha256(repr((RULES, year)).encode() + _CALENDAR.read_bytes()).hexdigest()


def _load_rules(ctx: Context, today: date) -> int:
    newest: dict[str, RuleView] = {}
    versions: dict[str, int] = {}
    for rule in current(ctx).rules:
        versions[rule.id] = max(rule.version, versions.get(rule.id, 0))
        if rule.province_id is None and rule.valid_to is None:
            newest[rule.id] = rule
    rows = []
    for position, shipped in enumerate(RULES):
        known = newest.pop(shipped.id, None)
        columns = _columns(shipped, position)
        if known is None:
            rows.append({**columns, "version": versions.get(shipped.id, 0) + 1, "valid_from": shipped.since})
        elif any(getattr(known, name) != value for name, value in columns.items()):
            rows.append({**columns, "version": versions[shipped.id] + 1, "valid_from": today})
            _end(ctx, known, today)
    for gone in newest.values():
        _end(ctx, gone, today)
    if rows:
        ctx.session.execute(insert(Rule), rows)
    return len(rows)


def _columns(rule: ShippedRule, position: int) -> dict[str, Any]:
    other_length, other_unit = rule.other or (None, None)
    extension_length, extension_cap = rule.extension or (None, None)
    return {
        "id": rule.id, "row": rule.row, "variant": rule.variant, "position": position, "kind": rule.kind,
        "step": rule.step, "start_event": rule.start_event, "length": rule.length, "unit": rule.unit,
        "direction": rule.direction, "other_length": other_length, "other_unit": other_unit,
        "extension_length": extension_length, "extension_cap": extension_cap, "extension_note": rule.note,
        "legal_basis": rule.legal_basis, "confidence": rule.confidence, "to_be_confirmed": rule.to_be_confirmed,
        "open_to_province": rule.open_to_province, "province_id": None, "valid_to": None,
    }  # fmt: skip


def _end(ctx: Context, rule: RuleView, today: date) -> None:
    which = (Rule.id == rule.id, Rule.version == rule.version)
    ctx.session.execute(update(Rule).where(*which).values(valid_to=max(today, rule.valid_from)))


def _load_days(ctx: Context, year: int) -> list[date]:
    """Add what is missing; put announced days over our own provisional ones; leave what the province wrote."""
    known = {day.date: day for day in current(ctx).days}
    written = []
    for day in _expected(year):
        present = known.get(day.date)
        values = {"kind": day.kind, "name": day.name, "provisional": day.provisional, "source": day.source}
        if present is None:
            ctx.session.execute(insert(CalendarDay).values(date=day.date, **values))
        elif present.provisional and present != day:
            ctx.session.execute(update(CalendarDay).where(CalendarDay.date == day.date).values(**values))
        else:
            continue
        written.append(day.date)
    return written


def _expected(year: int) -> Iterable[CalendarDayView]:
    shipped = shipped_days()
    yield from shipped
    last = shipped[-1].date.year
    for later in range(last + 1, year + YEARS_AHEAD + 1):
        yield from propose_days(later)


def _nobody(ctx: Context, moves: Sequence[ClockChange]) -> None:
    """Nobody keeps copies of due dates yet (a database that is just being made)."""
