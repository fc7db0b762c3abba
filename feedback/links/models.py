"""The table of links to a question."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model


class QuestionLink(Model):
    """đường dẫn trả lời: opens one question of one petition. Only a keyed hash of its secret is kept.

    Whether it still opens is never written down: the petition's state and its newest question say so.
    """

    __tablename__ = "question_link"
    __table_args__ = (
        UniqueConstraint("tag"),
        Index("ix_question_link_petition", "petition_id"),
        Index("ix_question_link_expires_at", "expires_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    note_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition_note.id"))
    tag: Mapped[bytes] = mapped_column(LargeBinary(32))
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
