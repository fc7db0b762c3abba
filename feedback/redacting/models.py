"""Tables of covered copies. The words lie under a key of the copy's own, so that readers need not have the case's."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from feedback.redacting.states import CopyState


class RedactedCopy(Model):
    """bản lược: what a sealed petition says without name, address, contact, handwriting; one makes, another lets it."""

    __tablename__ = "redacted_copy"
    __table_args__ = (
        one_of("state", CopyState),
        CheckConstraint("decided_by IS NULL OR decided_by <> made_by", name="two_people"),
        CheckConstraint("state NOT IN ('approved', 'returned') OR decided_by IS NOT NULL", name="let_by_somebody"),
        Index("ix_redacted_copy_petition", "petition_id", "made_at"),
        Index("ix_redacted_copy_waiting", "agency_id", "state"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    state: Mapped[CopyState] = mapped_column(EnumText(CopyState))
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    sealed_text: Mapped[bytes] = mapped_column(LargeBinary)


class RedactedReader(Model):
    """Who may read a covered copy, by name."""

    __tablename__ = "redacted_reader"
    __table_args__ = (Index("ix_redacted_reader_account", "account_id"),)

    copy_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("redacted_copy.id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    named_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    named_at: Mapped[datetime]
