"""Tables of publication."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from feedback.publishing.states import PublicationState
from feedback.states import Field, Outcome, PetitionKind

_OPEN = text("state IN ('draft', 'proposed', 'returned')")
_SHOWN = text("state = 'published'")


class Publication(Model):
    """A version for the public: what is covered and why, who covered, who approved. Texts and places lie sealed.

    `hands`: everybody who covered something in it; none of them approves it.
    """

    __tablename__ = "publication"
    __table_args__ = (
        one_of("state", PublicationState),
        UniqueConstraint("petition_id", "number"),
        CheckConstraint(
            "state NOT IN ('published', 'replaced') OR (decided_by IS NOT NULL AND decided_by <> redactor_id)",
            name="two_people",
        ),
        Index("uq_publication_open", "petition_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("uq_publication_shown", "petition_id", unique=True, sqlite_where=_SHOWN, postgresql_where=_SHOWN),
        Index("ix_publication_agency", "agency_id", "state", "written_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    number: Mapped[int]
    state: Mapped[PublicationState] = mapped_column(EnumText(PublicationState))
    redactor_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    hands: Mapped[list[Any]] = mapped_column(JSON)
    written_at: Mapped[datetime]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    version: Mapped[int]
    sealed_work: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_comment: Mapped[bytes | None] = mapped_column(LargeBinary)


class PublishedAnswer(Model):
    """What the public register shows: only what no box covers. It is gone when the publication is.

    It carries nothing that leads to whoever sent the petition: no number, no day of sending.
    """

    __tablename__ = "published_answer"
    __table_args__ = (
        one_of("kind", PetitionKind),
        one_of("field", Field),
        one_of("outcome", Outcome),
        UniqueConstraint("petition_id"),
        UniqueConstraint("rank"),
        *(
            Index(f"ix_published_answer_{name}", *columns)
            for name, columns in {
                "agency": ("agency_id", "answered_at", "id"),
                "province": ("province_id", "answered_at", "id"),
                "agency_field": ("agency_id", "field", "answered_at", "id"),
                "province_field": ("province_id", "field", "answered_at", "id"),
                "agency_changed": ("agency_id", "changed_at", "id"),
                "province_changed": ("province_id", "changed_at", "id"),
            }.items()
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    publication_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("publication.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    province_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    rank: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[PetitionKind] = mapped_column(EnumText(PetitionKind))
    field: Mapped[Field] = mapped_column(EnumText(Field))
    outcome: Mapped[Outcome] = mapped_column(EnumText(Outcome))
    hamlet_id: Mapped[uuid.UUID | None]
    answered_at: Mapped[datetime]
    on_time: Mapped[bool | None]
    published_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    corrected: Mapped[str] = mapped_column(String(300))
    # part -> [[words] or ["", reason]]
    pieces: Mapped[dict[str, Any]] = mapped_column(JSON)
    photos: Mapped[list[Any]] = mapped_column(JSON)
