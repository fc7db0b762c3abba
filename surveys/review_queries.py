"""What the survey manager reviews: comments, and answers that are counted apart."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from core.clock import local_date
from core.context import Context
from core.paging import Page, PageRequest, keyset, take
from surveys.models import DOUBTFUL, SurveyAnswer
from surveys.states import CommentState, Validity


@dataclass(frozen=True, slots=True)
class ReviewedComment:
    """A comment that officials may read."""

    service_point_id: uuid.UUID
    day: date
    overall: int
    text: str


def list_comments(ctx: Context, agency_id: uuid.UUID, *, page: PageRequest) -> Page[ReviewedComment]:
    """Comments that were read and may be shown to officials, newest first."""
    a = SurveyAnswer
    statement = select(a.service_point_id, a.hour, a.overall, a.comment_text, a.id).where(
        a.agency_id == agency_id, a.comment_state.in_((CommentState.SHOWN, CommentState.PUBLISHED))
    )
    rows = ctx.session.execute(keyset(statement, [a.hour, a.id], page, descending=True)).all()
    found = take(rows, page, key=lambda row: (row.hour, row.id))
    return found.map(
        lambda row: ReviewedComment(row.service_point_id, local_date(row.hour), row.overall, row.comment_text)
    )


def count_waiting_comments(ctx: Context, agency_ids: Sequence[uuid.UUID], *, at_most: int = 100) -> int:
    """How many comments wait to be read, counted up to a limit."""
    a = SurveyAnswer
    waiting = (
        select(a.id)
        .where(a.agency_id.in_(agency_ids), a.comment_state == CommentState.WAITING)
        .limit(at_most)
        .subquery()
    )
    return ctx.session.scalar(select(func.count()).select_from(waiting)) or 0


@dataclass(frozen=True, slots=True)
class DoubtfulHour:
    """Answers of one counter and hour that are suspect or left out, and why."""

    service_point_id: uuid.UUID
    hour: datetime
    validity: Validity
    reason: str
    answers: int


def list_doubtful(ctx: Context, agency_ids: Sequence[uuid.UUID], *, limit: int = 50) -> Sequence[DoubtfulHour]:
    """What is counted apart at these agencies, the newest first."""
    a = SurveyAnswer
    parts = (a.service_point_id, a.hour, a.validity, a.validity_reason)
    doubted = (a.agency_id.in_(agency_ids), DOUBTFUL)
    # So many hours hold at least so many lines: what lies before them need not be read.
    newest = select(a.hour).where(*doubted).distinct().order_by(a.hour.desc()).limit(limit).subquery()
    rows = ctx.session.execute(
        select(*parts, func.count())
        .where(*doubted, a.hour >= select(func.min(newest.c.hour)).scalar_subquery())
        .group_by(*parts)
        .order_by(a.hour.desc(), a.service_point_id)
        .limit(limit)
    )
    return [DoubtfulHour(*row) for row in rows]
