"""Telling the public of ended years. Only the yearly job calls it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID

from sqlalchemy import insert, select

from agencies.models import Agency
from agencies.queries import AgencyCard, lock_agency
from core import audit
from core.clock import local_date, start_of_day
from core.context import Context
from reports.denunciations.counting import count_year
from reports.denunciations.limits import Limits, limits_on
from reports.denunciations.models import DenunciationYear
from reports.denunciations.queries import list_editions
from reports.denunciations.telling import Counted, Told, may_amend, tell


def tell_years(ctx: Context, province_id: UUID) -> int:
    """Count the year that ended last and look at those before it once more; gives how many editions were written.

    Nothing once the last year was counted: what changes later waits for the next January, so that the day on which an
    edition appears tells nothing. Raises NotFound. Law sheet §2.4, §9.11 item 8.
    """
    province = lock_agency(ctx, province_id)
    today = local_date(ctx.now)
    limits = limits_on(today)
    newest = limits.newest_ready(today)
    kept: dict[int, list[Told]] = {}
    for one in reversed(list_editions(ctx, province.id)):
        kept.setdefault(one.year, []).append(one.told)
    if newest in kept:
        return 0
    years = [one for one in range(newest - limits.looked_back, newest + 1) if _was_open(ctx, province.id, one)]
    return sum(_tell_year(ctx, province, year, kept.get(year, ()), limits) for year in years)


def keep_edition(
    ctx: Context, province_id: UUID, *, year: int, edition: int, communes: int, told: Told, computed_on: date
) -> None:
    """Write down what is told. The audit log holds it, too: an edition that was changed afterwards shows."""
    values = {**asdict(told), "telling": told.telling}
    ctx.session.execute(
        insert(DenunciationYear).values(
            province_id=province_id, year=year, edition=edition, computed_on=computed_on, communes=communes, **values
        )
    )
    audit.record(
        ctx, agency_id=province_id, action="reports:denunciations:tell", subject_type="denunciation_year",
        subject_id=year, edition=edition, communes=communes, **{**values, "telling": told.telling.value},
    )  # fmt: skip


def _tell_year(ctx: Context, province: AgencyCard, year: int, before: Sequence[Told], limits: Limits) -> bool:
    counted: Counted = count_year(ctx, province, year)
    if before and not may_amend(counted, before, limits):
        return False
    keep_edition(
        ctx, province.id, year=year, edition=len(before) + 1, communes=counted.communes, told=tell(counted, limits),
        computed_on=local_date(ctx.now),
    )  # fmt: skip
    return True


def _was_open(ctx: Context, province_id: UUID, year: int) -> bool:
    """Whether the province's desk was open before the year ended: of years before that nothing is known here."""
    opened = select(Agency.id).where(Agency.id == province_id, Agency.opened_at < start_of_day(date(year + 1, 1, 1)))
    return ctx.session.execute(opened).first() is not None
