"""Tables of deadlines."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from deadlines.states import ClockState, Confidence, DayKind, Direction, EventKind, ReminderStage, Unit

_COUNTED = "'working_days', 'calendar_days', 'months', 'hours'"
# Also the condition of whoever looks for running clocks: only the very words let SQLite use the index.
RUNS = text("state IN ('running', 'paused') AND due_at IS NOT NULL")
_REMINDS = text("remind_at IS NOT NULL")
_RECOMPUTED = text("kind = 'recomputed'")


class Rule(Model):
    """One version of a rule: how long a step may take (law sheet §9.10). Never changed once a clock may use it.

    `id` is the row, and the variant when there is one ("28", "55.urgent"). A province's own length for a rule that is
    open to it is a version with its `province_id`.
    """

    __tablename__ = "deadline_rule"
    __table_args__ = (
        one_of("unit", Unit), one_of("direction", Direction), one_of("confidence", Confidence),
        one_of("other_unit", Unit),
        CheckConstraint(f"(length IS NOT NULL) = (unit IN ({_COUNTED}))", name="length_with_unit"),
        CheckConstraint("length IS NULL OR length > 0", name="length_positive"),
        CheckConstraint("(other_length IS NULL) = (other_unit IS NULL)", name="other_term_whole"),
        CheckConstraint("(extension_length IS NULL) = (extension_cap IS NULL)", name="extension_whole"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="validity_forward"),
        Index("ix_deadline_rule_row", "row", "variant"),
    )  # fmt: skip

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    row: Mapped[int]
    variant: Mapped[str | None] = mapped_column(String(30))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(80))
    step: Mapped[str] = mapped_column(String(200))
    start_event: Mapped[str] = mapped_column(String(200))
    length: Mapped[int | None]
    unit: Mapped[Unit] = mapped_column(EnumText(Unit))
    direction: Mapped[Direction] = mapped_column(EnumText(Direction))
    other_length: Mapped[int | None]
    other_unit: Mapped[Unit | None] = mapped_column(EnumText(Unit))
    extension_length: Mapped[int | None]
    extension_cap: Mapped[int | None]
    extension_note: Mapped[str] = mapped_column(String(300), default="")
    legal_basis: Mapped[str] = mapped_column(String(300))
    confidence: Mapped[Confidence] = mapped_column(EnumText(Confidence))
    to_be_confirmed: Mapped[bool] = mapped_column(Boolean)
    open_to_province: Mapped[bool] = mapped_column(Boolean)
    province_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agency.id"))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)


class CalendarDay(Model):
    """A day that differs from what its weekday says. Provisional: computed, not yet announced."""

    __tablename__ = "deadline_calendar_day"
    __table_args__ = (one_of("kind", DayKind),)

    date: Mapped[date] = mapped_column(Date, primary_key=True)
    kind: Mapped[DayKind] = mapped_column(EnumText(DayKind))
    name: Mapped[str] = mapped_column(String(120))
    provisional: Mapped[bool] = mapped_column(Boolean)
    source: Mapped[str] = mapped_column(String(200))


class CatalogueToken(Model):
    """One row: a random mark that changes with every change of rules or calendar, so that processes read them again."""

    __tablename__ = "deadline_catalogue"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    token: Mapped[uuid.UUID]
    shipped: Mapped[str] = mapped_column(String(64))


class Clock(Model):
    """A term running for a case or another subject, under the rule version in force when it started."""

    __tablename__ = "deadline_clock"
    __table_args__ = (
        ForeignKeyConstraint(
            ["rule_id", "rule_version"],
            ["deadline_rule.id", "deadline_rule.version"],
            name="fk_deadline_clock_rule",
        ),
        one_of("unit", Unit), one_of("state", ClockState), one_of("remind_stage", ReminderStage),
        CheckConstraint("(state = 'paused') = (paused_at IS NOT NULL)", name="paused_has_moment"),
        CheckConstraint("(state = 'met') = (met_at IS NOT NULL)", name="met_has_moment"),
        CheckConstraint("extended_by >= 0", name="extension_not_negative"),
        CheckConstraint("(remind_at IS NULL) = (remind_stage IS NULL)", name="reminder_whole"),
        Index("ix_deadline_clock_subject", "subject_type", "subject_id"),
        Index("ix_deadline_clock_due", "agency_id", "due_at", sqlite_where=RUNS, postgresql_where=RUNS),
        Index("ix_deadline_clock_remind", "remind_at", sqlite_where=_REMINDS, postgresql_where=_REMINDS),
    )  # fmt: skip

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[uuid.UUID]
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    rule_id: Mapped[str] = mapped_column(String(40))
    rule_version: Mapped[int]
    length: Mapped[int | None]
    unit: Mapped[Unit] = mapped_column(EnumText(Unit))
    started_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    state: Mapped[ClockState] = mapped_column(EnumText(ClockState))
    paused_at: Mapped[datetime | None]
    pause_reason: Mapped[str] = mapped_column(String(300), default="")
    met_at: Mapped[datetime | None]
    extended_by: Mapped[int] = mapped_column(default=0)
    # The next reminder and its moment; none while the clock stands still or when all have gone out.
    remind_at: Mapped[datetime | None]
    remind_stage: Mapped[ReminderStage | None] = mapped_column(EnumText(ReminderStage))
    version: Mapped[int] = mapped_column(default=1)


class ClockEvent(Model):
    """A line of a clock's log: what changed its course, and the due date before and after. Append only.

    That it started stands in the clock itself.
    """

    __tablename__ = "deadline_clock_event"
    __table_args__ = (
        one_of("kind", EventKind),
        Index("ix_deadline_clock_event_recomputed", "at", sqlite_where=_RECOMPUTED, postgresql_where=_RECOMPUTED),
    )

    clock_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("deadline_clock.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[EventKind] = mapped_column(EnumText(EventKind))
    at: Mapped[datetime]
    account_id: Mapped[uuid.UUID | None]
    from_due: Mapped[datetime | None]
    to_due: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    document_number: Mapped[str] = mapped_column(String(60), default="")
    # Of a change of variant: the rule it counts by since, and the criteria on record (names, joined by commas).
    rule_id: Mapped[str] = mapped_column(String(40), default="")
    criteria: Mapped[str] = mapped_column(String(200), default="")


class Reminder(Model):
    """That an official was told of a term: ids and dates only, never a word of the case."""

    __tablename__ = "deadline_reminder"
    __table_args__ = (
        one_of("stage", ReminderStage),
        # The same clock, stage and due date remind a person once, however often the handler runs.
        UniqueConstraint("account_id", "clock_id", "stage", "due_at"),
        Index("ix_deadline_reminder_account", "account_id", "created_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    clock_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("deadline_clock.id"))
    stage: Mapped[ReminderStage] = mapped_column(EnumText(ReminderStage))
    due_at: Mapped[datetime]
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[uuid.UUID]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]


class ReminderAddress(Model):
    """Where an official wants to be told by e-mail, sealed; at most one message a day goes there."""

    __tablename__ = "deadline_reminder_address"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    sealed_email: Mapped[bytes] = mapped_column(LargeBinary)
    changed_at: Mapped[datetime]
    mailed_on: Mapped[date | None] = mapped_column(Date)
