"""The published figures of an agency as rows: one reading for the page, CSV, XLSX and the API, so that they agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from agencies.queries import AgencyCard, ServicePointCard, list_service_points
from agencies.states import AgencyKind
from core.context import Context
from surveys.parts.figures import Apart, all_apart
from surveys.parts.queries import Told, told_below, told_cells
from surveys.publishing import MONTHS_SHOWN, last_closed_month, months_until
from surveys.statistics import Comparison, Tally, compare, total, without


@dataclass(frozen=True, slots=True)
class PointFigures:
    """A service point: month by month (None where too few answered), all published months together.

    `compared`: with the other service points of the agency, where both sides have enough answers. `apart`: what stands
    beside the figures, all months together; `apart_by_month`: month by month.
    """

    point: ServicePointCard
    months: tuple[Tally | None, ...]
    together: Tally
    compared: Comparison
    apart: Apart
    apart_by_month: tuple[Apart, ...]


@dataclass(frozen=True, slots=True)
class AgencyFigures:
    """An agency below, all its published months together; compared with the rest of the province."""

    agency_id: UUID
    code: str
    name: str
    tally: Tally
    apart: Apart
    compared: Comparison = Comparison.TOO_FEW


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is published about an agency; `below` for a province: its communes."""

    agency: AgencyCard
    months: tuple[date, ...]
    points: tuple[PointFigures, ...]
    together: Tally
    by_month: tuple[Tally, ...]
    apart_by_month: tuple[Apart, ...]
    below: tuple[AgencyFigures, ...]
    apart: Apart

    @property
    def everything(self) -> Tally:
        """The agency with all that lies below it."""
        return self.together + total(one.tally for one in self.below)

    @property
    def everything_apart(self) -> Apart:
        """What stands beside that."""
        return self.apart + all_apart(one.apart for one in self.below)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is published yet."""
        return not self.together.n and not self.below and self.apart.is_empty


def published_figures(ctx: Context, agency: AgencyCard, *, months: int = MONTHS_SHOWN) -> Figures:
    """The figures of an agency. Three statements at most."""
    shown = tuple(months_until(last_closed_month(ctx.now), months))
    cells = told_cells(ctx, agency.id, months=months)
    known = {point for point, _ in cells}
    whole = total(told.tally for told in cells.values())
    points = [
        _of_point(point, shown, cells, whole)
        for point in list_service_points(ctx, agency.id, active_only=False)
        if point.active or point.id in known
    ]
    below = _below(ctx, agency) if agency.kind == AgencyKind.PROVINCE else ()
    by_month = tuple(total(told.tally for (_, when), told in cells.items() if when == month) for month in shown)
    apart_by_month = tuple(
        all_apart(told.apart for (_, when), told in cells.items() if when == month) for month in shown
    )
    return Figures(
        agency, shown, tuple(points), whole, by_month, apart_by_month, tuple(below), all_apart(apart_by_month)
    )


def _below(ctx: Context, agency: AgencyCard) -> Sequence[AgencyFigures]:
    found = [
        AgencyFigures(one.agency_id, one.code, one.name, one.told.tally, one.told.apart)
        for one in told_below(ctx, agency.path)
        if one.agency_id != agency.id
    ]
    whole = total(one.tally for one in found)
    return [replace(one, compared=compare(one.tally, without(whole, one.tally))) for one in found]


def _of_point(
    point: ServicePointCard, months: Sequence[date], cells: Mapping[tuple[UUID, date], Told], whole: Tally
) -> PointFigures:
    told = [cells.get((point.id, month), Told(Tally(), Apart())) for month in months]
    tallies = tuple(one.tally if one.tally.n else None for one in told)
    together = total(one.tally for one in told)
    aparts = tuple(one.apart for one in told)
    return PointFigures(
        point, tallies, together, compare(together, without(whole, together)), all_apart(aparts), aparts
    )
