"""Tables of erasing."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from casework.erasures.states import Erased, HoldReason
from core.db import EnumText, Model, one_of


class ErasureEntry(Model):
    """sổ xóa: that something was erased, and nothing of what it was. A copy is kept outside the database, so that a
    restored backup forgets again. `rule`: the rule of the retention schedule; empty when somebody asked.
    """

    __tablename__ = "erasure_entry"
    __table_args__ = (one_of("what", Erased), Index("ix_erasure_entry_subject", "subject_id"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    what: Mapped[Erased] = mapped_column(EnumText(Erased))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[uuid.UUID]
    rule: Mapped[str] = mapped_column(String(60))
    # The day is all that is kept of the moment: two entries of one second would say that they belong together.
    erased_on: Mapped[date]


class CaseHold(Model):
    """giữ lại: a case of which nothing is erased until the hold is lifted."""

    __tablename__ = "case_hold"
    __table_args__ = (
        one_of("reason", HoldReason),
        CheckConstraint("(lifted_at IS NULL) = (lift_document = '')", name="lifted_by_document"),
        Index("ix_case_hold_agency", "agency_id", "placed_at", "id"),
        Index(
            "uq_case_hold_open", "case_id", unique=True,
            sqlite_where=text("lifted_at IS NULL"), postgresql_where=text("lifted_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID]
    case_type: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(24))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    reason: Mapped[HoldReason] = mapped_column(EnumText(HoldReason))
    document_number: Mapped[str] = mapped_column(String(60))
    placed_at: Mapped[datetime]
    placed_by: Mapped[uuid.UUID | None]
    lift_document: Mapped[str] = mapped_column(String(60))
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[uuid.UUID | None]


class CaseRestriction(Model):
    """hạn chế xử lý: a case of which nothing is published, by the wish of whoever it is about."""

    __tablename__ = "case_restriction"

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    request_id: Mapped[uuid.UUID]
    since: Mapped[datetime]
