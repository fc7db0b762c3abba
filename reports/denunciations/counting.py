"""Counting a year: the only count that reads sealed cases for the public, and all it reads of them.

Of a case it reads where it lies, that it is a formal denunciation (a signature made it one), the day it came, the day
of the conclusion and its kind. No word, no name, no number; nothing is written down on the way.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, case, func, or_, select

from agencies.models import Agency
from agencies.queries import AgencyCard, under
from agencies.states import AgencyKind
from core.clock import start_of_day
from core.context import Context
from feedback.models import Petition
from feedback.proceedings.models import Proceeding
from feedback.proceedings.states import Finding, Track
from reports.denunciations.telling import Counted, Counts

_A, _P, _Q = Agency, Petition, Proceeding


def count_year(ctx: Context, province: AgencyCard, year: int) -> Counted:
    """A province's year, a line for each place with anything in it. Two statements.

    A denunciation counts once, where it lies now, however often it was passed on.
    """
    received, concluded = (_in_year(column, year) for column in (_Q.received_on, _Q.decided_on))
    found = [and_(concluded, _Q.finding == finding) for finding in (Finding.RIGHT, Finding.PARTLY, Finding.WRONG)]
    rows = ctx.session.execute(
        select(*(_summed(condition) for condition in (received, concluded, *found)))
        .join(_P, _P.id == _Q.petition_id)
        .join(_A, _A.id == _P.agency_id)
        .where(_Q.track == Track.DENUNCIATION, under(_A.path, province.path), or_(received, concluded))
        .group_by(_P.agency_id)
    )
    return Counted(_communes(ctx, province, year), tuple(Counts(*(int(one) for one in row)) for row in rows))


def _communes(ctx: Context, province: AgencyCard, year: int) -> int:
    """How many communes had an open desk when the year ended."""
    after = date(year + 1, 1, 1)
    counted = select(func.count()).where(
        _A.province_id == province.id, _A.kind == AgencyKind.COMMUNE, _A.opened_at < start_of_day(after),
        or_(_A.valid_to.is_(None), _A.valid_to >= after),
    )  # fmt: skip
    return int(ctx.session.execute(counted).scalar_one())


def _in_year(column: Any, year: int) -> ColumnElement[bool]:
    within: ColumnElement[bool] = column.between(date(year, 1, 1), date(year, 12, 31))
    return within


def _summed(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0), type_=Integer)
