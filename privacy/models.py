"""Tables of personal data: terms the authority set, what the nightly work did, requests, breaches."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from privacy.states import (
    About,
    BreachAct,
    BreachKind,
    BreachState,
    Proof,
    Refusal,
    RequestKind,
    RequestState,
    Severity,
    Span,
)


class RetentionSetting(Model):
    """A term of the retention schedule as the authority set or confirmed it, by a document, from a day on."""

    __tablename__ = "retention_setting"
    __table_args__ = (
        one_of("span", Span),
        CheckConstraint("length IS NULL OR length > 0", name="length_positive"),
        Index("ix_retention_setting_rule", "rule", "valid_from", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(String(60))
    valid_from: Mapped[date]
    length: Mapped[int | None]  # None: it is kept without end
    span: Mapped[Span] = mapped_column(EnumText(Span))
    document_number: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    created_by: Mapped[uuid.UUID | None]


class RetentionRun(Model):
    """What the nightly work did by one rule: how many, never which."""

    __tablename__ = "retention_run"
    __table_args__ = (
        CheckConstraint("erased >= 0 AND held >= 0", name="counts_positive"),
        Index("ix_retention_run_at", "ran_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(String(60))
    ran_at: Mapped[datetime]
    erased: Mapped[int]
    held: Mapped[int]


class DataRequest(Model):
    """yêu cầu về dữ liệu cá nhân: what somebody asks about their own data. Words and answer are sealed under a key of
    its own; `case_id` is the case whose number and code they showed.
    """

    __tablename__ = "data_request"
    __table_args__ = (
        one_of("kind", RequestKind),
        one_of("about", About),
        one_of("proof", Proof),
        one_of("state", RequestState),
        one_of("refusal", Refusal),
        CheckConstraint("(state = 'refused') = (refusal IS NOT NULL)", name="refusal_with_reason"),
        CheckConstraint("state NOT IN ('verified', 'done') OR proof <> 'none'", name="proven_before_done"),
        Index("ix_data_request_agency", "agency_id", "received_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    kind: Mapped[RequestKind] = mapped_column(EnumText(RequestKind))
    about: Mapped[About] = mapped_column(EnumText(About))
    case_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    case_type: Mapped[str] = mapped_column(String(40))
    proof: Mapped[Proof] = mapped_column(EnumText(Proof))
    state: Mapped[RequestState] = mapped_column(EnumText(RequestState))
    refusal: Mapped[Refusal | None] = mapped_column(EnumText(Refusal))
    decision_number: Mapped[str] = mapped_column(String(60))
    third_party: Mapped[bool]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_answer: Mapped[bytes | None] = mapped_column(LargeBinary)
    notice_version: Mapped[str] = mapped_column(String(20))
    received_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[uuid.UUID | None]
    version: Mapped[int]


class DataBreach(Model):
    """sự cố dữ liệu cá nhân: that something went wrong; what exactly is sealed in its steps."""

    __tablename__ = "data_breach"
    __table_args__ = (
        one_of("kind", BreachKind),
        one_of("state", BreachState),
        one_of("severity", Severity),
        CheckConstraint("people IS NULL OR people >= 0", name="people_counted"),
        Index("ix_data_breach_agency", "agency_id", "found_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    kind: Mapped[BreachKind] = mapped_column(EnumText(BreachKind))
    state: Mapped[BreachState] = mapped_column(EnumText(BreachState))
    severity: Mapped[Severity | None] = mapped_column(EnumText(Severity))
    people: Mapped[int | None]
    found_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[uuid.UUID | None]
    report_number: Mapped[str] = mapped_column(String(60))
    approved_by: Mapped[uuid.UUID | None]
    closed_at: Mapped[datetime | None]
    version: Mapped[int]


class BreachStep(Model):
    """What was done about it and by whom; append only."""

    __tablename__ = "data_breach_step"
    __table_args__ = (one_of("act", BreachAct), Index("ix_data_breach_step_breach", "breach_id", "at", "id"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    breach_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("data_breach.id"))
    act: Mapped[BreachAct | None] = mapped_column(EnumText(BreachAct))
    at: Mapped[datetime]
    account_id: Mapped[uuid.UUID | None]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
