"""Tables of dialogues."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from dialogues.states import (
    CommitmentAct,
    CommitmentState,
    DialogueForm,
    DialogueKind,
    DialogueState,
    QuestionState,
)


class Dialogue(Model):
    """A leader–citizen dialogue (hội nghị trao đổi, đối thoại). Law 10/2022 art. 32, Law 72/2025 art. 43."""

    __tablename__ = "dialogue"
    __table_args__ = (
        one_of("kind", DialogueKind),
        one_of("form", DialogueForm),
        one_of("state", DialogueState),
        CheckConstraint("(state = 'draft') OR (announced_at IS NOT NULL) OR (state = 'cancelled')", name="announced"),
        CheckConstraint("(state != 'concluded') OR (concluded_at IS NOT NULL)", name="concluded"),
        Index("ix_dialogue_agency_starts", "agency_id", "starts_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    kind: Mapped[DialogueKind] = mapped_column(EnumText(DialogueKind))
    form: Mapped[DialogueForm] = mapped_column(EnumText(DialogueForm))
    state: Mapped[DialogueState] = mapped_column(EnumText(DialogueState))
    title: Mapped[str] = mapped_column(String(200))
    topics: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(String(300))
    how_to_join: Mapped[str] = mapped_column(Text)
    host: Mapped[str] = mapped_column(String(200))
    co_host: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    created_at: Mapped[datetime]
    announced_at: Mapped[datetime | None]
    postponed_reason: Mapped[str] = mapped_column(Text, default="")
    results_due_at: Mapped[datetime | None]
    concluded_at: Mapped[datetime | None]
    conclusions: Mapped[str] = mapped_column(Text, default="")
    attendance: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)


class Question(Model):
    """A question sent before the dialogue; sealed until the secretary has read it, the sender stays sealed."""

    __tablename__ = "dialogue_question"
    __table_args__ = (
        one_of("state", QuestionState),
        CheckConstraint("(sealed_text IS NULL) != (text IS NULL)", name="one_text"),
        Index("ix_dialogue_question_dialogue_state", "dialogue_id", "state", "received_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    dialogue_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dialogue.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    state: Mapped[QuestionState] = mapped_column(EnumText(QuestionState))
    sealed_text: Mapped[bytes | None] = mapped_column(LargeBinary)
    text: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")
    notice_version: Mapped[str] = mapped_column(String(20))
    received_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class Commitment(Model):
    """A promise made in public (cam kết, việc đã hứa): what, who, by when, and what became of it."""

    __tablename__ = "commitment"
    __table_args__ = (
        one_of("state", CommitmentState),
        Index("ix_commitment_agency_due", "agency_id", "due_on", "id"),
        Index("ix_commitment_dialogue", "dialogue_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    dialogue_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("dialogue.id"))
    state: Mapped[CommitmentState] = mapped_column(EnumText(CommitmentState))
    text: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date]
    promised_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class CommitmentStep(Model):
    """What someone said of a promise, kept for ever: claim beside verification."""

    __tablename__ = "commitment_step"
    __table_args__ = (
        one_of("act", CommitmentAct),
        Index("ix_commitment_step_commitment", "commitment_id", "at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    commitment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("commitment.id"))
    act: Mapped[CommitmentAct] = mapped_column(EnumText(CommitmentAct))
    note: Mapped[str] = mapped_column(Text)
    by_board: Mapped[bool]
    at: Mapped[datetime]
