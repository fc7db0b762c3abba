"""Reads of surveys."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased

from agencies.models import Agency, ServicePoint
from core.context import Context
from core.db import UtcDateTime
from core.errors import NotFound
from surveys.documents import read_document
from surveys.forms import COUNTER, OVERALL, QuestionSet
from surveys.models import SurveyAnswer, SurveyDay, SurveyForm, SurveyNaming, SurveyTarget
from surveys.publishing import MONTHS_SHOWN, by_point, first_of_next, last_closed_month, months_until, published_cells
from surveys.ratings import OpenPoint
from surveys.states import CommentState, TargetKind, Validity
from surveys.statistics import Tally


@dataclass(frozen=True, slots=True)
class Period:
    """From one Vietnamese day to another, both included."""

    since: date
    until: date


@dataclass(frozen=True, slots=True)
class PointSummary:
    """How satisfied people were at one service point; `tally` has n, share, low, high and whether it may be shown."""

    service_point_id: uuid.UUID
    tally: Tally


@dataclass(frozen=True, slots=True)
class LockedAnswer:
    """An answer locked for a change."""

    id: uuid.UUID
    form_id: uuid.UUID
    agency_id: uuid.UUID
    service_point_id: uuid.UUID
    hour: datetime
    overall: int
    details: dict[str, Any] | None
    comment_state: CommentState | None
    validity: Validity
    batch_id: uuid.UUID | None
    comment_sealed: bytes | None


def public_period(now: datetime) -> Period:
    """The closed months that public pages show."""
    months = months_until(last_closed_month(now), MONTHS_SHOWN)
    return Period(months[0], first_of_next(months[-1]) - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page with the five faces asks at a service point, and who is named there (nobody, unless turned on)."""

    form: QuestionSet
    person: str | None


def find_asked(ctx: Context, service_point_id: uuid.UUID, *, at: datetime | None = None) -> Asked | None:
    """The questionnaire in force at a service point, now or then: of those opened for it the narrowest, the newest."""
    values = {"now": at or ctx.now, "point_id": service_point_id}
    row = ctx.session.connection().execute(_asked(), values).one_or_none()
    return Asked(_read(row), row.person) if row is not None else None


@cache
def _asked() -> Select[*tuple[Any, ...]]:
    f, s, a, n = SurveyForm, ServicePoint, Agency, SurveyNaming
    return (
        select(*_FORM, n.person)
        .select_from(s)
        .join(a, a.id == s.agency_id)
        .join(f, f.id == _form_in_force())
        .outerjoin(n, n.service_point_id == s.id)
        .where(s.id == bindparam("point_id"))
    )


def find_open_form_id(ctx: Context, code: str) -> uuid.UUID | None:
    """The newest open version of a questionnaire."""
    f = SurveyForm
    newest = select(f.id).where(f.code == code, *_is_open()).order_by(f.version.desc()).limit(1)
    return ctx.session.execute(newest, {"now": ctx.now}).scalar_one_or_none()


def _is_open() -> Sequence[ColumnElement[bool]]:
    f, now = SurveyForm, bindparam("now", type_=UtcDateTime())
    return (f.opened_at <= now, f.closed_at.is_(None) | (f.closed_at > now))


def _form_in_force() -> ColumnElement[uuid.UUID | None]:
    """The id of the form asked at the service point of the statement around it, whose agency is joined to it."""
    s, a, t, f = ServicePoint, Agency, SurveyTarget, aliased(SurveyForm)
    now = bindparam("now", type_=UtcDateTime())
    is_open = (f.opened_at <= now, f.closed_at.is_(None) | (f.closed_at > now))
    here = or_(
        and_(t.kind == TargetKind.POINT, t.scope_id == s.id),
        and_(t.kind == TargetKind.AGENCY, t.scope_id == s.agency_id),
        and_(t.kind == TargetKind.BELOW, t.scope_id == a.province_id, a.id != a.province_id),
    )
    # What was opened for a smaller place is asked there before what is asked everywhere.
    width = case((t.kind == TargetKind.POINT, 0), (t.kind == TargetKind.AGENCY, 1), else_=2)
    aimed = (
        select(f.id).join(t, t.form_id == f.id).where(here, *is_open)
        .order_by(width, f.opened_at.desc(), f.id).limit(1).correlate(s, a).scalar_subquery()
    )  # fmt: skip
    shipped = (
        select(f.id).where(f.code == COUNTER.code, f.agency_id.is_(None), *is_open)
        .order_by(f.version.desc()).limit(1).scalar_subquery()
    )  # fmt: skip
    return func.coalesce(aimed, shipped)


def find_open_point(ctx: Context, code: str) -> OpenPoint | None:
    """The service point of a printed code when ratings are taken there now, with the questions asked; else None."""
    values = {"now": ctx.now, "point_code": code.strip().upper()}
    row = ctx.session.connection().execute(_open_point(), values).one_or_none()
    return OpenPoint(*row) if row is not None and row.form_id is not None else None


@cache
def _open_point() -> Select[*tuple[Any, ...]]:
    s, a = ServicePoint, Agency
    return (
        select(s.id, s.agency_id, _form_in_force().label("form_id"))
        .join(a, a.id == s.agency_id)
        .where(s.code == bindparam("point_code"), s.active, a.valid_to.is_(None))
    )


def get_form(ctx: Context, form_id: uuid.UUID) -> QuestionSet:
    """A question set by id. Raises NotFound."""
    form = _form(ctx, form_id)
    if form is None:
        raise NotFound
    return form


_FORM = (SurveyForm.id, SurveyForm.code, SurveyForm.version, SurveyForm.content)


def _form(ctx: Context, form_id: Any) -> QuestionSet | None:
    row = ctx.session.execute(select(*_FORM).where(SurveyForm.id == form_id)).one_or_none()
    return _read(row) if row is not None else None


def _read(row: Any) -> QuestionSet:
    return read_document(row.content, form_id=row.id, code=row.code, version=row.version)[0]


def lock_answer(ctx: Context, answer_id: uuid.UUID) -> LockedAnswer:
    """Lock one answer for a change. Raises NotFound."""
    a = SurveyAnswer
    row = ctx.session.execute(
        select(
            a.id,
            a.form_id,
            a.agency_id,
            a.service_point_id,
            a.hour,
            a.overall,
            a.details,
            a.comment_state,
            a.validity,
            a.batch_id,
            a.comment_sealed,
        )
        .where(a.id == answer_id)
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFound
    return LockedAnswer(*row)


def point_summaries(ctx: Context, agency_id: uuid.UUID) -> Sequence[PointSummary]:
    """What was published of the agency's service points in the months that pages show. One statement."""
    return [PointSummary(point, tally) for point, tally in by_point(published_cells(ctx, agency_id)).items()]


def question_tallies(
    ctx: Context, agency_id: uuid.UUID, period: Period
) -> Mapping[tuple[uuid.UUID, str, Validity], Tally]:
    """Counts by service point, question and validity over a period. One statement."""
    d = SurveyDay
    rows = ctx.session.execute(
        select(d.service_point_id, d.question, d.validity, *_SUMS)
        .where(d.agency_id == agency_id, d.day.between(period.since, period.until))
        .group_by(d.service_point_id, d.question, d.validity)
    )
    return {(row[0], row[1], row[2]): _tally(row[3:]) for row in rows}


def cell_tallies(ctx: Context, agency_id: uuid.UUID, period: Period) -> Mapping[str, Tally]:
    """Valid answers by cell (`surveys.forms`) over a period, all service points together. One statement."""
    d = SurveyDay
    rows = ctx.session.execute(
        select(d.question, *_SUMS)
        .where(d.agency_id == agency_id, d.day.between(period.since, period.until), d.validity == Validity.VALID)
        .group_by(d.question)
    )
    return {row[0]: _tally(row[1:]) for row in rows}


def daily_tallies(
    ctx: Context, agency_id: uuid.UUID, period: Period, *, service_point_id: uuid.UUID | None = None
) -> Sequence[tuple[date, Tally]]:
    """Valid overall ratings day by day, of the agency or of one service point."""
    d = SurveyDay
    statement = (
        select(d.day, *_SUMS)
        .where(d.agency_id == agency_id, d.question == OVERALL, d.validity == Validity.VALID)
        .where(d.day.between(period.since, period.until))
        .group_by(d.day)
        .order_by(d.day)
    )
    if service_point_id is not None:
        statement = statement.where(d.service_point_id == service_point_id)
    return [(row[0], _tally(row[1:])) for row in ctx.session.execute(statement)]


def daily_by_point(
    ctx: Context, agency_id: uuid.UUID, period: Period
) -> Sequence[tuple[uuid.UUID, date, Tally]]:  # fmt: skip
    """Valid overall ratings of each service point, day by day. One statement."""
    d = SurveyDay
    rows = ctx.session.execute(
        select(d.service_point_id, d.day, *_COUNTS)
        .where(d.agency_id == agency_id, d.question == OVERALL, d.validity == Validity.VALID)
        .where(d.day.between(period.since, period.until))
        .order_by(d.day, d.service_point_id)
    )
    return [(row[0], row[1], _tally(row[2:])) for row in rows]


_COUNTS = tuple(getattr(SurveyDay, name) for name in ("c0", "c1", "c2", "c3", "c4", "c5"))
_SUMS = tuple(func.sum(getattr(SurveyDay, name)) for name in ("c0", "c1", "c2", "c3", "c4", "c5"))


def _tally(numbers: Sequence[Any]) -> Tally:
    c0, c1, c2, c3, c4, c5 = (int(number) for number in numbers)
    return Tally((c0, c1, c2, c3, c4, c5))
