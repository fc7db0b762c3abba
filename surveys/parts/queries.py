"""Reads of what was told: figures with what stands beside them, and what came after a month was told."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import String, extract, func, literal, select, type_coerce, union_all

from agencies.models import Agency
from agencies.queries import under
from core.context import Context
from surveys.forms import OVERALL
from surveys.models import SurveyDay, SurveyMonth
from surveys.parts.figures import Apart, apart_of
from surveys.parts.models import SurveyMonthPart
from surveys.parts.telling import Key, Parts, tally_of
from surveys.publishing import MONTHS_SHOWN, last_closed_month, months_until
from surveys.states import MonthPart, Validity
from surveys.statistics import Tally, total

_COUNTS = ("c1", "c2", "c3", "c4", "c5")
_WHOLE = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A figure and what stands beside it."""

    tally: Tally
    apart: Apart


@dataclass(frozen=True, slots=True)
class ToldAgency:
    """An agency's, over the months shown."""

    agency_id: uuid.UUID
    code: str
    name: str
    told: Told


@dataclass(frozen=True, slots=True)
class SinceTold:
    """A month that was told, and how its figure stands now that more came, or some were marked."""

    month: date
    told: Tally
    now: Tally


def told_cells(ctx: Context, agency_id: uuid.UUID, *, months: int = MONTHS_SHOWN) -> Mapping[Key, Told]:
    """By service point and month, of one agency. One statement."""
    m, p = SurveyMonth, SurveyMonthPart
    since = months_until(last_closed_month(ctx.now), months)[0]
    parts = [
        select(
            table.service_point_id, table.month, part.label("part"), *(getattr(table, name) for name in _COUNTS)
        ).where(table.agency_id == agency_id, table.month >= since)
        for table, part in ((m, literal(_WHOLE)), (p, type_coerce(p.part, String)))
    ]
    found: dict[Key, dict[str, Tally]] = defaultdict(dict)
    for row in ctx.session.execute(union_all(*parts)):
        found[row[0], row[1]][row[2]] = tally_of(row[3:])
    return {key: _told(named) for key, named in sorted(found.items(), key=lambda item: (item[0][1], item[0][0]))}


def told_below(ctx: Context, path: str) -> Sequence[ToldAgency]:
    """The agency of this path and all below it that have anything to tell, by name. One statement."""
    m, p, a = SurveyMonth, SurveyMonthPart, Agency
    since = months_until(last_closed_month(ctx.now), MONTHS_SHOWN)[0]
    # Named inside each part: else the months of the whole country are added up first.
    here = select(a.id).where(under(a.path, path))
    parts = [
        select(table.agency_id, part.label("part"), *(func.sum(getattr(table, name)).label(name) for name in _COUNTS))
        .where(table.agency_id.in_(here), table.month >= since).group_by(table.agency_id, part)
        for table, part in ((m, literal(_WHOLE)), (p, type_coerce(p.part, String)))
    ]  # fmt: skip
    each = union_all(*parts).subquery()
    rows = ctx.session.execute(
        select(a.id, a.code, a.name, a.folded, each.c.part, *(each.c[name] for name in _COUNTS))
        .join(each, each.c.agency_id == a.id)
        .order_by(a.folded, a.code)
    )
    known: dict[uuid.UUID, tuple[str, str]] = {}
    found: dict[uuid.UUID, dict[str, Tally]] = defaultdict(dict)
    for row in rows:
        known[row[0]] = (row[1], row[2])
        found[row[0]][row[4]] = tally_of(row[5:])
    return [ToldAgency(agency_id, *known[agency_id], _told(named)) for agency_id, named in found.items()]


def _told(named: Mapping[str, Tally]) -> Told:
    parts: Parts = {MonthPart(name): tally for name, tally in named.items() if name != _WHOLE}
    return Told(named.get(_WHOLE, Tally()), apart_of(parts))


def since_told(ctx: Context, agency_id: uuid.UUID) -> Sequence[SinceTold]:
    """The months shown whose figure would be another by now; for officials: so few changed that nobody else is told.

    Only service points whose month was told: the others never had a figure.
    """
    cells = {key: told.tally for key, told in told_cells(ctx, agency_id).items() if told.tally.n}
    if not cells:
        return []
    d = SurveyDay
    year, month = extract("year", d.day), extract("month", d.day)
    rows = ctx.session.execute(
        select(d.service_point_id, year, month, *(func.sum(getattr(d, name)) for name in _COUNTS))
        .where(d.agency_id == agency_id, d.question == OVERALL, d.validity == Validity.VALID)
        .where(d.day >= min(when for _, when in cells))
        .group_by(d.service_point_id, year, month)
    )
    now = {(row[0], date(int(row[1]), int(row[2]), 1)): tally_of(row[3:]) for row in rows}
    found = [
        SinceTold(
            when, total(tally for key, tally in cells.items() if key[1] == when),
            total(now.get(key, Tally()) for key in cells if key[1] == when),
        )
        for when in sorted({when for _, when in cells})
    ]  # fmt: skip
    return [one for one in found if one.told != one.now]
