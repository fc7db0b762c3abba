"""Tables of feedback."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from feedback.machine import OPEN_STATES
from feedback.states import (
    AnswerState,
    Field,
    NoteKind,
    Outcome,
    PetitionKind,
    PetitionState,
    Source,
    Urgency,
)


def _there(column: str) -> dict[str, Any]:
    """An index of only the rows that have something in the column."""
    only = text(f"{column} IS NOT NULL")
    return {"sqlite_where": only, "postgresql_where": only}


# What everyone may count of a commune's open petitions, in words that an index and a query share to the letter: only
# then does a database see that the one serves the other. All that is asked stands in the index: no row is looked up.
COUNTED_OPEN = ("NOT sealed", "state IN ({})".format(", ".join(f"'{state.value}'" for state in OPEN_STATES)))
_COUNTED = text(" AND ".join(COUNTED_OPEN))
# The same of what was answered: all that satisfaction is counted from (feedback.aftermath.satisfaction).
ANSWERED_OPENLY = ("NOT sealed", "answered_at IS NOT NULL")
_ANSWERED_OPENLY = text(" AND ".join(ANSWERED_OPENLY))


class IntakeDraft(Model):
    """A petition being written. Sealed under a key that only the writer's browser holds."""

    __tablename__ = "intake_draft"
    __table_args__ = (Index("ix_intake_draft_expires_at", "expires_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    # Keys of uploaded files (random): what the sweep removes with an abandoned draft.
    file_keys: Mapped[list[Any]] = mapped_column(JSON)
    expires_at: Mapped[datetime]


class Petition(Model):
    """đơn, phản ánh, kiến nghị. Sealed: everything written lies in `sealed_content`; unsealed: in `body` and `place`.

    `due_at` is the queue's copy of the ruling clock, written in the clock's own transaction; far away while paused.
    """

    __tablename__ = "petition"
    __table_args__ = (
        one_of("state", PetitionState),
        one_of("kind", PetitionKind),
        one_of("field", Field),
        one_of("urgency", Urgency),
        one_of("source", Source),
        one_of("outcome", Outcome),
        CheckConstraint("rating IS NULL OR rating BETWEEN 1 AND 5", name="rating_range"),
        CheckConstraint("NOT sealed OR (body = '' AND place = '' AND title = '')", name="sealed_shows_nothing"),
        CheckConstraint("NOT sealed OR hamlet_id IS NULL", name="sealed_shows_no_hamlet"),
        CheckConstraint("state <> 'received' OR sealed", name="sealed_until_triage"),
        CheckConstraint(
            "sealed OR kind NOT IN ('denunciation_info', 'mixed', 'denunciation')", name="denunciation_stays_sealed"
        ),
        CheckConstraint("state <> 'linked' OR main_id IS NOT NULL", name="linked_to_one"),
        CheckConstraint("sealed OR NOT protected", name="protected_stays_sealed"),
        UniqueConstraint("number"),
        UniqueConstraint("draft_tag"),
        Index("ix_petition_queue", "agency_id", "state", "due_at", "id"),
        Index("ix_petition_assignee", "assignee_id", "agency_id", "state", "due_at", "id"),
        Index("ix_petition_kind", "agency_id", "kind", "state", "due_at", "id"),
        Index("ix_petition_field", "agency_id", "field", "state", "due_at", "id"),
        Index("ix_petition_source", "agency_id", "source", "state", "due_at", "id"),
        Index("ix_petition_received", "agency_id", "received_at", "id"),
        Index(
            "ix_petition_open",
            "agency_id",
            "due_at",
            "sealed",
            "state",
            sqlite_where=_COUNTED,
            postgresql_where=_COUNTED,
        ),
        Index("ix_petition_answered", "agency_id", "answered_at"),
        Index("ix_petition_closed", "agency_id", "closed_at"),
        Index(
            "ix_petition_opinion",
            "agency_id",
            "kind",
            "answered_at",
            "answer_due_at",
            "rating",
            "reopened_at",
            "outcome",
            "state",
            "sealed",  # so that no row is looked up for what the condition says already
            sqlite_where=_ANSWERED_OPENLY,
            postgresql_where=_ANSWERED_OPENLY,
        ),
        *(Index(f"ix_petition_{name}", name, **_there(name)) for name in ("main_id", "parent_id")),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    # Keyed hash of the draft it came from: one draft, one petition. The browser knows the draft's id; a copy of the
    # database without the key must not lead from a seized phone to a petition.
    draft_tag: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    number: Mapped[str] = mapped_column(String(24))
    # Whose desk holds it; where it was received (never changes); which commune it speaks of.
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    home_agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    about_agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    source: Mapped[Source] = mapped_column(EnumText(Source))
    point_code: Mapped[str] = mapped_column(String(12))
    state: Mapped[PetitionState] = mapped_column(EnumText(PetitionState))
    kind: Mapped[PetitionKind | None] = mapped_column(EnumText(PetitionKind))
    field: Mapped[Field | None] = mapped_column(EnumText(Field))
    urgency: Mapped[Urgency | None] = mapped_column(EnumText(Urgency))
    outcome: Mapped[Outcome | None] = mapped_column(EnumText(Outcome))
    sealed: Mapped[bool]
    protected: Mapped[bool]
    sealed_content: Mapped[bytes | None] = mapped_column(LargeBinary)
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(String(300))
    hamlet_id: Mapped[uuid.UUID | None]
    assignee_id: Mapped[uuid.UUID | None]
    # đơn trùng: the petition whose answer it shares; đơn tách: the petition it was split from.
    main_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("petition.id"))
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("petition.id"))
    received_at: Mapped[datetime]
    due_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answer_due_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    reopened_at: Mapped[datetime | None]
    rating: Mapped[int | None]
    notice_version: Mapped[str] = mapped_column(String(20))
    contact_consent: Mapped[bool]
    version: Mapped[int]


class PetitionAnswer(Model):
    """A version of the answer. Its texts are always sealed; what is published of it: feedback.publishing.

    `public_text` is empty since nothing is published without being covered and approved by two people.
    """

    __tablename__ = "petition_answer"
    __table_args__ = (
        one_of("state", AnswerState),
        one_of("outcome", Outcome),
        UniqueConstraint("petition_id", "number"),
        CheckConstraint("public_text = '' OR state = 'approved'", name="published_once_approved"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    number: Mapped[int]
    state: Mapped[AnswerState] = mapped_column(EnumText(AnswerState))
    outcome: Mapped[Outcome] = mapped_column(EnumText(Outcome))
    sealed_text: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_public_text: Mapped[bytes] = mapped_column(LargeBinary)
    public_text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[uuid.UUID]
    written_at: Mapped[datetime]
    decided_by: Mapped[uuid.UUID | None]
    decided_at: Mapped[datetime | None]
    sealed_comment: Mapped[bytes | None] = mapped_column(LargeBinary)


class PetitionNote(Model):
    """A text that goes with a step: a question, an addition, a reason. Sealed; `public`: the citizen reads it."""

    __tablename__ = "petition_note"
    __table_args__ = (one_of("kind", NoteKind), Index("ix_petition_note_petition", "petition_id", "at", "id"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    at: Mapped[datetime]
    kind: Mapped[NoteKind] = mapped_column(EnumText(NoteKind))
    public: Mapped[bool]
    account_id: Mapped[uuid.UUID | None]
    sealed_text: Mapped[bytes] = mapped_column(LargeBinary)
