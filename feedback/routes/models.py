"""Tables of how petitions go from desk to desk, and of what was linked."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from feedback.routes.states import TransferReason
from feedback.states import Field, PetitionKind, PetitionState, Urgency


class PetitionTransfer(Model):
    """chuyển đơn: from which desk to which, when, by whom, and what the old desk had made of it by then.

    What it was then is needed to take it back, and because a denunciation is passed on only once.
    """

    __tablename__ = "petition_transfer"
    __table_args__ = (
        one_of("reason", TransferReason),
        one_of("state", PetitionState),
        one_of("kind", PetitionKind),
        one_of("field", Field),
        one_of("urgency", Urgency),
        CheckConstraint("from_agency_id <> to_agency_id", name="elsewhere"),
        CheckConstraint("(recalled_at IS NULL) = (recalled_by IS NULL)", name="recalled_by_somebody"),
        CheckConstraint("recalled_at IS NULL OR opened_at IS NULL", name="recalled_unread"),
        Index("ix_petition_transfer_petition", "petition_id", "at", "id"),
        Index("ix_petition_transfer_from", "from_agency_id", "at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    from_agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    to_agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    about_agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    at: Mapped[datetime]
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[TransferReason] = mapped_column(EnumText(TransferReason))
    # As the old desk had it.
    state: Mapped[PetitionState] = mapped_column(EnumText(PetitionState))
    kind: Mapped[PetitionKind | None] = mapped_column(EnumText(PetitionKind))
    field: Mapped[Field | None] = mapped_column(EnumText(Field))
    urgency: Mapped[Urgency | None] = mapped_column(EnumText(Urgency))
    sealed: Mapped[bool]
    # From when the old desk's first reply was counted, while it had not replied yet.
    reply_from: Mapped[datetime | None]
    sealed_document: Mapped[bytes] = mapped_column(LargeBinary)
    opened_at: Mapped[datetime | None]
    recalled_at: Mapped[datetime | None]
    recalled_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))


class PetitionLink(Model):
    """đơn trùng: that a petition shares the answer of another, and whether the clerk says one person sent both.

    The petition's own `main_id` says that it does so now; here it stays known after it was taken apart again.
    """

    __tablename__ = "petition_link"
    __table_args__ = (
        CheckConstraint("petition_id <> main_id", name="with_another"),
        Index(
            "uq_petition_link_standing",
            "petition_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_petition_link_main", "main_id", "ended_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    main_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    same_sender: Mapped[bool]
    at: Mapped[datetime]
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None]
