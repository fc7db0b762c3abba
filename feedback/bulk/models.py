"""Tables of what is taken in by the many: batches of lines, papers from the scanner, how its folders fare."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from feedback.bulk.states import (
    BatchSource,
    DiscardReason,
    FolderTrouble,
    IntakeState,
    LineState,
    ScanFault,
    ScanState,
)

_TAGGED = text("line_tag IS NOT NULL")


class IntakeBatch(Model):
    """lần nhập: lines of the paper book given in together, by one official for one desk.

    Everything of it is sealed under a key of its own; erasing `wrapped_key` makes lines, report, file and codes
    unreadable. What is left then: how many, when, by whom.
    """

    __tablename__ = "intake_batch"
    __table_args__ = (
        one_of("source", BatchSource),
        one_of("state", IntakeState),
        CheckConstraint("(state = 'done') = (finished_at IS NOT NULL)", name="finished_when_done"),
        CheckConstraint("state NOT IN ('checked', 'running') OR wrapped_key IS NOT NULL", name="readable_until_done"),
        Index("ix_intake_batch_account", "account_id", "created_at", "id"),
        Index("ix_intake_batch_expires_at", "expires_at"),
        Index("ix_intake_batch_file", "agency_id", "file_tag"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    source: Mapped[BatchSource] = mapped_column(EnumText(BatchSource))
    state: Mapped[IntakeState] = mapped_column(EnumText(IntakeState))
    notice_version: Mapped[str] = mapped_column(String(20))
    wrapped_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    # The uploaded file, sealed, in the file store; and a keyed hash of it: the same file is not imported twice.
    file_key: Mapped[str | None] = mapped_column(String(64))
    file_tag: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    sealed_report: Mapped[bytes | None] = mapped_column(LargeBinary)
    good: Mapped[int]
    bad: Mapped[int]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    # When a line was last saved: whoever waits sees whether it still moves.
    moved_at: Mapped[datetime]
    # Since when the codes were on a screen; and when everything that opens is erased.
    codes_shown_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]


class IntakeLine(Model):
    """dòng: one line of a batch; sealed until it is a petition, afterwards only its number and (for a day) its code."""

    __tablename__ = "intake_line"
    __table_args__ = (
        one_of("state", LineState),
        CheckConstraint("(state = 'saved') = (petition_id IS NOT NULL)", name="saved_is_a_petition"),
        CheckConstraint("state <> 'ready' OR sealed IS NOT NULL", name="ready_can_be_read"),
        Index("ix_intake_line_tag", "line_tag", sqlite_where=_TAGGED, postgresql_where=_TAGGED),
        Index("ix_intake_line_petition", "petition_id", sqlite_where=_TAGGED, postgresql_where=_TAGGED),
    )

    batch_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("intake_batch.id", ondelete="CASCADE"), primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[LineState] = mapped_column(EnumText(LineState))
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_code: Mapped[bytes | None] = mapped_column(LargeBinary)
    petition_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("petition.id"))
    number: Mapped[str | None] = mapped_column(String(24))
    # Keyed hash of day and text: the same line in another file is noticed, while none can be read.
    line_tag: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    # {"text", "values"} of the rule that was broken; never a word of the line.
    refusal: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class ScannedPaper(Model):
    """giấy quét: a paper that lay on the office scanner. It may be a denunciation: sealed from its arrival on.

    Its key is the key of the case it may become: the files then belong to the petition as they are.
    """

    __tablename__ = "scanned_paper"
    __table_args__ = (
        one_of("state", ScanState),
        one_of("reason", DiscardReason),
        UniqueConstraint("agency_id", "digest_tag"),
        CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided_once"),
        CheckConstraint("(state = 'discarded') = (reason IS NOT NULL)", name="discarded_with_reason"),
        CheckConstraint("(state IN ('entered', 'joined')) = (petition_id IS NOT NULL)", name="belongs_to_a_petition"),
        CheckConstraint("state <> 'waiting' OR wrapped_key IS NOT NULL", name="waiting_can_be_read"),
        Index("ix_scanned_paper_desk", "agency_id", "state", "arrived_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    state: Mapped[ScanState] = mapped_column(EnumText(ScanState))
    arrived_at: Mapped[datetime]
    digest_tag: Mapped[bytes] = mapped_column(LargeBinary(32))
    wrapped_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_facts: Mapped[bytes | None] = mapped_column(LargeBinary)
    # What is to be removed from the file store once it is decided (random names).
    file_keys: Mapped[list[Any]] = mapped_column(JSON)
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[DiscardReason | None] = mapped_column(EnumText(DiscardReason))
    petition_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("petition.id"))


class ScanFolder(Model):
    """thư mục máy quét: when a desk's folder was looked at last, and what kept it from being emptied."""

    __tablename__ = "scan_folder"
    __table_args__ = (one_of("trouble", FolderTrouble),)

    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    looked_at: Mapped[datetime]
    trouble: Mapped[FolderTrouble | None] = mapped_column(EnumText(FolderTrouble))
    since: Mapped[datetime | None]


class ScanSighting(Model):
    """A file as it was at the last look: one that has not grown since is complete. Its name is only a keyed hash."""

    __tablename__ = "scan_sighting"

    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    name_tag: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    changed_ns: Mapped[int] = mapped_column(BigInteger)
    seen_at: Mapped[datetime]


class ScanRefusal(Model):
    """A file that was put aside into `hong/`, and why. Its name is sealed: people name files after people."""

    __tablename__ = "scan_refusal"
    __table_args__ = (one_of("fault", ScanFault), Index("ix_scan_refusal_desk", "agency_id", "at", "id"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    at: Mapped[datetime]
    fault: Mapped[ScanFault] = mapped_column(EnumText(ScanFault))
    sealed_name: Mapped[bytes] = mapped_column(LargeBinary)
