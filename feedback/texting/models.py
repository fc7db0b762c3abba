"""The table of text messages that came in."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model


class InboundText(Model):
    """tin nhắn đến: sealed until it is answered, then only that it came, so that it is not answered twice."""

    __tablename__ = "inbound_text"
    __table_args__ = (UniqueConstraint("tag"), Index("ix_inbound_text_received_at", "received_at"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    # Keyed hash of the gateway's own id of the message.
    tag: Mapped[bytes] = mapped_column(LargeBinary(32))
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    received_at: Mapped[datetime]
