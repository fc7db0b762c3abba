"""The published figures of an agency as rows: one reading for the page, CSV, XLSX and the API, so that they agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from surveys.statistics import Comparison, Tally, compare, total, without


@dataclass(frozen=True, slots=True)
class PointFigures:
    """A service point: month by month (None where too few answered), all published months together.

    `compared`: with the other service points of the agency, where both sides have enough answers.
    """

    point: ServicePointCard
    months: tuple[Tally | None, ...]
    together: Tally
    compared: Comparison


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
    def everything(self) -> Tally:
        """The agency with all that lies below it."""
        return self.together + total(one.tally for one in self.below)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is published yet."""
        return not self.together.n and not self.below


def published_figures(ctx: Context, agency: AgencyCard, *, months: int = MONTHS_SHOWN) -> Figures:
    """The figures of an agency. Three statements at most."""
    shown = tuple(months_until(last_closed_month(ctx.now), months))
    cells = {(cell.service_point_id, cell.month): cell.tally for cell in published_cells(ctx, agency.id, months=months)}
    known = {point for point, _ in cells}
    whole = total(cells.values())
    points = [
        _of_point(point, shown, cells, whole)
        for point in list_service_points(ctx, agency.id, active_only=False)
        if point.active or point.id in known
    ]
    below = _below(ctx, agency) if agency.kind == AgencyKind.PROVINCE else ()
    by_month = tuple(total(tally for (_, when), tally in cells.items() if when == month) for month in shown)
    return Figures(agency, shown, tuple(points), whole, by_month, tuple(below))


def _below(ctx: Context, agency: AgencyCard) -> Sequence[PublishedAgency]:
    found = [one for one in published_below(ctx, agency.path) if one.agency_id != agency.id]
    whole = total(one.tally for one in found)
    return [replace(one, compared=compare(one.tally, without(whole, one.tally))) for one in found]


def _of_point(
    point: ServicePointCard, months: Sequence[date], cells: dict[tuple[UUID, date], Tally], whole: Tally
) -> PointFigures:
    tallies = tuple(cells.get((point.id, month)) for month in months)
    together = total(tally for tally in tallies if tally is not None)
    return PointFigures(point, tallies, together, compare(together, without(whole, together)))
