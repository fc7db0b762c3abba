"""Tables of surveys."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from surveys.states import Channel, CommentState, RunState, TargetKind, Validity

NOT_BATCHED = text("batch_id IS NULL")
COMMENTED = text("comment_state IS NOT NULL")
# Said in these words by whoever asks: a parameter in their place would not be taken for the index's own condition.
DOUBTFUL = text("validity <> 'valid'")


class SurveyForm(Model):
    """phiếu khảo sát: one opened version of a questionnaire; never edited, only ended (`closed_at`).

    Without `agency_id` it ships with the product. `content` is its document (`surveys.documents`).
    """

    __tablename__ = "survey_form"
    __table_args__ = (
        Index("uq_survey_form_version", "code", "version", unique=True),
        Index("ix_survey_form_agency_id", "agency_id", "opened_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    agency_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agency.id"))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class SurveyTarget(Model):
    """nơi hỏi: a place a version was opened for: a service point, an agency, or all communes below a province."""

    __tablename__ = "survey_target"
    __table_args__ = (one_of("kind", TargetKind), Index("ix_survey_target_scope_id", "scope_id", "kind"))

    form_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey_form.id"), primary_key=True)
    # A service point's id or an agency's, as `kind` says.
    scope_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    kind: Mapped[TargetKind] = mapped_column(EnumText(TargetKind), primary_key=True)


class SurveyDraft(Model):
    """bản thảo phiếu: a questionnaire being written. Opening it makes a version and ends the draft.

    `code` is that of the questionnaire it becomes the next version of; empty for a new one.
    """

    __tablename__ = "survey_draft"
    __table_args__ = (Index("ix_survey_draft_agency_id", "agency_id", "changed_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    code: Mapped[str] = mapped_column(String(40))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    changed_at: Mapped[datetime]
    version: Mapped[int]


class SurveySlipRun(Model):
    """đợt in mã dùng một lần: the codes follow from `serial` and the server's key and are kept nowhere.

    `parts` are keys of the finished sheets in the file store, each sealed; gone a day later (`forget_at`).
    """

    __tablename__ = "survey_slip_run"
    __table_args__ = (
        one_of("state", RunState),
        CheckConstraint("made <= total", name="no_more_than_asked"),
        Index("uq_survey_slip_run_serial", "serial", unique=True),
        Index("ix_survey_slip_run_agency_id", "agency_id", "created_at"),
        Index("ix_survey_slip_run_forget_at", "forget_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    serial: Mapped[str] = mapped_column(String(4))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    service_point_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service_point.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    state: Mapped[RunState] = mapped_column(EnumText(RunState))
    total: Mapped[int]
    made: Mapped[int]
    expires_on: Mapped[date]
    parts: Mapped[list[Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    forget_at: Mapped[datetime | None]


class SurveyKiosk(Model):
    """máy đặt tại quầy: until it is paired only a code that does so, then a secret address; `revoked_at` ends both.

    Code, address and PIN are kept as keyed hashes. `seen_on`: the last day on which it brought a rating. `told_at` and
    what follows: when it last said how it stands, and what waited on it then (`refused`: by us), since when.
    """

    __tablename__ = "survey_kiosk"
    __table_args__ = (
        UniqueConstraint("pair_tag"),
        UniqueConstraint("key_tag"),
        Index("ix_survey_kiosk_agency_id", "agency_id", "created_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    service_point_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service_point.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime]
    pin_tag: Mapped[bytes] = mapped_column(LargeBinary(32))
    pair_tag: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    pair_until: Mapped[datetime]
    key_tag: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    paired_at: Mapped[datetime | None]
    seen_on: Mapped[date | None]
    revoked_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    waiting: Mapped[int | None]
    waiting_since: Mapped[datetime | None]
    refused: Mapped[int | None]
    keeps: Mapped[bool | None]


class SurveyNaming(Model):
    """nêu tên người ở quầy: off unless the authority turned it on; whose name stands at which window."""

    __tablename__ = "survey_naming"

    service_point_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service_point.id"), primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    person: Mapped[str] = mapped_column(String(120))


class SurveyBatch(Model):
    """Answers closed together: the audit chain holds one link with the hash over all their leaves."""

    __tablename__ = "survey_batch"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    closed_at: Mapped[datetime]
    answers: Mapped[int]
    root: Mapped[bytes] = mapped_column(LargeBinary(32))


class SurveyAnswer(Model):
    """phiếu trả lời: apart from anything that could name the person: random id, the hour only, no address.

    `details` holds the values of the optional second page by question key (0: not applicable). `waited`: so many hours
    it lay on a device that could not reach us; None when it came at once.
    """

    __tablename__ = "survey_answer"
    __table_args__ = (
        one_of("channel", Channel),
        one_of("validity", Validity),
        one_of("comment_state", CommentState),
        CheckConstraint("overall BETWEEN 1 AND 5", name="overall_in_scale"),
        CheckConstraint("validity = 'valid' OR validity_reason <> ''", name="doubt_has_reason"),
        CheckConstraint("(comment_state IS NULL) = (comment_digest IS NULL)", name="comment_complete"),
        CheckConstraint("(batch_id IS NULL) = (leaf IS NULL)", name="closed_with_leaf"),
        Index("ix_survey_answer_service_point_id", "service_point_id", "hour"),
        Index(
            "ix_survey_answer_not_batched", "agency_id", "hour",
            sqlite_where=NOT_BATCHED, postgresql_where=NOT_BATCHED,
        ),
        Index(
            "ix_survey_answer_comments", "agency_id", "comment_state", "hour", "id",
            sqlite_where=COMMENTED, postgresql_where=COMMENTED,
        ),
        Index(
            "ix_survey_answer_doubtful", "agency_id", "hour", sqlite_where=DOUBTFUL, postgresql_where=DOUBTFUL,
        ),
        Index("ix_survey_answer_batch_id", "batch_id", sqlite_where=text("batch_id IS NOT NULL"),
              postgresql_where=text("batch_id IS NOT NULL")),
    )  # fmt: skip

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    form_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey_form.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    service_point_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service_point.id"))
    hour: Mapped[datetime]
    overall: Mapped[int] = mapped_column(SmallInteger)
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    comment_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    comment_digest: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    comment_state: Mapped[CommentState | None] = mapped_column(EnumText(CommentState))
    comment_text: Mapped[str | None] = mapped_column(Text)
    channel: Mapped[Channel] = mapped_column(EnumText(Channel))
    language: Mapped[str] = mapped_column(String(2))
    validity: Mapped[Validity] = mapped_column(EnumText(Validity))
    validity_reason: Mapped[str] = mapped_column(String(200))
    batch_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("survey_batch.id"))
    # The hash of what was closed: tells which answer of a batch was changed; the batch's root tells that it is true.
    leaf: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    waited: Mapped[int | None] = mapped_column(SmallInteger)


class SurveyDay(Model):
    """Counts per service point, day, question and validity, kept in the transaction of the answers themselves.

    `c0` is "not applicable", `c1` … `c5` the values.
    """

    __tablename__ = "survey_day"
    __table_args__ = (
        one_of("validity", Validity),
        CheckConstraint(
            "c0 >= 0 AND c1 >= 0 AND c2 >= 0 AND c3 >= 0 AND c4 >= 0 AND c5 >= 0", name="counts_not_negative"
        ),
        # Holds all that results read, in the order in which they add it up: a year of a commune is tens of thousands
        # of rows, each of which would otherwise be looked up.
        Index(
            "ix_survey_day_agency",
            "agency_id",
            "question",
            "validity",
            "service_point_id",
            "day",
            "c0",
            "c1",
            "c2",
            "c3",
            "c4",
            "c5",
        ),
    )

    service_point_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service_point.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(String(40), primary_key=True)
    validity: Mapped[Validity] = mapped_column(EnumText(Validity), primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    c0: Mapped[int]
    c1: Mapped[int]
    c2: Mapped[int]
    c3: Mapped[int]
    c4: Mapped[int]
    c5: Mapped[int]


class SurveyMonth(Model):
    """tháng đã công bố: the ratings of a service point in a closed month, as the public was told.

    Told only from five answers on, and told anew only when five or more changed: neither a figure nor the difference
    between two of them leads to one person. `mark`: what we told, by our key (None: before there were marks).
    """

    __tablename__ = "survey_month"
    __table_args__ = (
        CheckConstraint("c1 + c2 + c3 + c4 + c5 >= 5", name="enough_answers"),
        Index("ix_survey_month_agency_id", "agency_id", "month", "service_point_id", "c1", "c2", "c3", "c4", "c5"),
    )

    service_point_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service_point.id"), primary_key=True)
    # The first day of the month.
    month: Mapped[date] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    published_at: Mapped[datetime]
    mark: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    c1: Mapped[int]
    c2: Mapped[int]
    c3: Mapped[int]
    c4: Mapped[int]
    c5: Mapped[int]
