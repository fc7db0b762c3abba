"""Rules and calendar, read once per process and again when their mark in the database changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from threading import Lock
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy import Table, insert, select, update

from core.context import Context
from deadlines.calendar import WorkCalendar
from deadlines.computing import RuleFacts
from deadlines.errors import NoSuchRule
from deadlines.models import CalendarDay, CatalogueToken, Rule
from deadlines.states import Confidence, DayKind, Direction, Unit

_SEEN = "deadlines.token"  # in session.info: within one session the mark is looked at once
_KEPT = 4  # databases a process may look at in turn (tests, a copy being checked)
_cache: OrderedDict[UUID, Catalogue] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class RuleView:
    """A version of a rule, to read. Texts are Vietnamese source texts (the web layer translates them)."""

    id: str
    version: int
    row: int
    variant: str | None
    position: int
    kind: str
    step: str
    start_event: str
    length: int | None
    unit: Unit
    direction: Direction
    other_length: int | None
    other_unit: Unit | None
    extension_length: int | None
    extension_cap: int | None
    extension_note: str
    legal_basis: str
    confidence: Confidence
    to_be_confirmed: bool
    open_to_province: bool
    province_id: UUID | None
    valid_from: date
    valid_to: date | None

    def facts(self) -> RuleFacts:
        """What the date depends on."""
        return RuleFacts(self.length, self.unit, self.direction, self.other_length, self.other_unit)

    def in_force(self, on: date) -> bool:
        """Whether the version is in force on the day (`valid_to` is the first day it no longer is)."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class CalendarDayView:
    """A day of the calendar that differs from its weekday, to read."""

    date: date
    kind: DayKind
    name: str
    provisional: bool
    source: str


@dataclass(frozen=True)
class Catalogue:
    """Everything the clocks are computed from."""

    rules: tuple[RuleView, ...]
    calendar: WorkCalendar
    days: tuple[CalendarDayView, ...] = ()

    def find(self, row: int, variant: str | None, on: date, province_id: UUID | None = None) -> RuleView:
        """The version in force, a province's own before the national; no variant: the base. Raises NoSuchRule."""
        known = [r for r in self.rules if r.row == row and r.in_force(on)]
        wanted = variant if variant or not known else known[0].variant  # rules come in order, the base first
        known = [r for r in known if r.variant == wanted]
        mine = [r for r in known if r.province_id is not None and r.province_id == province_id]
        national = [r for r in known if r.province_id is None]
        for group in (mine, national):
            if group:
                return max(group, key=lambda rule: rule.version)
        raise NoSuchRule(row=row if variant is None else f"{row}.{variant}")

    def has_province_rules(self, row: int) -> bool:
        """Whether any province has set its own length for the row."""
        return any(r.row == row and r.province_id is not None for r in self.rules)

    def rule(self, rule_id: str, version: int) -> RuleView:
        """One version. Raises NoSuchRule."""
        try:
            return self._by_version[(rule_id, version)]
        except KeyError:
            raise NoSuchRule(row=rule_id) from None

    @cached_property
    def _by_version(self) -> dict[tuple[str, int], RuleView]:
        return {(rule.id, rule.version): rule for rule in self.rules}


_TOKEN = select(cast(Table, CatalogueToken.__table__).c.token)  # built once: read in every transaction with a clock


def current(ctx: Context) -> Catalogue:
    """The catalogue as this session sees it: one small read per session, all of it only after a change."""
    token = ctx.session.info.get(_SEEN)
    if token is None:
        token = ctx.session.connection().execute(_TOKEN).scalar_one_or_none()
        if token is None:
            return Catalogue((), WorkCalendar({}))
        ctx.session.info[_SEEN] = token
    return under(ctx, token)


def under(ctx: Context, token: UUID) -> Catalogue:
    """The catalogue of a mark that was read together with something else."""
    with _lock:
        found = _cache.get(token)
    if found is None:
        found = _read(ctx)
        with _lock:
            _cache[token] = found
            while len(_cache) > _KEPT:
                _cache.popitem(last=False)
    return found


def changed(ctx: Context, *, shipped: str | None = None) -> None:
    """Rules or calendar changed in this transaction: give the catalogue a new mark."""
    token = uuid4()
    values: dict[str, object] = {"token": token}
    if shipped is not None:
        values["shipped"] = shipped
    result = ctx.session.execute(update(CatalogueToken).values(**values).returning(CatalogueToken.id))
    if result.first() is None:
        ctx.session.execute(insert(CatalogueToken).values(id=1, token=token, shipped=shipped or ""))
    ctx.session.info[_SEEN] = token


def calendar_of(days: Iterable[CalendarDayView]) -> WorkCalendar:
    """The working calendar of these entries."""
    entries = list(days)
    return WorkCalendar(
        {day.date: day.kind for day in entries},
        {day.date: day.name for day in entries},
        frozenset(day.date.year for day in entries if day.provisional),
    )


def _read(ctx: Context) -> Catalogue:
    rules = ctx.session.execute(select(*Rule.__table__.columns).order_by(Rule.position, Rule.id, Rule.version))
    names = RuleView.__slots__
    views = tuple(RuleView(**{name: getattr(row, name) for name in names}) for row in rules)
    c = CalendarDay
    rows = ctx.session.execute(select(c.date, c.kind, c.name, c.provisional, c.source).order_by(c.date))
    days = tuple(CalendarDayView(*row) for row in rows)
    return Catalogue(views, calendar_of(days), days)
