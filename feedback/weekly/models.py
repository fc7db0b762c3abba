"""Tables of the leader's week."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model


class WeeklyWish(Model):
    """thư sáng thứ Hai: that somebody wants the link to their week by e-mail, and for which week it last went out.

    Where to lies in one place only: the address they gave for reminders.
    """

    __tablename__ = "weekly_wish"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    # The Monday of the last week they were written to.
    sent_for: Mapped[date | None]
    changed_at: Mapped[datetime]
