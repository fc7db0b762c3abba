"""The versions of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row, Table, bindparam, select

from casework.sealing import CaseKey, open_case_key
from core.context import Context
from core.db import fetch
from feedback.models import PetitionAnswer
from feedback.states import AnswerState, Outcome


@dataclass(frozen=True, slots=True)
class Answer:
    """A version, opened. `public_text`: what other people linked to it read; it is not published."""

    id: UUID
    number: int
    state: AnswerState
    outcome: Outcome
    text: str
    public_text: str
    author_id: UUID
    written_at: datetime
    decided_by: UUID | None
    decided_at: datetime | None
    comment: str


_ANSWERS = (
    select(cast(Table, PetitionAnswer.__table__))
    .where(PetitionAnswer.petition_id == bindparam("petition_id"))
    .order_by(PetitionAnswer.number.desc())
)
_LATEST = _ANSWERS.limit(1)
_APPROVED = _ANSWERS.where(PetitionAnswer.state == AnswerState.APPROVED).limit(1)


def answer_part(number: int, what: str) -> str:
    """What a sealed text of a version is bound to."""
    return f"answer:{number}:{what}"


def list_answers(ctx: Context, petition_id: UUID) -> Sequence[Answer]:
    """All versions, newest first. The caller has decided that the reader may."""
    rows = fetch(ctx.session, _ANSWERS, petition_id=petition_id).all()
    if not rows:
        return []
    key = open_case_key(ctx, petition_id)
    return [_opened(key, row) for row in rows]


def latest_answer(ctx: Context, petition_id: UUID) -> Answer | None:
    """The newest version."""
    row = fetch(ctx.session, _LATEST, petition_id=petition_id).one_or_none()
    return _opened(open_case_key(ctx, petition_id), row) if row else None


def approved_answer(ctx: Context, petition_id: UUID, *, key: CaseKey | None = None) -> Answer | None:
    """The newest approved version: the one the sender reads."""
    row = fetch(ctx.session, _APPROVED, petition_id=petition_id).one_or_none()
    return _opened(key or open_case_key(ctx, petition_id), row) if row else None


def _opened(key: CaseKey, row: Row[Any]) -> Answer:
    def text(sealed: bytes | None, what: str) -> str:
        return key.open_text(sealed, part=answer_part(row.number, what)) if sealed else ""

    return Answer(
        id=row.id, number=row.number, state=row.state, outcome=row.outcome, text=text(row.sealed_text, "text"),
        public_text=text(row.sealed_public_text, "public"), author_id=row.author_id, written_at=row.written_at,
        decided_by=row.decided_by, decided_at=row.decided_at, comment=text(row.sealed_comment, "comment"),
    )  # fmt: skip
