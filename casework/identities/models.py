"""Tables of openings."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from casework.asked import Asked
from casework.identities.states import OpeningState
from casework.states import IdentityReason
from core.db import EnumText, one_of

_ASKED = text("state = 'asked'")


class IdentityOpening(Asked):
    """đề nghị mở danh tính: who asked to learn who sent a case, who answered, until when it is open."""

    __tablename__ = "identity_opening"
    __table_args__ = (
        one_of("state", OpeningState),
        one_of("reason", IdentityReason),
        CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name="two_people"),
        CheckConstraint("state NOT IN ('approved', 'shut') OR decided_by IS NOT NULL", name="agreed_by_somebody"),
        CheckConstraint("(state IN ('approved', 'shut')) = (open_until IS NOT NULL)", name="open_for_a_time"),
        Index(
            "uq_identity_opening_asked", "case_id", "asked_by", unique=True, sqlite_where=_ASKED,
            postgresql_where=_ASKED,
        ),
        Index("ix_identity_opening_asker", "asked_by", "asked_at"),
        Index("ix_identity_opening_waiting", "agency_id", "state", "lapses_at"),
    )  # fmt: skip

    case_id: Mapped[uuid.UUID]
    case_type: Mapped[str] = mapped_column(String(40))
    reason: Mapped[IdentityReason] = mapped_column(EnumText(IdentityReason))
    state: Mapped[OpeningState] = mapped_column(EnumText(OpeningState))
    open_until: Mapped[datetime | None]
    # Of a safe: what the asker's key opened and only the other side's opens further; gone once somebody answered.
    sealed_boxes: Mapped[bytes | None] = mapped_column(LargeBinary)
