"""Tables of ties."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from accounts.ties.states import Tie
from core.db import EnumText, Model, one_of


class AccountTie(Model):
    """quan hệ đã kê khai: `account_id` is close to, or under, `other_id`, from a day until another.

    Whoever accuses `other_id` is hidden from `account_id`; of relatives and interests also the other way round.
    """

    __tablename__ = "account_tie"
    __table_args__ = (
        one_of("tie", Tie),
        CheckConstraint("account_id <> other_id", name="two_people"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="order"),
        Index("ix_account_tie_account", "account_id"),
        Index("ix_account_tie_other", "other_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    other_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    tie: Mapped[Tie] = mapped_column(EnumText(Tie))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    declared_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    declared_at: Mapped[datetime]
