"""Tables of formal proceedings."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from feedback.proceedings.states import Evidence, Finding, Part, Stage, Step, Track, Withdrawn


class Proceeding(Model):
    """khiếu nại, tố cáo: the formal side of a petition, one row each. Days and choices only; words are sealed."""

    __tablename__ = "proceeding"
    __table_args__ = (
        one_of("track", Track), one_of("stage", Stage), one_of("evidence", Evidence), one_of("finding", Finding),
        one_of("withdrawn", Withdrawn),
        CheckConstraint("obstacle_days >= 0", name="obstacle_not_negative"),
        CheckConstraint("(finding IS NULL) = (decided_on IS NULL)", name="decided_with_finding"),
        # Whom the upkeep looks for: decisions that take effect by themselves.
        Index("ix_proceeding_stage", "stage", "decided_on"),
    )  # fmt: skip

    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"), primary_key=True)
    track: Mapped[Track] = mapped_column(EnumText(Track))
    stage: Mapped[Stage] = mapped_column(EnumText(Stage))
    evidence: Mapped[Evidence] = mapped_column(EnumText(Evidence))
    received_on: Mapped[date]
    # Of a complaint: when the person knew what they complain of (second instance: was handed the first decision).
    known_on: Mapped[date | None]
    obstacle_days: Mapped[int]
    competent: Mapped[bool]
    transferred: Mapped[bool]
    continued: Mapped[bool]
    accepted_on: Mapped[date | None]
    differs: Mapped[bool | None]
    meeting_on: Mapped[date | None]
    met_on: Mapped[date | None]
    withdrawn: Mapped[Withdrawn | None] = mapped_column(EnumText(Withdrawn))
    gone_on: Mapped[bool]
    finding: Mapped[Finding | None] = mapped_column(EnumText(Finding))
    decided_on: Mapped[date | None]
    sent_on: Mapped[date | None]
    # First proven day on which the sender had the decision or conclusion: what their own terms are counted from.
    served_on: Mapped[date | None]
    published_on: Mapped[date | None]
    sealed_details: Mapped[bytes] = mapped_column(LargeBinary)


class ProceedingStep(Model):
    """One step, in the order of recording. Append only; number, day, ground and words are sealed under the case key."""

    __tablename__ = "proceeding_step"
    __table_args__ = (
        one_of("step", Step),
        one_of("stage", Stage),
        UniqueConstraint("petition_id", "seq"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("proceeding.petition_id"))
    seq: Mapped[int]
    # NULL: the signed paper itself, with which it begins.
    step: Mapped[Step | None] = mapped_column(EnumText(Step))
    stage: Mapped[Stage] = mapped_column(EnumText(Stage))
    at: Mapped[datetime]
    account_id: Mapped[uuid.UUID | None]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ProceedingMember(Model):
    """Who is named in a proceeding besides the holder of the case: the one who decides, and who verifies with them."""

    __tablename__ = "proceeding_member"
    __table_args__ = (
        one_of("part", Part),
        Index("ix_proceeding_member_account", "account_id", "petition_id"),
    )

    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    part: Mapped[Part] = mapped_column(EnumText(Part))
    named_at: Mapped[datetime]
    named_by: Mapped[uuid.UUID | None]


class GroundChange(Model):
    """What the province noted of an entry of the shipped lists of grounds (`catalogue`); no row: as shipped."""

    __tablename__ = "ground_change"

    code: Mapped[str] = mapped_column(String(80), primary_key=True)
    confirmed_by: Mapped[str] = mapped_column(String(200))
    ends_on: Mapped[date | None]
    changed_at: Mapped[datetime]
    changed_by: Mapped[uuid.UUID | None]
