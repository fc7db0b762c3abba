"""Reading the names of all units from the database into a `NameIndex`, and keeping it while it is fresh."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from sys import intern
from typing import NamedTuple
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select

from agencies.models import Agency, FormerUnit, FormerUnitSuccessor
from agencies.name_index import Entry, FormerName, NameIndex, UnitHit
from agencies.naming import split_name
from agencies.revision import current_mark
from agencies.states import AgencyKind, SuccessionHow
from core.context import Context

# Immutable indexes, one a database; replaced as a whole when the mark in the database is another.
_kept: WeakKeyDictionary[Engine, NameIndex] = WeakKeyDictionary()


class _Unit(NamedTuple):
    id: UUID
    code: str
    kind: AgencyKind
    name: str
    short_name: str
    province_id: UUID
    opened: bool
    ended: bool
    successor_id: UUID | None
    path: str


def name_index(ctx: Context) -> NameIndex:
    """The index of the names as they are now: one query when it is fresh, three more when units changed."""
    engine = ctx.session.get_bind().engine
    mark = current_mark(ctx.session)
    kept = _kept.get(engine)
    if kept is None or kept.mark != mark:
        kept = NameIndex(mark, _entries(ctx))
        _kept[engine] = kept
    return kept


def _entries(ctx: Context) -> Iterator[Entry]:
    a = Agency
    rows = ctx.session.execute(
        select(
            a.id, a.code, a.kind, a.name, a.short_name, a.province_id, a.opened_at.is_not(None),
            a.valid_to.is_not(None), a.successor_id, a.path,
        ).where(a.kind.in_([AgencyKind.PROVINCE, AgencyKind.COMMUNE]))
    )  # fmt: skip
    units = {unit.id: unit for unit in map(_Unit._make, rows)}
    hits = {unit.id: _hit(unit, units) for unit in units.values() if not unit.ended}
    yield from (_current(units[unit_id], hit) for unit_id, hit in hits.items())
    yield from _ended(units, hits)
    yield from _former(ctx, units, hits)


def _hit(unit: _Unit, units: Mapping[UUID, _Unit]) -> UnitHit:
    province = units[unit.province_id].name
    return UnitHit(unit.id, unit.code, unit.kind, unit.name, province, unit.opened, unit.path)


def _current(unit: _Unit, hit: UnitHit) -> Entry:
    context = "" if unit.kind is AgencyKind.PROVINCE else hit.province_name
    return Entry(hit, hit.name, unit.short_name, context)


def _today(unit_id: UUID, units: Mapping[UUID, _Unit]) -> UUID | None:
    """The unit in force that a unit has become; follows one merger after another."""
    unit: _Unit | None = units[unit_id]
    for _ in units:
        if unit is None or not unit.ended:
            break
        unit = units[unit.successor_id] if unit.successor_id else None
    return unit.id if unit else None


def _ended(units: Mapping[UUID, _Unit], hits: Mapping[UUID, UnitHit]) -> Iterator[Entry]:
    """Units of ours that were merged since: found by their name, leading to what they became."""
    for unit in units.values():
        today = _today(unit.id, units) if unit.ended else None
        if today is not None:
            former = FormerName(unit.name, "", units[unit.province_id].name, SuccessionHow.WHOLE)
            yield Entry(replace(hits[today], former=former), unit.name, unit.short_name, former.province)


def _former(ctx: Context, units: Mapping[UUID, _Unit], hits: Mapping[UUID, UnitHit]) -> Iterator[Entry]:
    f, s = FormerUnit, FormerUnitSuccessor
    rows = ctx.session.execute(select(f.province, f.district, f.name, s.how, s.agency_id).join(s, s.former_id == f.id))
    became: dict[str, set[UUID]] = defaultdict(set)
    for province, district, name, how, agency_id in rows:
        today = _today(agency_id, units)
        if today is None:
            continue
        hit = hits[today]
        became[province].add(units[today].province_id)
        # Rows bring the same district and province thousands of times; keep one copy of each text.
        former = FormerName(name, intern(district), intern(province), how)
        context = intern(f"{district} {province} {hit.province_name}")
        yield Entry(replace(hit, former=former), name, split_name(name)[1], context)
    yield from _former_provinces(became, hits)


def _former_provinces(became: Mapping[str, set[UUID]], hits: Mapping[UUID, UnitHit]) -> Iterator[Entry]:
    for name, provinces in became.items():
        how = SuccessionHow.WHOLE if len(provinces) == 1 else SuccessionHow.PART
        for province_id in provinces:
            hit = hits[province_id]
            if hit.name != name:
                yield Entry(replace(hit, former=FormerName(name, "", "", how)), name, split_name(name)[1], "")
