"""Tables of disclosures."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from disclosures.states import DisclosureState, PostingRule, Told

REPLACING = text("state = 'draft' AND replaces_id IS NOT NULL")


class LegalItemOverride(Model):
    """A content of article 11 as the province has reworded it; what it did not touch has no row."""

    __tablename__ = "disclosure_legal_item"
    __table_args__ = (
        one_of("rule", PostingRule),
        CheckConstraint("(rule = 'days') = (days IS NOT NULL)", name="days_when_counted"),
        CheckConstraint("days IS NULL OR days BETWEEN 1 AND 3650", name="days_range"),
    )

    code: Mapped[str] = mapped_column(String(10), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(String(300))
    rule: Mapped[PostingRule] = mapped_column(EnumText(PostingRule))
    days: Mapped[int | None]
    channels: Mapped[list[str]] = mapped_column(JSON)
    basis: Mapped[str] = mapped_column(String(300))
    changed_at: Mapped[datetime]
    changed_by: Mapped[uuid.UUID | None]


class Disclosure(Model):
    """mục công khai: one document or notice an agency makes public, in one edition."""

    __tablename__ = "disclosure"
    __table_args__ = (
        one_of("state", DisclosureState),
        one_of("posting_rule", PostingRule),
        CheckConstraint("(state = 'draft') = (published_at IS NULL)", name="published_has_moment"),
        CheckConstraint("(published_at IS NULL) = (posting_from IS NULL)", name="posted_from_publication"),
        CheckConstraint(
            "posting_to IS NULL OR posting_from IS NULL OR posting_to >= posting_from", name="posting_order"
        ),
        CheckConstraint("(state = 'replaced') = (replaced_by_id IS NOT NULL)", name="replaced_by_something"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_has_moment"),
        CheckConstraint("edition >= 1", name="edition_counts"),
        Index("ix_disclosure_public", "agency_id", "state", "published_at", "id"),
        Index("ix_disclosure_desk", "agency_id", "updated_at", "id"),
        # One draft at a time may stand ready to take an item's place.
        Index(
            "uq_disclosure_replacing", "replaces_id", unique=True,
            sqlite_where=REPLACING, postgresql_where=REPLACING,
        ),
    )  # fmt: skip

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    legal_item: Mapped[str] = mapped_column(String(10))
    state: Mapped[DisclosureState] = mapped_column(EnumText(DisclosureState))
    version: Mapped[int]
    edition: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(String(600))
    source: Mapped[str] = mapped_column(Text)
    body: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    issuer: Mapped[str] = mapped_column(String(200))
    number: Mapped[str] = mapped_column(String(60))
    issued_on: Mapped[date | None]
    historical: Mapped[bool]
    posting_rule: Mapped[PostingRule] = mapped_column(EnumText(PostingRule))
    posting_from: Mapped[date | None]
    posting_to: Mapped[date | None]
    other_law: Mapped[str] = mapped_column(String(200))
    replaces_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("disclosure.id"))
    replaced_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("disclosure.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(String(600))
    created_by: Mapped[uuid.UUID | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    published_at: Mapped[datetime | None]


class DisclosureFile(Model):
    """The PDF of an item, cleaned. The bytes stay in the store: a later edition may carry the same file."""

    __tablename__ = "disclosure_file"
    __table_args__ = (UniqueConstraint("disclosure_id"), CheckConstraint("size > 0", name="size_positive"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    disclosure_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("disclosure.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(160))
    size: Mapped[int]
    pages: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))


class DisclosureTelling(Model):
    """thông báo tại thôn: that the head of a hamlet told its people of an item, how and when."""

    __tablename__ = "disclosure_telling"
    __table_args__ = (one_of("way", Told), UniqueConstraint("disclosure_id", "hamlet_id", "way", "told_on"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    disclosure_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("disclosure.id"))
    hamlet_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    way: Mapped[Told] = mapped_column(EnumText(Told))
    told_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(300))
    recorded_by: Mapped[uuid.UUID | None]
    recorded_at: Mapped[datetime]
