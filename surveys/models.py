"""Tables of surveys."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, SmallInteger, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from surveys.states import Channel, CommentState, QuestionKind, Validity

NOT_BATCHED = text("batch_id IS NULL")
COMMENTED = text("comment_state IS NOT NULL")


class SurveyForm(Model):
    """phiếu khảo sát: one version of a named question set; never edited after `opened_at`."""

    __tablename__ = "survey_form"
    __table_args__ = (Index("uq_survey_form_version", "code", "version", unique=True),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class SurveyQuestion(Model):
    """câu hỏi: a question of one version. `confidential`: read by the head and the inspection only."""

    __tablename__ = "survey_question"
    __table_args__ = (
        one_of("kind", QuestionKind),
        Index("uq_survey_question_position", "form_id", "position", unique=True),
    )

    form_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey_form.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[QuestionKind] = mapped_column(EnumText(QuestionKind))
    text: Mapped[str] = mapped_column(String(300))
    short: Mapped[str] = mapped_column(String(80))
    confidential: Mapped[bool]


class SurveyBatch(Model):
    """Answers closed together: the audit chain holds one link with the hash over all their leaves."""

    __tablename__ = "survey_batch"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    closed_at: Mapped[datetime]
    answers: Mapped[int]
    root: Mapped[bytes] = mapped_column(LargeBinary(32))


class SurveyAnswer(Model):
    """phiếu trả lời: apart from anything that could name the person: random id, the hour only, no address.

    `details` holds the values of the optional second page by question key (0: not applicable).
    """

    __tablename__ = "survey_answer"
    __table_args__ = (
        one_of("channel", Channel),
        one_of("validity", Validity),
        one_of("comment_state", CommentState),
        CheckConstraint("overall BETWEEN 1 AND 5", name="overall_in_scale"),
        CheckConstraint("validity = 'valid' OR validity_reason <> ''", name="doubt_has_reason"),
        CheckConstraint("(comment_state IS NULL) = (comment_digest IS NULL)", name="comment_complete"),
        CheckConstraint("(batch_id IS NULL) = (leaf IS NULL)", name="closed_with_leaf"),
        Index("ix_survey_answer_service_point_id", "service_point_id", "hour"),
        Index(
            "ix_survey_answer_not_batched", "agency_id", "hour",
            sqlite_where=NOT_BATCHED, postgresql_where=NOT_BATCHED,
        ),
        Index(
            "ix_survey_answer_comments", "agency_id", "comment_state", "hour", "id",
            sqlite_where=COMMENTED, postgresql_where=COMMENTED,
        ),
        Index("ix_survey_answer_batch_id", "batch_id", sqlite_where=text("batch_id IS NOT NULL"),
              postgresql_where=text("batch_id IS NOT NULL")),
    )  # fmt: skip

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    form_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey_form.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    service_point_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service_point.id"))
    hour: Mapped[datetime]
    overall: Mapped[int] = mapped_column(SmallInteger)
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    comment_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    comment_digest: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    comment_state: Mapped[CommentState | None] = mapped_column(EnumText(CommentState))
    comment_text: Mapped[str | None] = mapped_column(Text)
    channel: Mapped[Channel] = mapped_column(EnumText(Channel))
    language: Mapped[str] = mapped_column(String(2))
    validity: Mapped[Validity] = mapped_column(EnumText(Validity))
    validity_reason: Mapped[str] = mapped_column(String(200))
    batch_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("survey_batch.id"))
    # The hash of what was closed: tells which answer of a batch was changed; the batch's root tells that it is true.
    leaf: Mapped[bytes | None] = mapped_column(LargeBinary(32))


class SurveyDay(Model):
    """Counts per service point, day, question and validity, kept in the transaction of the answers themselves.

    `c0` is "not applicable", `c1` … `c5` the values.
    """

    __tablename__ = "survey_day"
    __table_args__ = (
        one_of("validity", Validity),
        CheckConstraint(
            "c0 >= 0 AND c1 >= 0 AND c2 >= 0 AND c3 >= 0 AND c4 >= 0 AND c5 >= 0", name="counts_not_negative"
        ),
        Index("ix_survey_day_agency", "agency_id", "question", "day"),
    )

    service_point_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service_point.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(String(40), primary_key=True)
    validity: Mapped[Validity] = mapped_column(EnumText(Validity), primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    c0: Mapped[int]
    c1: Mapped[int]
    c2: Mapped[int]
    c3: Mapped[int]
    c4: Mapped[int]
    c5: Mapped[int]
