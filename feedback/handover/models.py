"""Tables of handing over."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from feedback.handover.states import HandoverReason, HandoverState


class Handover(Model):
    """bàn giao đơn: whose petitions went to whom, who decided, and when the receiver signed for them. Ids only."""

    __tablename__ = "handover"
    __table_args__ = (
        one_of("reason", HandoverReason),
        one_of("state", HandoverState),
        CheckConstraint("from_id <> to_id", name="to_somebody_else"),
        CheckConstraint("(state = 'signed') = (signed_at IS NOT NULL)", name="signed_with_moment"),
        Index("ix_handover_agency", "agency_id", "made_at", "id"),
        Index("ix_handover_receiver", "to_id", "state", "made_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    from_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    to_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    reason: Mapped[HandoverReason] = mapped_column(EnumText(HandoverReason))
    state: Mapped[HandoverState] = mapped_column(EnumText(HandoverState))
    signed_at: Mapped[datetime | None]
    # The petitions that were given, in the order of their dates then; and by which batches (`queue_batch`).
    petition_ids: Mapped[list[Any]] = mapped_column(JSON)
    batch_ids: Mapped[list[Any]] = mapped_column(JSON)
    refused: Mapped[int]
