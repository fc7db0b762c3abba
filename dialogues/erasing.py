"""Whoever sent a question takes back their name, or the question itself while nobody has made it public."""

from __future__ import annotations

import uuid

from sqlalchemy import select, update

from casework.erasures.holds import refuse_if_held
from casework.erasures.shredding import shred_case
from casework.erasures.states import Erased
from casework.identity import erase_identity
from core import audit
from core.context import Context
from core.errors import NotFound
from dialogues.models import Question
from dialogues.questions import CASE_TYPE
from dialogues.states import QuestionState


def erase_question(ctx: Context, question_id: uuid.UUID, *, words: bool) -> bool:
    """The sender erases name and phone, and with `words` what they wrote too; gives whether there was anything.

    What the secretary took into the dialogue is another wording, without names; it is public and stays. A question
    nobody has read yet is not put any more. The web layer has checked the access code. Raises NotFound, CaseHeld.
    91/2025/QH15 art. 4, 9.
    """
    question = lock_question(ctx, question_id)
    refuse_if_held(ctx, question_id)
    if words:
        done = shred_case(ctx, question_id, case_type=CASE_TYPE, what=Erased.OPINION)
        withdraw_unread(ctx, question)
    else:
        done = erase_identity(ctx, question_id, case_type=CASE_TYPE)
    if done:
        audit.record(
            ctx, agency_id=question.agency_id, action="dialogue:question:erase", subject_type=CASE_TYPE,
            subject_id=question_id,
        )  # fmt: skip
    return done


def lock_question(ctx: Context, question_id: uuid.UUID) -> Question:
    """The question, held until the transaction ends. Raises NotFound."""
    statement = select(Question).where(Question.id == question_id).with_for_update()
    found = ctx.session.execute(statement).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def withdraw_unread(ctx: Context, question: Question) -> None:
    """A question whose words are gone leaves the secretary's list."""
    if question.state is QuestionState.RECEIVED:
        values = {"state": QuestionState.DECLINED, "answered_at": ctx.now, "version": question.version + 1}
        ctx.session.execute(update(Question).where(Question.id == question.id).values(**values))
