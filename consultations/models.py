"""Tables of consultations."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consultations.states import ConsultationState, Response, Stance, Topic
from core.db import EnumText, Model, one_of


class Consultation(Model):
    """cuộc lấy ý kiến: a draft put to the people before the authority decides (Law 10/2022 art. 25 to 28)."""

    __tablename__ = "consultation"
    __table_args__ = (
        one_of("state", ConsultationState),
        one_of("topic", Topic),
        CheckConstraint("(state = 'draft') = (opened_at IS NULL)", name="opened_has_moment"),
        CheckConstraint("(state IN ('draft', 'open')) = (closed_at IS NULL)", name="closed_has_moment"),
        CheckConstraint("(state = 'published') = (result_at IS NOT NULL)", name="result_has_moment"),
        Index("ix_consultation_public", "agency_id", "state", "opened_at", "id"),
        Index("ix_consultation_desk", "agency_id", "updated_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    topic: Mapped[Topic] = mapped_column(EnumText(Topic))
    state: Mapped[ConsultationState] = mapped_column(EnumText(ConsultationState))
    version: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(String(600))
    source: Mapped[str] = mapped_column(Text)
    body: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    forms: Mapped[list[str]] = mapped_column(JSON)
    closes_on: Mapped[date]
    other_law: Mapped[str] = mapped_column(String(200))
    conclusion: Mapped[str] = mapped_column(Text)
    return_reason: Mapped[str] = mapped_column(String(600))
    # Figures of the published result, fixed when it was submitted: {"total": 14, "stances": {"agree": 8, …}}.
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    created_by: Mapped[uuid.UUID | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    result_at: Mapped[datetime | None]


class ConsultationFile(Model):
    """The draft as a PDF, cleaned."""

    __tablename__ = "consultation_file"
    __table_args__ = (UniqueConstraint("consultation_id"), CheckConstraint("size > 0", name="size_positive"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    consultation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(160))
    size: Mapped[int]
    pages: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))


class OpinionGroup(Model):
    """nhóm ý kiến: opinions that say the same, and what the authority answers to them."""

    __tablename__ = "consultation_group"
    __table_args__ = (
        one_of("response", Response),
        UniqueConstraint("consultation_id", "position"),
        CheckConstraint("other_count >= 0 AND opinion_count >= 0", name="counts_positive"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    consultation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("consultation.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(String(1500))
    # Opinions that came by meeting, slip or telephone, counted by the clerk.
    other_count: Mapped[int]
    # Opinions sent here, fixed when the table was submitted; until then they are counted.
    opinion_count: Mapped[int]
    response: Mapped[Response | None] = mapped_column(EnumText(Response))
    reason: Mapped[str] = mapped_column(String(3000))


class Opinion(Model):
    """ý kiến: what someone wrote, sealed under a key of its own; who wrote it lies elsewhere and is never joined here.

    The id is random and the day is all that is kept of the moment, so that nobody is recognised by when they wrote.
    """

    __tablename__ = "consultation_opinion"
    __table_args__ = (
        one_of("stance", Stance),
        UniqueConstraint("ticket_tag"),
        Index("ix_consultation_opinion_list", "consultation_id", "id"),
        Index("ix_consultation_opinion_group_id", "group_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    consultation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("consultation.id"))
    group_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("consultation_group.id"))
    stance: Mapped[Stance] = mapped_column(EnumText(Stance))
    section: Mapped[str] = mapped_column(String(200))
    has_text: Mapped[bool]
    sealed_text: Mapped[bytes] = mapped_column(LargeBinary)
    received_on: Mapped[date]
    ticket_tag: Mapped[bytes] = mapped_column(LargeBinary(32))
    # The privacy notice the person saw; None for opinions given before this was kept.
    notice_version: Mapped[str | None] = mapped_column(String(20))
