"""Reads of comments: those that wait, those that others read, those that everybody reads."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from core.clock import local_date, start_of_day
from core.context import Context
from core.errors import Forbidden, NotFound
from surveys.models import SurveyAnswer
from surveys.policies import can_review_comments
from surveys.states import COMMENT_MACHINE, CommentAct, CommentState

_MOST_PUBLISHED = 30
_COLUMNS = (
    SurveyAnswer.id, SurveyAnswer.agency_id, SurveyAnswer.service_point_id, SurveyAnswer.hour, SurveyAnswer.overall,
    SurveyAnswer.comment_state, SurveyAnswer.comment_sealed, SurveyAnswer.comment_text,
)  # fmt: skip
PURPOSE = "survey:comment"


@dataclass(frozen=True, slots=True)
class OpenComment:
    """A comment as its reader sees it: its own words, and what others read of it by now."""

    answer_id: uuid.UUID
    agency_id: uuid.UUID
    service_point_id: uuid.UUID
    day: date
    overall: int
    state: CommentState
    text: str
    shown: str | None

    @property
    def acts(self) -> Sequence[CommentAct]:
        """What can be done with it now."""
        return tuple(COMMENT_MACHINE.acts_from(self.state))


@dataclass(frozen=True, slots=True)
class PublishedComment:
    """What is left of a comment: at which service point, in which month."""

    service_point_id: uuid.UUID
    month: date
    text: str


def get_comment(ctx: Context, answer_id: uuid.UUID) -> OpenComment:
    """A comment in its own words, for the survey manager. Raises NotFound, also where the reader may not."""
    a = SurveyAnswer
    row = ctx.session.execute(select(*_COLUMNS).where(a.id == answer_id, a.comment_state.is_not(None))).one_or_none()
    if row is None or not can_review_comments(ctx.actor, agency_id=row.agency_id):
        raise NotFound
    return _open(ctx, row)


def list_by_state(
    ctx: Context, agency_ids: Sequence[uuid.UUID], state: CommentState, *, limit: int = 20
) -> Sequence[OpenComment]:
    """Comments of the agencies where the viewer is survey manager: those that wait oldest first, others newest first.

    Raises Forbidden where the viewer may not.
    """
    if any(not can_review_comments(ctx.actor, agency_id=agency_id) for agency_id in agency_ids):
        raise Forbidden
    a = SurveyAnswer
    hour = a.hour if state is CommentState.WAITING else a.hour.desc()
    rows = ctx.session.execute(
        select(*_COLUMNS).where(a.agency_id.in_(agency_ids), a.comment_state == state).order_by(hour, a.id).limit(limit)
    )
    return [_open(ctx, row) for row in rows]


def _open(ctx: Context, row: Any) -> OpenComment:
    text = ctx.keys.open(PURPOSE, row.comment_sealed, bound_to=row.id.bytes).decode()
    return OpenComment(
        row.id, row.agency_id, row.service_point_id, local_date(row.hour), row.overall, row.comment_state, text,
        row.comment_text,
    )  # fmt: skip


def list_published(ctx: Context, agency_id: uuid.UUID, *, since: date, before: date) -> Sequence[PublishedComment]:
    """What everybody may read of comments of closed months, in no order that tells when they were written."""
    a = SurveyAnswer
    rows = ctx.session.execute(
        select(a.service_point_id, a.hour, a.comment_text, a.id)
        .where(a.agency_id == agency_id, a.comment_state == CommentState.PUBLISHED)
        .where(a.hour >= start_of_day(since), a.hour < start_of_day(before))
        .order_by(a.hour.desc(), a.id)
        .limit(_MOST_PUBLISHED)
    )
    found = [(_month(row.hour), row.id, row.service_point_id, row.comment_text) for row in rows]
    return [PublishedComment(point, month, text) for month, _, point, text in sorted(found, key=lambda one: one[:2])]


def _month(moment: datetime) -> date:
    return local_date(moment).replace(day=1)
