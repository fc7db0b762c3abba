"""The versions of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select

from casework.sealing import CaseKey, open_case_key
from core.context import Context
from feedback.models import PetitionAnswer
from feedback.states import AnswerState, Outcome


@dataclass(frozen=True, slots=True)
class Answer:
    """A version, opened. `public_text` is the redacted one; published once the version is approved."""

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


def answer_part(number: int, what: str) -> str:
    """What a sealed text of a version is bound to."""
    return f"answer:{number}:{what}"


def list_answers(ctx: Context, petition_id: UUID) -> Sequence[Answer]:
    """All versions, newest first. The caller has decided that the reader may."""
    rows = ctx.session.execute(_answers(petition_id)).scalars().all()
    if not rows:
        return []
    key = open_case_key(ctx, petition_id)
    return [_opened(key, row) for row in rows]


def latest_answer(ctx: Context, petition_id: UUID) -> Answer | None:
    """The newest version."""
    row = ctx.session.execute(_answers(petition_id).limit(1)).scalar_one_or_none()
    return _opened(open_case_key(ctx, petition_id), row) if row else None


def approved_answer(ctx: Context, petition_id: UUID) -> Answer | None:
    """The newest approved version: the one the sender reads."""
    statement = _answers(petition_id).where(PetitionAnswer.state == AnswerState.APPROVED).limit(1)
    row = ctx.session.execute(statement).scalar_one_or_none()
    return _opened(open_case_key(ctx, petition_id), row) if row else None


def _answers(petition_id: UUID) -> Select[PetitionAnswer]:
    a = PetitionAnswer
    return select(a).where(a.petition_id == petition_id).order_by(a.number.desc())


def _opened(key: CaseKey, row: PetitionAnswer) -> Answer:
    def text(sealed: bytes | None, what: str) -> str:
        return key.open_text(sealed, part=answer_part(row.number, what)) if sealed else ""

    return Answer(
        id=row.id, number=row.number, state=row.state, outcome=row.outcome, text=text(row.sealed_text, "text"),
        public_text=text(row.sealed_public_text, "public"), author_id=row.author_id, written_at=row.written_at,
        decided_by=row.decided_by, decided_at=row.decided_at, comment=text(row.sealed_comment, "comment"),
    )  # fmt: skip
