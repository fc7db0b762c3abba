"""The table of petitions that wait to be looked at."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, exists, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from feedback.models import Petition
from feedback.reviewing.states import SpamReason, Verdict

_WAITING = text("decided_at IS NULL")


class PetitionReview(Model):
    """chờ xem xét: a petition that is in no list and no count until a clerk has looked at it. Its clock runs."""

    __tablename__ = "petition_review"
    __table_args__ = (
        one_of("verdict", Verdict),
        one_of("reason", SpamReason),
        CheckConstraint("(verdict IS NULL) = (decided_at IS NULL)", name="decided_once"),
        CheckConstraint("(reason IS NOT NULL) = (verdict IS NOT NULL AND verdict = 'spam')", name="spam_with_reason"),
        Index("ix_petition_review_waiting", "petition_id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )

    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"), primary_key=True)
    verdict: Mapped[Verdict | None] = mapped_column(EnumText(Verdict))
    reason: Mapped[SpamReason | None] = mapped_column(EnumText(SpamReason))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[uuid.UUID | None]


def waits_for_review() -> ColumnElement[bool]:
    """Whether the petition of a statement is held back. Ask it only of those not yet sorted: no other one can be."""
    return exists().where(PetitionReview.petition_id == Petition.id, PetitionReview.decided_at.is_(None))
