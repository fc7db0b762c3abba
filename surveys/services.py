"""Writes of surveys apart from the hot path (`surveys.ingest`)."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import update

from core import audit
from core.clock import local_date
from core.context import Context
from core.errors import Forbidden, NotFound
from surveys import summaries
from surveys.answering import asked_of
from surveys.commands import COMMENT_LIMIT, TEXT_LIMIT, AddDetails, MarkAnswers, ReviewComment
from surveys.comments.covering import cut, in_words, left_open, says_something, spans_of
from surveys.errors import (
    CommentTextMissing,
    CommentTooLong,
    DetailsAlreadyGiven,
    ReasonMissing,
    StillPrivate,
    ValueUnknown,
)
from surveys.forms import OVERALL, QuestionSet, cells_of
from surveys.marking import LOOKED_AT, agency_of_hour, move_answers
from surveys.models import SurveyAnswer
from surveys.policies import can_review_comments
from surveys.queries import get_form, lock_answer
from surveys.states import COMMENT_MACHINE, CommentAct, CommentState, QuestionKind, Validity

COMMENT_PURPOSE = "survey:comment"


def add_details(ctx: Context, command: AddDetails) -> None:
    """Add what came after the faces to an answer, once, before the answer is closed into a batch.

    Answers to questions that were not asked of this person (skip logic) are left out.
    Raises NotFound, DetailsAlreadyGiven, ValueUnknown, CommentTooLong.
    """
    answer = lock_answer(ctx, command.answer_id)
    if answer.details is not None or answer.batch_id is not None:
        raise DetailsAlreadyGiven
    form = get_form(ctx, answer.form_id)
    _check(form, command)
    asked = {question.key for question in asked_of(form, {**command.values, OVERALL: answer.overall})}
    values = {key: value for key, value in command.values.items() if key in asked}
    comment = _in_words(form, {key: text for key, text in command.texts.items() if key in asked}, command.comment)
    changes: dict[str, Any] = {"details": values}
    if comment:
        sealed = ctx.keys.seal(COMMENT_PURPOSE, comment.encode(), bound_to=command.answer_id.bytes)
        changes |= {
            "comment_sealed": sealed, "comment_digest": hashlib.sha256(sealed).digest(),
            "comment_state": CommentState.WAITING,
        }  # fmt: skip
    ctx.session.execute(update(SurveyAnswer).where(SurveyAnswer.id == command.answer_id).values(changes))
    counts: summaries.Counts = {}
    for name, value in cells_of(form, values):
        cell = summaries.Cell(answer.service_point_id, local_date(answer.hour), name, answer.validity, answer.agency_id)
        summaries.count(counts, cell, value)
    summaries.add(ctx.session, counts)


def _check(form: QuestionSet, command: AddDetails) -> None:
    if len(command.comment) > COMMENT_LIMIT:
        raise CommentTooLong(limit=COMMENT_LIMIT)
    known = {question.key: question for question in form.optional}
    for key, value in command.values.items():
        if key not in known or not known[key].takes(value):
            raise ValueUnknown(field=key)
    for key, text in command.texts.items():
        if key not in known or known[key].kind is not QuestionKind.TEXT:
            raise ValueUnknown(field=key)
        if len(text) > TEXT_LIMIT:
            raise CommentTooLong(limit=TEXT_LIMIT)


def _in_words(form: QuestionSet, texts: Mapping[str, str], comment: str) -> str:
    """Answers in words join the comment: somebody reads them before others do, for the same reason."""
    lines = [f"{question.text} {texts[question.key]}" for question in form.optional if texts.get(question.key)]
    return "\n".join([*lines, comment] if comment else lines)


def review_comment(ctx: Context, command: ReviewComment) -> None:
    """Decide whether nobody else, officials or everybody may read a comment, what is covered left out of it.

    The words stay as they were written, and the sealed original stays. Raises NotFound, Forbidden,
    TransitionNotAllowed, CommentTextMissing, StillPrivate.
    """
    answer = lock_answer(ctx, command.answer_id)
    if answer.comment_state is None:
        raise NotFound
    if not can_review_comments(ctx.actor, agency_id=answer.agency_id):
        raise Forbidden
    state = COMMENT_MACHINE.target(answer.comment_state, command.act)
    shown = None if command.act is CommentAct.HIDE else _covered(ctx, command, answer.comment_sealed)
    ctx.session.execute(
        update(SurveyAnswer).where(SurveyAnswer.id == command.answer_id).values(comment_state=state, comment_text=shown)
    )
    audit.record(
        ctx, agency_id=answer.agency_id, action=f"surveys:comment:{command.act.value}", subject_type="survey_answer",
        subject_id=command.answer_id,
    )  # fmt: skip


def _covered(ctx: Context, command: ReviewComment, sealed: bytes | None) -> str:
    text = open_comment(ctx, command.answer_id, sealed or b"")
    spans = spans_of(text, command.spans, command.phrases)
    pieces = cut(text, spans)
    if not says_something(pieces):
        raise CommentTextMissing
    if command.act is CommentAct.PUBLISH and not command.sure and left_open(text, spans):
        raise StillPrivate
    return in_words(pieces)


def mark_answers(ctx: Context, command: MarkAnswers) -> int:
    """Move the answers of one service point and hour to another validity; gives how many moved.

    Nothing is deleted: what was left out is counted apart, with its reason. Raises NotFound, Forbidden, ReasonMissing.
    """
    if command.validity is not Validity.VALID and not command.reason.strip():
        raise ReasonMissing
    agency_id = agency_of_hour(ctx, command.service_point_id, command.hour)
    if not can_review_comments(ctx.actor, agency_id=agency_id):
        raise Forbidden
    reason = LOOKED_AT if command.validity is Validity.VALID else command.reason.strip()
    moved = move_answers(ctx, command.service_point_id, command.hour, command.validity, reason)
    if not moved:
        raise NotFound
    return moved


def open_comment(ctx: Context, answer_id: uuid.UUID, sealed: bytes) -> str:
    """The words of a sealed comment. The caller has checked who reads."""
    return ctx.keys.open(COMMENT_PURPOSE, sealed, bound_to=answer_id.bytes).decode()
