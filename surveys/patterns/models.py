"""Tables of the numbers by which odd answers are told, and of how much one kept page brought."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from surveys.patterns.states import PatternLimit


class SurveyLimit(Model):
    """ngưỡng bất thường: a province's own number for a limit, from a day on; no row: as shipped (`limits`)."""

    __tablename__ = "survey_limit"
    __table_args__ = (
        one_of("limit_code", PatternLimit),
        CheckConstraint("number BETWEEN 1 AND 1000000", name="number_range"),
        UniqueConstraint("province_id", "limit_code", "valid_from"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    province_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    limit_code: Mapped[PatternLimit] = mapped_column(EnumText(PatternLimit))
    number: Mapped[int]
    valid_from: Mapped[date]
    reason: Mapped[str] = mapped_column(String(300))
    document_number: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    created_by: Mapped[uuid.UUID | None]


class SurveyPace(Model):
    """nhịp của một trang giữ trên máy: how many answers one kept page brought for an hour, for a day, in all.

    `tag` is a keyed hash of the page's random number and of what is counted: it names neither person nor device, leads
    to no answer, and is forgotten (`forget_at`).
    """

    __tablename__ = "survey_pace"
    __table_args__ = (
        CheckConstraint("answers >= 1", name="some_answers"),
        Index("ix_survey_pace_forget_at", "forget_at"),
    )

    tag: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    answers: Mapped[int]
    forget_at: Mapped[datetime]
