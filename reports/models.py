"""Tables of reports: the province's own cut-offs, and what is known of the export for the national database."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from reports.states import PeriodKind


class ReportCutOff(Model):
    """kỳ báo cáo: the province's own days of a period, from a day on; without a row the shipped ones hold (§2.7)."""

    __tablename__ = "report_cut_off"
    __table_args__ = (
        one_of("kind", PeriodKind),
        CheckConstraint("first_month BETWEEN 1 AND 12 AND last_month BETWEEN 1 AND 12", name="months"),
        CheckConstraint("first_day BETWEEN 1 AND 31 AND last_day BETWEEN 1 AND 31", name="days"),
        UniqueConstraint("province_id", "kind", "valid_from"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    province_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    kind: Mapped[PeriodKind] = mapped_column(EnumText(PeriodKind))
    # The reporting years that end on or after this day.
    valid_from: Mapped[date]
    first_day: Mapped[int]
    first_month: Mapped[int]
    # Whether the first day lies in the year before.
    year_before: Mapped[bool]
    last_day: Mapped[int]
    last_month: Mapped[int]
    document_number: Mapped[str] = mapped_column(String(120))
    # By when the commune hands it in, in the province's own words.
    due_note: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    created_by: Mapped[uuid.UUID | None]


class ExportCounter(Model):
    """One row for each province: the last position given out. Locked while positions are given."""

    __tablename__ = "report_export_counter"

    province_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    position: Mapped[int]


class ExportChain(Model):
    """How far an agency's audit chain was read for petitions that changed: what is committed there is never missed."""

    __tablename__ = "report_export_chain"

    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    seq: Mapped[int]


class ExportPosition(Model):
    """Where a petition stands in the order of changes: each change moves it to the end. Holds nothing of the case."""

    __tablename__ = "report_export_position"
    __table_args__ = (Index("uq_report_export_position", "province_id", "position", unique=True),)

    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"), primary_key=True)
    province_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    position: Mapped[int]
    version: Mapped[int]


class ExportRun(Model):
    """A package somebody took: from which position to which. The same package can be made again."""

    __tablename__ = "report_export_run"
    __table_args__ = (
        CheckConstraint("upto_position >= after_position", name="forward"),
        Index("ix_report_export_run_province", "province_id", "at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    province_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    at: Mapped[datetime]
    account_id: Mapped[uuid.UUID | None]
    after_position: Mapped[int]
    upto_position: Mapped[int]
    records: Mapped[int]


class ExportToken(Model):
    """A key for the province's own machines to fetch the records; only a keyed hash of it is kept."""

    __tablename__ = "report_export_token"
    __table_args__ = (
        UniqueConstraint("tag"),
        CheckConstraint("(revoked_at IS NULL) = (revoked_by IS NULL)", name="revoked_by_somebody"),
        Index("ix_report_export_token_province", "province_id", "created_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    province_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    name: Mapped[str] = mapped_column(String(80))
    tag: Mapped[bytes] = mapped_column(LargeBinary(32))
    created_at: Mapped[datetime]
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    used_on: Mapped[date | None]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
