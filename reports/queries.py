"""Reads of reports: about whom the viewer may report, and the table with its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from agencies.models import Agency
from agencies.queries import AgencyCard, list_at_paths, under
from agencies.states import AgencyKind
from core.actor import Actor
from core.context import Context
from core.errors import Forbidden, NotFound
from reports.counting import GROUPS, Counted, Figures, add, count_table
from reports.periods import Period
from reports.policies import REPORTERS, can_report, can_sum_up, knows_sealed
from reports.states import KindGroup, RowsBy
from reports.tables import TableForm

# Desks: hamlets and offices receive no petitions.
_DESKS = (AgencyKind.PROVINCE, AgencyKind.COMMUNE)


@dataclass(frozen=True, slots=True)
class Scope:
    """About whom a report is: one agency, or a province with its communes (`whole`)."""

    card: AgencyCard
    whole: bool

    @property
    def key(self) -> str:
        """How an address names it."""
        return f"{self.card.code}-tat-ca" if self.whole else self.card.code


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `agency_id` and `group` say whose figures they are; neither: the sum of all."""

    title: str
    figures: Figures
    agency_id: UUID | None = None
    group: KindGroup | None = None

    @property
    def key(self) -> str:
        """How an address names it."""
        return str(self.agency_id or (self.group.value if self.group else "tong"))


@dataclass(frozen=True, slots=True)
class Report:
    """A table with its figures, as they were at `made_at`: what page, workbook and document show, and nothing else.

    `open_only`: sealed petitions are in no figure, since the reader may not know how many there are.
    """

    form: TableForm
    period: Period
    scope: Scope
    lines: Sequence[Line]
    made_at: datetime
    open_only: bool

    @property
    def total(self) -> Line:
        """The sum of all."""
        return self.lines[0]


def list_scopes(ctx: Context, viewer: Actor) -> Sequence[Scope]:
    """What the viewer may report about, their own places first; a province as a whole before its own desk."""
    places = [card for card in list_at_paths(ctx, viewer.paths(*REPORTERS)) if card.kind in _DESKS]
    scopes: list[Scope] = []
    for card in sorted(places, key=lambda one: one.path):
        summed = card.kind == AgencyKind.PROVINCE and can_sum_up(viewer, card.path)
        scopes += [Scope(card, whole=True)] if summed else []
        scopes.append(Scope(card, whole=False))
        scopes += [Scope(one, whole=False) for one in _communes(ctx, card.path)] if summed else []
    return list({scope.key: scope for scope in scopes}.values())


def find_scope(scopes: Sequence[Scope], key: str | None) -> Scope:
    """The one an address names, else the first. Raises NotFound for one that is not the viewer's, or when none is."""
    found = next((scope for scope in scopes if scope.key == key or not key), None)
    if found is None:
        raise NotFound
    return found


def get_report(ctx: Context, form: TableForm, period: Period, scope: Scope, *, viewer: Actor) -> Report:
    """Count a table for whoever may see it. Two statements. Raises Forbidden."""
    if not can_report(viewer, scope.card.path) or (scope.whole and not can_sum_up(viewer, scope.card.path)):
        raise Forbidden
    agencies = agencies_of(ctx, scope)
    sealed = [agency_id for agency_id, card in agencies.items() if knows_sealed(viewer, card.path)]
    found = count_table(ctx, form, period, agencies=list(agencies), sealed=sealed)
    lines = _lines(form, scope, agencies, found)
    return Report(form, period, scope, lines, ctx.now, open_only=len(sealed) < len(agencies))


@dataclass(frozen=True, slots=True)
class Place:
    """A desk of a scope."""

    name: str
    path: str
    open: bool


def agencies_of(ctx: Context, scope: Scope) -> dict[UUID, Place]:
    """The desks of a scope: the province's own first, its communes by name, those that ended since too."""
    if not scope.whole:
        return {scope.card.id: Place(scope.card.name, scope.card.path, open=True)}
    a = Agency
    rows = ctx.session.execute(
        select(a.id, a.name, a.path, a.kind, a.opened_at, a.valid_to)
        .where(under(a.path, scope.card.path), a.kind.in_(_DESKS))
        .order_by(a.folded, a.code)
    ).all()
    own_first = sorted(rows, key=lambda row: row.kind != AgencyKind.PROVINCE)
    return {row.id: Place(row.name, row.path, _is_open(row)) for row in own_first}


def _is_open(row: Any) -> bool:
    return row.opened_at is not None and row.valid_to is None


def _communes(ctx: Context, path: str) -> Sequence[AgencyCard]:
    a = Agency
    paths = ctx.session.execute(
        select(a.path).where(
            under(a.path, path), a.kind == AgencyKind.COMMUNE, a.opened_at.is_not(None), a.valid_to.is_(None)
        )
    ).scalars()
    return list_at_paths(ctx, list(paths))


def _lines(form: TableForm, scope: Scope, agencies: dict[UUID, Place], found: Sequence[Counted]) -> Sequence[Line]:
    """The sum, then by kinds where the table wants them, then unit by unit of a whole province."""
    lines = [Line("", add([one.figures for one in found], form.columns))]
    if form.rows is RowsBy.KINDS:
        lines += [
            Line("", add([one.figures for one in found if one.group is group], form.columns), group=group)
            for group in GROUPS
        ]
    if scope.whole:
        by_unit = {key: [one.figures for one in found if one.agency_id == key] for key in agencies}
        lines += [
            Line(place.name, add(by_unit[key], form.columns), agency_id=key)
            for key, place in agencies.items()
            if place.open or by_unit[key]
        ]
    return lines
