"""Reads of the yearly figures on denunciations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from agencies.models import Agency
from agencies.states import AgencyKind
from core.clock import local_date, start_of_day
from core.context import Context
from reports.denunciations.limits import limits_on
from reports.denunciations.models import DenunciationYear
from reports.denunciations.telling import Told

_Y = DenunciationYear


@dataclass(frozen=True, slots=True)
class Edition:
    """What was told of a year, and when it was counted."""

    year: int
    edition: int
    computed_on: date
    communes: int
    told: Told


def list_editions(ctx: Context, province_id: UUID) -> tuple[Edition, ...]:
    """All that was ever told of a province: newest year first, of a year its last edition first. One statement."""
    told = select(_Y.__table__).where(_Y.province_id == province_id).order_by(_Y.year.desc(), _Y.edition.desc())
    return tuple(
        Edition(
            row.year, row.edition, row.computed_on, row.communes,
            Told(
                row.telling, row.fewest, row.received, row.concluded, row.found_right, row.found_partly,
                row.found_wrong,
            ),
        )
        for row in ctx.session.execute(told)
    )  # fmt: skip


def list_due(ctx: Context) -> tuple[UUID, ...]:
    """The provinces whose desk was open in the last year that may be counted, and that have not counted it yet."""
    today = local_date(ctx.now)
    year = limits_on(today).newest_ready(today)
    counted = select(_Y.year).where(_Y.province_id == Agency.id, _Y.year == year).exists()
    return tuple(
        ctx.session.execute(
            select(Agency.id).where(
                Agency.kind == AgencyKind.PROVINCE, Agency.valid_to.is_(None),
                Agency.opened_at < start_of_day(date(year + 1, 1, 1)), ~counted,
            ).order_by(Agency.code)
        ).scalars()
    )  # fmt: skip
