"""Writes of reports: the province's own cut-offs."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, insert

from agencies.queries import AgencyCard
from core import audit
from core.context import Context
from core.ids import random_id
from reports.commands import KeepCutOff
from reports.errors import CutOffBackwards, NoSuchDay
from reports.models import ReportCutOff
from reports.policies import can_keep_periods

_ANY_COMMON_YEAR = 2025


def keep_cut_off(ctx: Context, province: AgencyCard, command: KeepCutOff) -> None:
    """Put the province's days beside the shipped ones; the same kind from the same day on is written over.

    Raises Forbidden, NoSuchDay, CutOffBackwards. Law sheet §2.7.
    """
    can_keep_periods(ctx.actor, province.path).demand()
    first = _day(_ANY_COMMON_YEAR - command.year_before, command.first, "first_day")
    if _day(_ANY_COMMON_YEAR, command.last, "last_day") < first:
        raise CutOffBackwards
    c = ReportCutOff
    same = (c.province_id == province.id, c.kind == command.kind, c.valid_from == command.valid_from)
    ctx.session.execute(delete(c).where(*same))
    ctx.session.execute(
        insert(c).values(
            id=random_id(), province_id=province.id, kind=command.kind, valid_from=command.valid_from,
            first_day=command.first[0], first_month=command.first[1], year_before=command.year_before,
            last_day=command.last[0], last_month=command.last[1], document_number=command.document_number.strip(),
            due_note=command.due_note.strip(), created_at=ctx.now, created_by=ctx.actor.account_id,
        )
    )  # fmt: skip
    audit.record(
        ctx, agency_id=province.id, action="reports:period:keep", subject_type="report_period",
        subject_id=command.kind.value, first=f"{command.first[0]}/{command.first[1]}",
        last=f"{command.last[0]}/{command.last[1]}", valid_from=command.valid_from.isoformat(),
        document_number=command.document_number.strip(),
    )  # fmt: skip


def _day(year: int, day_month: tuple[int, int], field: str) -> date:
    try:
        return date(year, day_month[1], day_month[0])
    except ValueError:
        raise NoSuchDay(field=field) from None
