"""Tables of the desk."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from feedback.desk.states import Arrival, CodeState, ReadBack, Signature, VoidReason

_NUMBERED = text("book_tag IS NOT NULL")
_OPEN = text("state IN ('waiting', 'confirmed')")


class DeskRecord(Model):
    """How a petition was taken in at the desk; one for each petition that came so. No word of it lies here in clear.

    Numbers of papers, where it was handed on from and the exact moment are in `sealed_details`, under the case's key.
    """

    __tablename__ = "desk_record"
    __table_args__ = (
        one_of("arrival", Arrival),
        one_of("signature", Signature),
        one_of("read_back", ReadBack),
        one_of("void_reason", VoidReason),
        CheckConstraint("(voided_at IS NULL) = (void_reason IS NULL)", name="void_with_reason"),
        Index("ix_desk_record_book", "agency_id", "received_on", "petition_id"),
        Index("ix_desk_record_number", "book_tag", sqlite_where=_NUMBERED, postgresql_where=_NUMBERED),
    )

    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"), primary_key=True)
    # In whose book it stands: the desk that received it, which is not the one that took it down when it speaks of that.
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime]
    received_on: Mapped[date]
    arrival: Mapped[Arrival] = mapped_column(EnumText(Arrival))
    signature: Mapped[Signature] = mapped_column(EnumText(Signature))
    read_back: Mapped[ReadBack] = mapped_column(EnumText(ReadBack))
    identity_seen: Mapped[bool]
    papers_seen: Mapped[bool]
    # Keyed hash of agency and the paper book's number: found by the number, while no number can be read.
    book_tag: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    sealed_details: Mapped[bytes] = mapped_column(LargeBinary)
    voided_at: Mapped[datetime | None]
    voided_by: Mapped[uuid.UUID | None]
    void_reason: Mapped[VoidReason | None] = mapped_column(EnumText(VoidReason))


class DeskDraft(Model):
    """What an official is taking down: sealed, theirs alone, there again after a session ended. Later its receipt."""

    __tablename__ = "desk_draft"
    __table_args__ = (
        Index("ix_desk_draft_expires_at", "expires_at"),
        Index("ix_desk_draft_account", "account_id", "expires_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    file_keys: Mapped[list[Any]] = mapped_column(JSON)
    expires_at: Mapped[datetime]


class CodeRequest(Model):
    """cấp lại mã: somebody without their access code is at the desk. Who they are was compared and is kept nowhere."""

    __tablename__ = "code_request"
    __table_args__ = (
        one_of("state", CodeState),
        CheckConstraint("second_by IS NULL OR second_by <> asked_by", name="two_people"),
        Index("uq_code_request_open", "petition_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_code_request_agency", "agency_id", "state", "asked_at"),
        Index("ix_code_request_asked_by", "asked_by", "asked_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    state: Mapped[CodeState] = mapped_column(EnumText(CodeState))
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    second_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
