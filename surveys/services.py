"""Writes of surveys apart from the hot path (`surveys.ingest`)."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from sqlalchemy import select, update

from core import audit
from core.clock import local_date
from core.context import Context
from core.errors import Forbidden, NotFound
from surveys import summaries
from surveys.commands import COMMENT_LIMIT, AddDetails, MarkAnswers, ReviewComment
from surveys.errors import CommentTextMissing, CommentTooLong, DetailsAlreadyGiven, ReasonMissing, ValueUnknown
from surveys.forms import OVERALL, QuestionSet
from surveys.ingest import coarse
from surveys.models import SurveyAnswer
from surveys.policies import can_review_comments
from surveys.queries import get_form, lock_answer
from surveys.states import COMMENT_MACHINE, CommentAct, CommentState, Validity

COMMENT_PURPOSE = "survey:comment"


def add_details(ctx: Context, command: AddDetails) -> None:
    """Add the optional second page to an answer, once, before the answer is closed into a batch.

    Raises NotFound, DetailsAlreadyGiven, ValueUnknown, CommentTooLong.
    """
    if len(command.comment) > COMMENT_LIMIT:
        raise CommentTooLong(limit=COMMENT_LIMIT)
    answer = lock_answer(ctx, command.answer_id)
    if answer.details is not None or answer.batch_id is not None:
        raise DetailsAlreadyGiven
    _check_values(get_form(ctx, answer.form_id), command.values)
    changes: dict[str, Any] = {"details": command.values}
    if command.comment:
        sealed = ctx.keys.seal(COMMENT_PURPOSE, command.comment.encode(), bound_to=command.answer_id.bytes)
        changes |= {
            "comment_sealed": sealed, "comment_digest": hashlib.sha256(sealed).digest(),
            "comment_state": CommentState.WAITING,
        }  # fmt: skip
    ctx.session.execute(update(SurveyAnswer).where(SurveyAnswer.id == command.answer_id).values(changes))
    counts: summaries.Counts = {}
    for key, value in command.values.items():
        cell = summaries.Cell(answer.service_point_id, local_date(answer.hour), key, answer.validity, answer.agency_id)
        summaries.count(counts, cell, value)
    summaries.add(ctx.session, counts)


def _check_values(form: QuestionSet, values: dict[str, int]) -> None:
    known = {question.key: question for question in form.optional}
    for key, value in values.items():
        if key not in known or not 0 <= value <= known[key].top:
            raise ValueUnknown(field=key)


def review_comment(ctx: Context, command: ReviewComment) -> None:
    """Decide whether officials may read a comment, and in which words. The sealed original stays.

    Raises NotFound, Forbidden, TransitionNotAllowed, CommentTextMissing.
    """
    answer = lock_answer(ctx, command.answer_id)
    if answer.comment_state is None:
        raise NotFound
    if not can_review_comments(ctx.actor, agency_id=answer.agency_id):
        raise Forbidden
    state = COMMENT_MACHINE.target(answer.comment_state, command.act)
    if command.act is CommentAct.SHOW and not command.text:
        raise CommentTextMissing
    shown = command.text if command.act is CommentAct.SHOW else None
    ctx.session.execute(
        update(SurveyAnswer).where(SurveyAnswer.id == command.answer_id).values(comment_state=state, comment_text=shown)
    )
    audit.record(
        ctx, agency_id=answer.agency_id, action=f"surveys:comment:{command.act.value}", subject_type="survey_answer",
        subject_id=command.answer_id,
    )  # fmt: skip


def mark_answers(ctx: Context, command: MarkAnswers) -> int:
    """Move the answers of one service point and hour to another validity; gives how many moved.

    Nothing is deleted: what was left out is counted apart, with its reason. Raises NotFound, Forbidden, ReasonMissing.
    """
    if command.validity is not Validity.VALID and not command.reason.strip():
        raise ReasonMissing
    a = SurveyAnswer
    here = (a.service_point_id == command.service_point_id, a.hour == coarse(command.hour))
    rows = ctx.session.execute(
        select(a.id, a.agency_id, a.hour, a.overall, a.details, a.validity)
        .where(*here, a.validity != command.validity)
        .order_by(a.id)
        .with_for_update()
    ).all()
    if not rows:
        raise NotFound
    if not can_review_comments(ctx.actor, agency_id=rows[0].agency_id):
        raise Forbidden
    before: summaries.Counts = {}
    after: summaries.Counts = {}
    for row in rows:
        for question, value in {OVERALL: row.overall, **(row.details or {})}.items():
            cell = summaries.Cell(command.service_point_id, local_date(row.hour), question, row.validity, row.agency_id)
            summaries.count(before, cell, value)
            summaries.count(after, cell._replace(validity=command.validity), value)
    summaries.take_away(ctx.session, before)
    summaries.add(ctx.session, after)
    reason = "" if command.validity is Validity.VALID else command.reason.strip()
    ctx.session.execute(
        update(a).where(*here, a.validity != command.validity)
        .values(validity=command.validity, validity_reason=reason)
    )  # fmt: skip
    audit.record(
        ctx, agency_id=rows[0].agency_id, action=f"surveys:answers:{command.validity.value}",
        subject_type="service_point", subject_id=command.service_point_id, hour=coarse(command.hour).isoformat(),
        answers=len(rows), reason=reason,
    )  # fmt: skip
    return len(rows)


def open_comment(ctx: Context, answer_id: uuid.UUID, sealed: bytes) -> str:
    """The words of a sealed comment. The caller has checked who reads."""
    return ctx.keys.open(COMMENT_PURPOSE, sealed, bound_to=answer_id.bytes).decode()
