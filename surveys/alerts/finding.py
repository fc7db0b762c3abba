"""Finding real drops: the week that ended last, of each service point and of each agency together."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import insert, select

from core.clock import local_date
from core.context import Context
from surveys.alerts.models import SurveyAlert
from surveys.forms import OVERALL
from surveys.models import SurveyDay
from surveys.queries import Period, daily_by_point
from surveys.states import Validity
from surveys.statistics import USUAL_WEEKS, Drop, Tally, by_week, find_drop

SHOWN_FOR = timedelta(weeks=2)


@dataclass(frozen=True, slots=True)
class Alert:
    """A real drop as it was found; `service_point_id` None: all service points together."""

    agency_id: uuid.UUID
    service_point_id: uuid.UUID | None
    week: date
    answers: int
    satisfied: int
    centre: float
    low: float

    @property
    def share(self) -> float:
        """The share of that week."""
        return self.satisfied / self.answers


def last_week(today: date) -> date:
    """The Monday of the last week that is over."""
    return today - timedelta(days=today.weekday() + 7)


def list_to_look_at(ctx: Context) -> Sequence[uuid.UUID]:
    """The agencies that had valid ratings in the week that ended last."""
    d, monday = SurveyDay, last_week(local_date(ctx.now))
    rows = ctx.session.scalars(
        select(d.agency_id).distinct()
        .where(d.question == OVERALL, d.validity == Validity.VALID)
        .where(d.day.between(monday, monday + timedelta(days=6)))
        .order_by(d.agency_id)
    )  # fmt: skip
    return rows.all()


def find_alerts(ctx: Context, agency_id: uuid.UUID) -> Sequence[Alert]:
    """Note the real drops of an agency's last week that are not noted yet, and give them. Twice notes nothing twice.

    Paper forms come in late: the days after look at the same week again.
    """
    monday = last_week(local_date(ctx.now))
    known = set(
        ctx.session.scalars(
            select(SurveyAlert.scope_id).where(SurveyAlert.agency_id == agency_id, SurveyAlert.week == monday)
        )
    )
    found = [
        Alert(
            agency_id, None if scope == agency_id else scope, monday, drop.week.tally.n, drop.week.tally.satisfied,
            drop.limits.centre, drop.limits.low,
        )
        for scope, drop in _drops(ctx, agency_id, monday).items()
        if scope not in known
    ]  # fmt: skip
    for alert in found:
        ctx.session.execute(
            insert(SurveyAlert).values(
                scope_id=alert.service_point_id or agency_id, week=monday, agency_id=agency_id,
                service_point_id=alert.service_point_id, answers=alert.answers, satisfied=alert.satisfied,
                centre=alert.centre, low=alert.low, found_at=ctx.now,
            )
        )  # fmt: skip
    return found


def _drops(ctx: Context, agency_id: uuid.UUID, monday: date) -> Mapping[uuid.UUID, Drop]:
    period = Period(monday - timedelta(weeks=USUAL_WEEKS), monday + timedelta(days=6))
    by_scope: dict[uuid.UUID, list[tuple[date, Tally]]] = defaultdict(list)
    for point, day, tally in daily_by_point(ctx, agency_id, period):
        by_scope[point].append((day, tally))
        by_scope[agency_id].append((day, tally))
    # With one service point the whole says the same once more.
    if len(by_scope) == 2:
        del by_scope[agency_id]
    drops = {}
    for scope, days in sorted(by_scope.items()):
        drop = find_drop(by_week(days, since=period.since, until=period.until))
        if drop is not None and drop.week.monday == monday:
            drops[scope] = drop
    return drops


def list_alerts(ctx: Context, agency_id: uuid.UUID, *, since: date) -> Sequence[Alert]:
    """The real drops of an agency from a day on, the newest first. The caller has decided that the reader may."""
    a = SurveyAlert
    rows = ctx.session.execute(
        select(a.agency_id, a.service_point_id, a.week, a.answers, a.satisfied, a.centre, a.low)
        .where(a.agency_id == agency_id, a.week >= since)
        .order_by(a.week.desc(), a.scope_id)
    )
    return [Alert(*row) for row in rows]


def count_fresh(ctx: Context, agency_ids: Sequence[uuid.UUID]) -> int:
    """How many real drops of the last weeks these agencies have."""
    a = SurveyAlert
    since = local_date(ctx.now) - SHOWN_FOR
    week = timedelta(days=7)
    rows = ctx.session.scalars(select(a.scope_id).where(a.agency_id.in_(agency_ids), a.week > since - week))
    return len(rows.all())
