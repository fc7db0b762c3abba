"""Tables of safes. What lies in one opens with two keys, and nobody has both."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from casework.safes.states import Side
from core.db import EnumText, Model, one_of

_IN_USE = text("retired_at IS NULL")
_OPEN = text("done_at IS NULL")


class IdentitySafe(Model):
    """két danh tính: the two public keys of a province that whoever sent a sealed case is closed for, one in the other.

    A safe one of whose keys nobody has any more, or that was changed, is retired, and another is made.
    """

    __tablename__ = "identity_safe"
    __table_args__ = (
        Index("uq_identity_safe_in_use", "agency_id", unique=True, sqlite_where=_IN_USE, postgresql_where=_IN_USE),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    working_public: Mapped[bytes] = mapped_column(LargeBinary(32))
    agreeing_public: Mapped[bytes] = mapped_column(LargeBinary(32))
    made_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    # Since when nothing lies in a retired one, and when its keys were destroyed.
    emptied_at: Mapped[datetime | None]
    destroyed_at: Mapped[datetime | None]


class SafeHolder(Model):
    """Who has which key of a safe, in a box for their own key. One row a person: never both."""

    __tablename__ = "safe_holder"
    __table_args__ = (one_of("side", Side), Index("ix_safe_holder_account", "account_id"))

    safe_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("identity_safe.id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    side: Mapped[Side] = mapped_column(EnumText(Side))
    boxed_private: Mapped[bytes] = mapped_column(LargeBinary)
    # NULL: the machine, when it made the safe and kept neither key.
    given_by: Mapped[uuid.UUID | None]
    given_at: Mapped[datetime]


class ClosedIdentity(Model):
    """What is known of whoever sent a case, under a key (`key_id` in `case_key`) that lies in two boxes in one another.

    The boxes lie under the case's key in their turn. Parts of one letter share the key, and their rows the words.
    """

    __tablename__ = "closed_identity"
    __table_args__ = (Index("ix_closed_identity_key", "key_id"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case_key.case_id", ondelete="CASCADE"), primary_key=True)
    key_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case_key.case_id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int]
    safe_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("identity_safe.id"))
    sealed_boxes: Mapped[bytes] = mapped_column(LargeBinary)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class SafeHalf(Model):
    """nửa chìa giữ hộ: half of one of a safe's two keys, in a box for whoever keeps it.

    Nobody keeps two halves of a safe (`uq_safe_half_keeper`): those who together are one key are nothing of the other.
    """

    __tablename__ = "safe_half"
    __table_args__ = (
        one_of("side", Side),
        CheckConstraint("part IN (1, 2)", name="two_parts"),
        Index("uq_safe_half_keeper", "safe_id", "account_id", unique=True),
        Index("ix_safe_half_account", "account_id"),
    )

    safe_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("identity_safe.id"), primary_key=True)
    side: Mapped[Side] = mapped_column(EnumText(Side), primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    boxed_half: Mapped[bytes] = mapped_column(LargeBinary)
    given_at: Mapped[datetime]


class SafeHalfReturn(Model):
    """A half given to whoever calls it in (`SafeCall`), until both are there."""

    __tablename__ = "safe_half_return"
    __table_args__ = (one_of("side", Side),)

    safe_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("identity_safe.id"), primary_key=True)
    side: Mapped[Side] = mapped_column(EnumText(Side), primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True)
    to_account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    boxed_half: Mapped[bytes] = mapped_column(LargeBinary)
    returned_at: Mapped[datetime]


class SafeCall(Model):
    """Both halves of a side called in: to rehearse losing its key (diễn tập mất chìa), or because it was lost."""

    __tablename__ = "safe_call"
    __table_args__ = (
        one_of("side", Side),
        Index("uq_safe_call_open", "safe_id", "side", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    safe_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("identity_safe.id"))
    side: Mapped[Side] = mapped_column(EnumText(Side))
    opened_at: Mapped[datetime]
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    # Whoever calls has no key of that side: it was lost, and is not being rehearsed.
    lost: Mapped[bool]
    done_at: Mapped[datetime | None]


class SafeMove(Model):
    """chuyển két: everything of an older safe goes into the one in use; whoever of the agreeing side began it."""

    __tablename__ = "safe_move"

    safe_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("identity_safe.id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    begun_at: Mapped[datetime]


class SafeMoveItem(Model):
    """A sender on the way from one side's hands into the other's, in a box for that one person's own key.

    Their row in `closed_identity` stays as it was until the last of three steps: whatever is lost here is nothing lost.
    """

    __tablename__ = "safe_move_item"
    __table_args__ = (
        ForeignKeyConstraint(
            ["case_id", "key_id"], ["closed_identity.case_id", "closed_identity.key_id"], ondelete="CASCADE"
        ),
        Index("ix_safe_move_item_safe", "safe_id"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    key_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    safe_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("identity_safe.id"))
    # Who of the working side took it out, and puts it back.
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    taken_at: Mapped[datetime]
    # NULL: it waits for the agreeing side; else the safe it was closed for by them.
    to_safe_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("identity_safe.id"))
    box: Mapped[bytes] = mapped_column(LargeBinary)
