"""Tables of official papers, their register and delegations."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from feedback.issuing.states import AnswerWay, EntryState, PaperAct, PaperState, Post, VoidReason
from feedback.papers.states import PaperKind, SignedAs
from feedback.states import PetitionKind

_STANDING = text("replaced_at IS NULL")


class OfficialPaper(Model):
    """văn bản đi của một đơn. What it says, its number and its date are sealed under the case key, for every case."""

    __tablename__ = "official_paper"
    __table_args__ = (
        one_of("kind", PaperKind),
        one_of("state", PaperState),
        one_of("signed_as", SignedAs),
        CheckConstraint("(state = 'issued') = (issued_at IS NOT NULL)", name="issued_with_moment"),
        CheckConstraint("state NOT IN ('numbered', 'issued') OR sealed_number IS NOT NULL", name="issued_with_number"),
        CheckConstraint(
            "state NOT IN ('approved', 'numbered', 'issued') OR approved_by IS NOT NULL", name="approved_by_somebody"
        ),
        CheckConstraint("approved_by IS NULL OR approved_by <> drafter_id", name="nobody_approves_their_own"),
        Index("ix_official_paper_petition", "petition_id", "created_at", "id"),
        Index("ix_official_paper_queue", "agency_id", "state", "changed_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    # Who issues it: the agency that had the case when it was drafted.
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    kind: Mapped[PaperKind] = mapped_column(EnumText(PaperKind))
    state: Mapped[PaperState] = mapped_column(EnumText(PaperState))
    drafter_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    signer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    signed_as: Mapped[SignedAs] = mapped_column(EnumText(SignedAs))
    # Which version of the answer it carries; which step of the proceeding took its number and date.
    answer_number: Mapped[int | None]
    used_seq: Mapped[int | None]
    checked: Mapped[list[Any]] = mapped_column(JSON)  # codes of the check-list's items that were ticked
    sealed_content: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_number: Mapped[bytes | None] = mapped_column(LargeBinary)
    approved_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    approved_under: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("delegation.id"))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    issued_at: Mapped[datetime | None]
    version: Mapped[int]


class PaperStep(Model):
    """What was done to a paper, in order. Append only; words are sealed under the case key."""

    __tablename__ = "paper_step"
    __table_args__ = (one_of("act", PaperAct), UniqueConstraint("paper_id", "seq"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    paper_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("official_paper.id"))
    seq: Mapped[int]
    act: Mapped[PaperAct] = mapped_column(EnumText(PaperAct))
    at: Mapped[datetime]
    account_id: Mapped[uuid.UUID | None]
    delegation_id: Mapped[uuid.UUID | None]
    sealed_text: Mapped[bytes | None] = mapped_column(LargeBinary)


class PaperFile(Model):
    """The signed paper: what was uploaded, untouched, and the safe PDF of it; one is standing, replaced ones stay."""

    __tablename__ = "paper_file"
    __table_args__ = (
        Index("uq_paper_file_standing", "paper_id", unique=True, sqlite_where=_STANDING, postgresql_where=_STANDING),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    paper_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("official_paper.id"), index=True)
    shown_key: Mapped[str] = mapped_column(String(200))
    original_keys: Mapped[list[Any]] = mapped_column(JSON)
    sealed_facts: Mapped[bytes] = mapped_column(LargeBinary)
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[uuid.UUID | None]
    replaced_at: Mapped[datetime | None]


class RegisterBook(Model):
    """sổ văn bản đi: one run of numbers of an agency in a year. Its row is locked while a number is given."""

    __tablename__ = "register_book"
    __table_args__ = (
        UniqueConstraint("agency_id", "year", "series"),
        CheckConstraint("first_number >= 1 AND last_number >= first_number - 1", name="numbers_in_order"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    year: Mapped[int]
    series: Mapped[str] = mapped_column(String(20))
    # What the paper register had reached before is below the first.
    first_number: Mapped[int]
    last_number: Mapped[int]
    opened_at: Mapped[datetime]
    opened_by: Mapped[uuid.UUID | None]


class RegisterEntry(Model):
    """One number. Of a sealed case ("mật") neither what it is about nor which case it belongs to."""

    __tablename__ = "register_entry"
    __table_args__ = (
        one_of("state", EntryState),
        one_of("void_reason", VoidReason),
        UniqueConstraint("book_id", "number"),
        CheckConstraint("(state = 'voided') = (void_reason IS NOT NULL)", name="voided_with_reason"),
        CheckConstraint(
            "NOT secret OR (paper_id IS NULL AND symbol = '' AND about = '' AND signer = '' AND recipients = ''"
            " AND note = '')",
            name="secret_shows_nothing",
        ),
        Index("ix_register_entry_agency", "agency_id", "year", "given_on", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    book_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("register_book.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    year: Mapped[int]
    number: Mapped[int]
    state: Mapped[EntryState] = mapped_column(EnumText(EntryState))
    secret: Mapped[bool]
    given_on: Mapped[date]
    paper_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("official_paper.id"), index=True)
    symbol: Mapped[str] = mapped_column(String(20))
    about: Mapped[str] = mapped_column(String(300))
    signer: Mapped[str] = mapped_column(String(120))
    recipients: Mapped[str] = mapped_column(String(300))
    note: Mapped[str] = mapped_column(String(300))
    void_reason: Mapped[VoidReason | None] = mapped_column(EnumText(VoidReason))
    given_by: Mapped[uuid.UUID | None]


class Delegation(Model):
    """uỷ quyền: who approves and signs for a leader who is away, from a day to a day, in which matters."""

    __tablename__ = "delegation"
    __table_args__ = (
        one_of("signed_as", SignedAs),
        CheckConstraint("until_on >= from_on", name="days_in_order"),
        CheckConstraint("giver_id <> delegate_id", name="to_somebody_else"),
        CheckConstraint("(revoked_at IS NULL) = (revoked_by IS NULL)", name="revoked_by_somebody"),
        Index("ix_delegation_agency", "agency_id", "until_on"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    giver_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    delegate_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    signed_as: Mapped[SignedAs] = mapped_column(EnumText(SignedAs))
    matters: Mapped[list[Any]] = mapped_column(JSON)
    from_on: Mapped[date]
    until_on: Mapped[date]
    document_number: Mapped[str] = mapped_column(String(60))
    document_on: Mapped[date]
    created_at: Mapped[datetime]
    created_by: Mapped[uuid.UUID | None]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[uuid.UUID | None]


class SigningPost(Model):
    """chức vụ: which post somebody has at an agency, from a day on. It says which forms of signing are theirs."""

    __tablename__ = "signing_post"
    __table_args__ = (
        one_of("post", Post),
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="days_in_order"),
        Index("ix_signing_post_agency", "agency_id", "account_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    post: Mapped[Post] = mapped_column(EnumText(Post))
    title: Mapped[str] = mapped_column(String(80))  # in capitals under the signature; empty: the post's own
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    created_at: Mapped[datetime]
    created_by: Mapped[uuid.UUID | None]


class AnswerWayChoice(Model):
    """How a province has a kind of petition answered, from a day on; no row: as shipped (`ways`)."""

    __tablename__ = "answer_way"
    __table_args__ = (
        one_of("kind", PetitionKind),
        one_of("way", AnswerWay),
        UniqueConstraint("province_id", "kind", "valid_from"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    province_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    kind: Mapped[PetitionKind] = mapped_column(EnumText(PetitionKind))
    way: Mapped[AnswerWay] = mapped_column(EnumText(AnswerWay))
    valid_from: Mapped[date]
    document_number: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    created_by: Mapped[uuid.UUID | None]
