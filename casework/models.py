"""Tables of casework."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model


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
    """A photo of a case: three sealed files (original, display copy, thumbnail) and sealed facts about it."""

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
