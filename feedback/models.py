"""Tables of feedback."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import (
    DDL,
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from feedback.states import (
    AnswerState,
    BatchKind,
    Field,
    NoteKind,
    Outcome,
    PetitionKind,
    PetitionState,
    Source,
    Urgency,
)


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
        CheckConstraint("sealed OR kind NOT IN ('denunciation_info', 'mixed')", name="denunciation_stays_sealed"),
        CheckConstraint("sealed OR NOT protected", name="protected_stays_sealed"),
        UniqueConstraint("number"),
        UniqueConstraint("draft_tag"),
        Index("ix_petition_queue", "agency_id", "state", "due_at", "id"),
        Index("ix_petition_assignee", "assignee_id", "agency_id", "state", "due_at", "id"),
        Index("ix_petition_kind", "agency_id", "kind", "state", "due_at", "id"),
        Index("ix_petition_received", "agency_id", "received_at", "id"),
        Index("ix_petition_answered", "agency_id", "answered_at"),
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
    """A version of the answer. The text is always sealed; the redacted public text is clear once approved."""

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


# Full-text storage differs by database and is no mapped table: `infra.words` reads and writes it.
WORDS_TABLE = "petition_words"
WORDS_OF_SQLITE = (
    f"CREATE VIRTUAL TABLE {WORDS_TABLE} USING fts5("
    "words, unit, content='', columnsize=0, tokenize=\"unicode61 remove_diacritics 0\")"
)
WORDS_OF_POSTGRESQL = (
    (
        f"CREATE TABLE {WORDS_TABLE} (rank BIGINT NOT NULL, unit UUID NOT NULL, words TSVECTOR NOT NULL,"
        f" CONSTRAINT pk_{WORDS_TABLE} PRIMARY KEY (rank))"
    ),
    f"CREATE INDEX ix_{WORDS_TABLE}_unit ON {WORDS_TABLE} (unit, rank)",
    f"CREATE INDEX ix_{WORDS_TABLE}_words ON {WORDS_TABLE} USING gin (words)",
)
_PHONE_LEFT = text("phone_tag IS NOT NULL")


class PetitionSearch(Model):
    """That a petition can be found by its words: only what has passed triage and is not sealed has a row here.

    `rank` is the moment of receipt with a few bits of the id: newest first is its order, and the same after a rebuild.
    """

    __tablename__ = "petition_search"
    __table_args__ = (
        UniqueConstraint("petition_id"),
        Index("ix_petition_search_phone", "phone_tag", "rank", sqlite_where=_PHONE_LEFT, postgresql_where=_PHONE_LEFT),
    )

    rank: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    # Whose word stands in the index, and what was put there: taking something else out would leave words behind.
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    # Keyed hash of agency and phone: the desk finds a caller's petitions without opening who sent them.
    phone_tag: Mapped[bytes | None] = mapped_column(LargeBinary(32))


_BESIDE = (
    *(("after_create", statement, "postgresql") for statement in WORDS_OF_POSTGRESQL),
    ("after_create", WORDS_OF_SQLITE, "sqlite"),
    *(("before_drop", f"DROP TABLE IF EXISTS {WORDS_TABLE}", dialect) for dialect in ("postgresql", "sqlite")),
)
for _when, _statement, _dialect in _BESIDE:
    _ddl = DDL(_statement)  # type: ignore[no-untyped-call]  # SQLAlchemy left it untyped
    event.listen(PetitionSearch.__table__, _when, _ddl.execute_if(dialect=_dialect))


class QueueFilter(Model):
    """bộ lọc đã lưu: a narrowed view of the queue under a name of the official's own; holds only choices of enums."""

    __tablename__ = "queue_filter"
    __table_args__ = (UniqueConstraint("account_id", "name"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str] = mapped_column(String(60))
    choices: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]


class QueueBatch(Model):
    """Petitions given (or taken, or given back) together, and what each was before: that is how it can be undone."""

    __tablename__ = "queue_batch"
    __table_args__ = (one_of("kind", BatchKind),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[BatchKind] = mapped_column(EnumText(BatchKind))
    assignee_id: Mapped[uuid.UUID | None]
    at: Mapped[datetime]
    # [{"id", "version" after it, "before": who had it}]; ids only.
    items: Mapped[list[Any]] = mapped_column(JSON)
    refused: Mapped[int]
    undone_at: Mapped[datetime | None]


class PetitionRemark(Model):
    """ghi chú nội bộ: a word among colleagues about a case. Sealed under its key; no citizen ever reads it."""

    __tablename__ = "petition_remark"
    __table_args__ = (Index("ix_petition_remark_petition", "petition_id", "at", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    sealed_text: Mapped[bytes] = mapped_column(LargeBinary)


_UNSEEN = text("seen_at IS NULL")


class PetitionMention(Model):
    """Who was named in a remark; on their first page until they have seen it."""

    __tablename__ = "petition_mention"
    __table_args__ = (
        Index("ix_petition_mention_unseen", "account_id", "at", sqlite_where=_UNSEEN, postgresql_where=_UNSEEN),
    )

    remark_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition_remark.id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    at: Mapped[datetime]
    seen_at: Mapped[datetime | None]


class PetitionPresence(Model):
    """That somebody has a case open in a form, for a few minutes: a hint to colleagues, never a lock."""

    __tablename__ = "petition_presence"

    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    at: Mapped[datetime]


class CannedAnswer(Model):
    """mẫu trả lời: a text of the desk to begin an answer with. Clear: it is about no case."""

    __tablename__ = "canned_answer"
    __table_args__ = (one_of("field", Field), Index("ix_canned_answer_agency", "agency_id", "title"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    title: Mapped[str] = mapped_column(String(120))
    field: Mapped[Field | None] = mapped_column(EnumText(Field))
    body: Mapped[str] = mapped_column(Text)
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    written_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    version: Mapped[int]
