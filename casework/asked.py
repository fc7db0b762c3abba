"""What two people decide about a sealed case: one asks, another answers (docs/adr/0421)."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model


class Asked(Model):
    """The columns of every such request. Why, in words, is sealed under a key of its own (`case_key` under this id).

    That key lies in boxes for the asker and those who may agree where the case is locked.
    """

    __abstract__ = True

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    lapses_at: Mapped[datetime]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    sealed_words: Mapped[bytes] = mapped_column(LargeBinary)
