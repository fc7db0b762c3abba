"""Tables of deliveries and public postings. Names, addresses, numbers and words are sealed under the case's key."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from feedback.delivery.states import DeliveryAct, DeliveryState, PostingForm, PostingState, Recipient, Way

_TOLD = text("notice_id IS NOT NULL")
_STANDING = text("state NOT IN ('ended', 'removed', 'dropped')")
_SHOWN = text("state = 'posted'")


class PaperDelivery(Model):
    """giao văn bản: one way by which one paper goes to one recipient. Choices and days only; who that is, is sealed."""

    __tablename__ = "paper_delivery"
    __table_args__ = (
        one_of("recipient", Recipient), one_of("way", Way), one_of("state", DeliveryState),
        CheckConstraint("state IN ('planned', 'cancelled') OR sent_on IS NOT NULL", name="left_on_a_day"),
        CheckConstraint(
            "(state IN ('reached', 'refused', 'absent', 'failed')) = (settled_on IS NOT NULL)",
            name="settled_on_a_day",
        ),
        Index("ix_paper_delivery_queue", "agency_id", "state", "planned_at", "id"),
        Index("ix_paper_delivery_petition", "petition_id", "paper_id", "planned_at", "id"),
        Index("ix_paper_delivery_notice", "notice_id", sqlite_where=_TOLD, postgresql_where=_TOLD),
    )  # fmt: skip

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    paper_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("official_paper.id"))
    # Who sends it: the agency that issued the paper.
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    recipient: Mapped[Recipient] = mapped_column(EnumText(Recipient))
    way: Mapped[Way] = mapped_column(EnumText(Way))
    state: Mapped[DeliveryState] = mapped_column(EnumText(DeliveryState))
    planned_at: Mapped[datetime]
    sent_on: Mapped[date | None]
    # The day it arrived, was refused, missed or came back. Of a page only the day: no hour tells who was online.
    settled_on: Mapped[date | None]
    notice_id: Mapped[uuid.UUID | None]
    # Which one failed, so that this one was planned instead.
    after_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("paper_delivery.id"))
    sealed_to: Mapped[bytes] = mapped_column(LargeBinary)
    version: Mapped[int]


class DeliveryRecord(Model):
    """What was recorded of a delivery, in order. Append only: who, witnesses, tracking number, scan are sealed."""

    __tablename__ = "paper_delivery_record"
    __table_args__ = (one_of("act", DeliveryAct), UniqueConstraint("delivery_id", "seq"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    delivery_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("paper_delivery.id"))
    seq: Mapped[int]
    act: Mapped[DeliveryAct] = mapped_column(EnumText(DeliveryAct))
    day: Mapped[date]
    account_id: Mapped[uuid.UUID | None]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    # Keys of a sealed scan or photo in the file store (random), its facts are among the sealed words.
    shown_key: Mapped[str | None] = mapped_column(String(64))


class PublicPosting(Model):
    """niêm yết: a decision or conclusion made public in a version redacted by one person and approved by another.

    While it is posted, and only then, its title, place and file are readable; before and after all of it is sealed.
    """

    __tablename__ = "public_posting"
    __table_args__ = (
        one_of("form", PostingForm), one_of("state", PostingState),
        CheckConstraint(
            "state = 'posted' OR (title = '' AND place = '' AND public_key IS NULL)", name="readable_while_posted"
        ),
        CheckConstraint("approved_by IS NULL OR approved_by <> proposed_by", name="approved_by_another"),
        CheckConstraint(
            "state NOT IN ('approved', 'posted', 'ended', 'removed') OR approved_by IS NOT NULL",
            name="posted_once_approved",
        ),
        CheckConstraint(
            "(state IN ('posted', 'ended', 'removed')) = (posted_from IS NOT NULL)", name="posted_from_a_day"
        ),
        CheckConstraint("(posted_from IS NULL) = (posted_to IS NULL)", name="posted_to_a_day"),
        CheckConstraint("(state IN ('ended', 'removed')) = (taken_down_on IS NOT NULL)", name="taken_down_on_a_day"),
        Index("ix_public_posting_petition", "petition_id", "created_at", "id"),
        Index("ix_public_posting_desk", "agency_id", "state", "changed_at", "id"),
        Index(
            "ix_public_posting_shown", "agency_id", "posted_from", "id", sqlite_where=_SHOWN, postgresql_where=_SHOWN
        ),
        Index(
            "uq_public_posting_standing", "paper_id", "form", unique=True,
            sqlite_where=_STANDING, postgresql_where=_STANDING,
        ),
    )  # fmt: skip

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    paper_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("official_paper.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    form: Mapped[PostingForm] = mapped_column(EnumText(PostingForm))
    state: Mapped[PostingState] = mapped_column(EnumText(PostingState))
    title: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(200))
    public_key: Mapped[str | None] = mapped_column(String(64))
    posted_from: Mapped[date | None]
    # The first day on which it may come down.
    posted_to: Mapped[date | None]
    taken_down_on: Mapped[date | None]
    proposed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    approved_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    version: Mapped[int]
