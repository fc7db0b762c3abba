"""Tables of how the desk works: kept filters, batches, remarks, who has a case open, texts to begin with."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from feedback.states import (
    BatchKind,
    Field,
)


class QueueFilter(Model):
    """bộ lọc đã lưu: a narrowed view of the queue under a name of the official's own; holds only choices of enums."""

    __tablename__ = "queue_filter"
    __table_args__ = (UniqueConstraint("account_id", "name"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str] = mapped_column(String(60))
    choices: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]


class QueueBatch(Model):
    """Petitions given (or taken, or given back) together, and what each was before: that is how it can be undone."""

    __tablename__ = "queue_batch"
    __table_args__ = (one_of("kind", BatchKind),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[BatchKind] = mapped_column(EnumText(BatchKind))
    assignee_id: Mapped[uuid.UUID | None]
    at: Mapped[datetime]
    # [{"id", "version" after it, "before": who had it}]; ids only.
    items: Mapped[list[Any]] = mapped_column(JSON)
    refused: Mapped[int]
    undone_at: Mapped[datetime | None]


class PetitionRemark(Model):
    """ghi chú nội bộ: a word among colleagues about a case. Sealed under its key; no citizen ever reads it."""

    __tablename__ = "petition_remark"
    __table_args__ = (Index("ix_petition_remark_petition", "petition_id", "at", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    sealed_text: Mapped[bytes] = mapped_column(LargeBinary)


_UNSEEN = text("seen_at IS NULL")


class PetitionMention(Model):
    """Who was named in a remark; on their first page until they have seen it."""

    __tablename__ = "petition_mention"
    __table_args__ = (
        Index("ix_petition_mention_unseen", "account_id", "at", sqlite_where=_UNSEEN, postgresql_where=_UNSEEN),
    )

    remark_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition_remark.id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    at: Mapped[datetime]
    seen_at: Mapped[datetime | None]


class PetitionPresence(Model):
    """That somebody has a case open in a form, for a few minutes: a hint to colleagues, never a lock."""

    __tablename__ = "petition_presence"

    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    at: Mapped[datetime]


class CannedAnswer(Model):
    """mẫu trả lời: a text of the desk to begin an answer with. Clear: it is about no case."""

    __tablename__ = "canned_answer"
    __table_args__ = (one_of("field", Field), Index("ix_canned_answer_agency", "agency_id", "title"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    title: Mapped[str] = mapped_column(String(120))
    field: Mapped[Field | None] = mapped_column(EnumText(Field))
    body: Mapped[str] = mapped_column(Text)
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    written_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    version: Mapped[int]
