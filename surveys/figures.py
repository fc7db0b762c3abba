"""The published figures of an agency as rows: one reading for the page, CSV, XLSX and the API, so that they agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from agencies.queries import AgencyCard, ServicePointCard, list_service_points
from agencies.states import AgencyKind
from core.context import Context
from surveys.publishing import (
    MONTHS_SHOWN,
    PublishedAgency,
    last_closed_month,
    months_until,
    published_below,
    published_cells,
)
from surveys.statistics import Tally, total


@dataclass(frozen=True, slots=True)
class PointFigures:
    """A service point: month by month (None where too few answered) and all published months together."""

    point: ServicePointCard
    months: tuple[Tally | None, ...]
    together: Tally


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is published about an agency; `below` for a province: its communes."""

    agency: AgencyCard
    months: tuple[date, ...]
    points: tuple[PointFigures, ...]
    together: Tally
    by_month: tuple[Tally, ...]
    below: tuple[PublishedAgency, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is published yet."""
        return not self.together.n and not self.below


def published_figures(ctx: Context, agency: AgencyCard, *, months: int = MONTHS_SHOWN) -> Figures:
    """The figures of an agency. Three statements at most."""
    shown = tuple(months_until(last_closed_month(ctx.now), months))
    cells = {(cell.service_point_id, cell.month): cell.tally for cell in published_cells(ctx, agency.id, months=months)}
    known = {point for point, _ in cells}
    points = [
        _of_point(point, shown, cells)
        for point in list_service_points(ctx, agency.id, active_only=False)
        if point.active or point.id in known
    ]
    below: Sequence[PublishedAgency] = ()
    if agency.kind == AgencyKind.PROVINCE:
        below = [one for one in published_below(ctx, agency.path) if one.agency_id != agency.id]
    by_month = tuple(total(tally for (_, when), tally in cells.items() if when == month) for month in shown)
    return Figures(agency, shown, tuple(points), total(cells.values()), by_month, tuple(below))


def _of_point(point: ServicePointCard, months: Sequence[date], cells: dict[tuple[UUID, date], Tally]) -> PointFigures:
    tallies = tuple(cells.get((point.id, month)) for month in months)
    return PointFigures(point, tallies, total(tally for tally in tallies if tally is not None))
