"""Writes of questions sent before a dialogue."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import insert, select, update

from agencies.queries import get_card
from casework.identity import Identity, keep_identity
from casework.numbers import IssuedCase, issue_case
from casework.sealing import new_case_key, open_text
from core import audit
from core.context import Context
from core.errors import NotFound, StaleVersion
from core.ids import random_id
from dialogues.commands import AskQuestion
from dialogues.errors import QuestionsClosed
from dialogues.models import Dialogue, Question
from dialogues.policies import can_manage, require
from dialogues.states import QUESTION, DialogueState, QuestionAct, QuestionState

CASE_TYPE = "question"
PART = "question"


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """What the citizen keeps."""

    question_id: uuid.UUID
    issued: IssuedCase


def ask_question(ctx: Context, command: AskQuestion) -> AskedQuestion:
    """Take a question: text and sender sealed, a number and an access code given. Raises QuestionsClosed."""
    d = Dialogue
    row = ctx.session.execute(
        select(d.agency_id, d.state, d.starts_at).where(d.id == command.dialogue_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    if row.state is not DialogueState.ANNOUNCED or ctx.now >= row.starts_at:
        raise QuestionsClosed
    question_id = random_id()
    key = new_case_key(ctx, question_id)
    ctx.session.execute(
        insert(Question).values(
            id=question_id,
            dialogue_id=command.dialogue_id,
            agency_id=row.agency_id,
            state=QuestionState.RECEIVED,
            sealed_text=key.seal_text(command.text, part=PART),
            text=None,
            answer="",
            notice_version=command.notice_version,
            received_at=ctx.now,
            version=1,
        )
    )
    keep_identity(ctx, key, Identity(name=command.name, phone=command.phone))
    code = get_card(ctx, row.agency_id).code
    issued = issue_case(ctx, agency_code=code, case_type=CASE_TYPE, case_id=question_id)
    _audit(ctx, row.agency_id, question_id, "ask")
    return AskedQuestion(question_id, issued)


def read_sealed(ctx: Context, question_id: uuid.UUID) -> str:
    """The text of a question, for the secretary, inside `transaction()`: each reading is audited."""
    question = _lock(ctx, question_id, None)
    require(can_manage(ctx.actor, question.agency_id))
    _audit(ctx, question.agency_id, question_id, "read")
    return question.text if question.text is not None else _opened(ctx, question)


def accept_question(ctx: Context, question_id: uuid.UUID, *, version: int, text: str) -> None:
    """Take it into the dialogue, in the wording that may be shown (names taken out)."""
    question = _lock(ctx, question_id, version)
    require(can_manage(ctx.actor, question.agency_id))
    target = QUESTION.target(question.state, QuestionAct.ACCEPT)
    _change(ctx, question, state=target, text=text, sealed_text=None)
    _audit(ctx, question.agency_id, question_id, "accept")


def answer_question(ctx: Context, question_id: uuid.UUID, *, version: int, answer: str) -> None:
    """Record the answer given; it is public with the question."""
    question = _lock(ctx, question_id, version)
    require(can_manage(ctx.actor, question.agency_id))
    target = QUESTION.target(question.state, QuestionAct.ANSWER)
    _change(ctx, question, state=target, answer=answer, answered_at=ctx.now)
    _audit(ctx, question.agency_id, question_id, "answer")


def decline_question(ctx: Context, question_id: uuid.UUID, *, version: int, reason: str) -> None:
    """Leave it out, with a reason that only its sender reads."""
    question = _lock(ctx, question_id, version)
    require(can_manage(ctx.actor, question.agency_id))
    target = QUESTION.target(question.state, QuestionAct.DECLINE)
    _change(ctx, question, state=target, answer=reason, answered_at=ctx.now)
    _audit(ctx, question.agency_id, question_id, "decline")


def _lock(ctx: Context, question_id: uuid.UUID, version: int | None) -> Question:
    statement = select(Question).where(Question.id == question_id).with_for_update()
    found = ctx.session.execute(statement).scalar_one_or_none()
    if found is None:
        raise NotFound
    if version is not None and found.version != version:
        raise StaleVersion
    return found


def _opened(ctx: Context, question: Question) -> str:
    if question.sealed_text is None:
        return ""
    return open_text(ctx, question.id, question.sealed_text, part=PART)


def _change(ctx: Context, question: Question, **values: object) -> None:
    statement = update(Question).where(Question.id == question.id)
    ctx.session.execute(statement.values(version=question.version + 1, **values))


def _audit(ctx: Context, agency_id: uuid.UUID, question_id: uuid.UUID, verb: str) -> None:
    audit.record(
        ctx, agency_id=agency_id, action=f"dialogue:question:{verb}", subject_type=CASE_TYPE, subject_id=question_id
    )
