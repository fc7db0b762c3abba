"""Tables of casework."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from casework.states import ErasureRefusal, ErasureState
from core.db import EnumText, Model, one_of


class CaseKeyRow(Model):
    """The case's own data key, wrapped by the keyring. Deleting the row shreds everything sealed under it."""

    __tablename__ = "case_key"

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)


class CaseHandle(Model):
    """The two names of a case: the public number, and the keyed hash of number and secret access code."""

    __tablename__ = "case_handle"
    __table_args__ = (UniqueConstraint("number"),)

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24))
    case_type: Mapped[str] = mapped_column(String(40))
    access_tag: Mapped[bytes] = mapped_column(LargeBinary(32))


class CaseThrottle(Model):
    """Wrong access codes counted per bucket (a keyed hash of number and network) in fixed windows of time."""

    __tablename__ = "case_throttle"

    bucket: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    window_at: Mapped[datetime]
    failures: Mapped[int]


class CaseEvent(Model):
    """One entry of a case's timeline: a kind and plain parameters, never a text someone wrote."""

    __tablename__ = "case_event"
    __table_args__ = (Index("ix_case_event_case", "case_id", "at", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID]
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(60))
    public: Mapped[bool]
    account_id: Mapped[uuid.UUID | None]
    params: Mapped[dict[str, Any]] = mapped_column(JSON)


class CaseIdentity(Model):
    """Who sent it: name, phone, e-mail, address, sealed under the case key, apart from the content."""

    __tablename__ = "case_identity"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case_key.case_id", ondelete="CASCADE"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class CaseAttachment(Model):
    """A photo of a case: three sealed files (original, display copy, thumbnail) and sealed facts about it.

    From position 11 on: other files (a PDF, a voice note), whose original and shown copy may be one.
    """

    __tablename__ = "case_attachment"
    __table_args__ = (
        UniqueConstraint("case_id", "position"),
        CheckConstraint("position BETWEEN 1 AND 20", name="position_range"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case_key.case_id", ondelete="CASCADE"))
    position: Mapped[int]
    original_key: Mapped[str] = mapped_column(String(64))
    display_key: Mapped[str] = mapped_column(String(64))
    thumb_key: Mapped[str] = mapped_column(String(64))
    sealed_facts: Mapped[bytes] = mapped_column(LargeBinary)


class ErasureRequest(Model):
    """yêu cầu xóa dữ liệu: somebody asked on paper that who sent a case be erased, and what was decided.

    Nothing here says who asked or what the case is about: the paper is kept where papers are kept, under its number.
    """

    __tablename__ = "erasure_request"
    __table_args__ = (
        one_of("state", ErasureState),
        one_of("refusal", ErasureRefusal),
        CheckConstraint("(state = 'refused') = (refusal IS NOT NULL)", name="refusal_with_reason"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided_once"),
        CheckConstraint("state = 'open' OR decision_number <> ''", name="decided_by_document"),
        Index("ix_erasure_request_agency", "agency_id", "created_at", "id"),
        Index(
            "uq_erasure_request_open",
            "case_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case_handle.case_id"))
    case_type: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(24))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    document_number: Mapped[str] = mapped_column(String(60))
    received_on: Mapped[date]
    state: Mapped[ErasureState] = mapped_column(EnumText(ErasureState))
    decision_number: Mapped[str] = mapped_column(String(60))
    refusal: Mapped[ErasureRefusal | None] = mapped_column(EnumText(ErasureRefusal))
    created_at: Mapped[datetime]
    created_by: Mapped[uuid.UUID | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[uuid.UUID | None]
