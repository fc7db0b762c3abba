"""Tables of keys. Every private key is sealed: under what a person knows, or for another person's public key."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from casework.locks.states import Holder
from core.db import EnumText, Model, one_of

IN_USE = text("retired_at IS NULL")
UNDER_WAY = text("done_at IS NULL")


class OfficialKey(Model):
    """khóa hồ sơ kín của cán bộ: the private half opens with the official's own password, and with nothing else."""

    __tablename__ = "official_key"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    sealed_private: Mapped[bytes] = mapped_column(LargeBinary)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    memory_kib: Mapped[int]
    passes: Mapped[int]
    made_at: Mapped[datetime]


class SessionKey(Model):
    """The private half for as long as somebody is signed in, sealed under a secret that only their browser holds."""

    __tablename__ = "session_key"

    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("login_session.id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    sealed_private: Mapped[bytes] = mapped_column(LargeBinary)


class DeskKey(Model):
    """khóa của bàn tiếp nhận: what comes in is closed for it; each who receives there has it in a box."""

    __tablename__ = "desk_key"
    __table_args__ = (
        Index("uq_desk_key_in_use", "agency_id", unique=True, sqlite_where=IN_USE, postgresql_where=IN_USE),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    made_at: Mapped[datetime]
    made_by: Mapped[uuid.UUID]
    retired_at: Mapped[datetime | None]
    # A retired key, once nothing is closed for it any more: in a box for the key that came after it, nowhere else.
    emptied_at: Mapped[datetime | None]
    successor_id: Mapped[uuid.UUID | None]
    boxed_for_successor: Mapped[bytes | None] = mapped_column(LargeBinary)
    # When nothing that came in before the desk had a key lay under the keyring any more.
    older_closed_at: Mapped[datetime | None]


class DeskKeyHolder(Model):
    """Who has a desk's key, in a box for their own key."""

    __tablename__ = "desk_key_holder"

    desk_key_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("desk_key.id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    boxed_private: Mapped[bytes] = mapped_column(LargeBinary)
    given_by: Mapped[uuid.UUID]
    given_at: Mapped[datetime]


class EscrowHalf(Model):
    """nửa khóa giữ hộ: one of the two halves of a desk's key, in a box for whoever keeps it."""

    __tablename__ = "escrow_half"
    __table_args__ = (CheckConstraint("part IN (1, 2)", name="two_parts"),)

    desk_key_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("desk_key.id"), primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), index=True)
    boxed_half: Mapped[bytes] = mapped_column(LargeBinary)
    given_at: Mapped[datetime]


class EscrowReturn(Model):
    """A half given to a clerk who lost the desk's key, until both are there."""

    __tablename__ = "escrow_return"

    desk_key_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("desk_key.id"), primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True)
    to_account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    boxed_half: Mapped[bytes] = mapped_column(LargeBinary)
    returned_at: Mapped[datetime]


class LossDrill(Model):
    """diễn tập mất khóa: both keepers give their half to a clerk who has the key anyway, and both together are it."""

    __tablename__ = "loss_drill"
    __table_args__ = (
        Index("uq_loss_drill_open", "desk_key_id", unique=True, sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    desk_key_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("desk_key.id"))
    opened_at: Mapped[datetime]
    # Who joins the halves; NULL: the keepers typed their passwords at the console.
    account_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    done_at: Mapped[datetime | None]


class SenderKey(Model):
    """The key of whoever sent a case: the private half opens with the access code."""

    __tablename__ = "sender_key"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case_key.case_id", ondelete="CASCADE"), primary_key=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    sealed_private: Mapped[bytes] = mapped_column(LargeBinary)


class CaseShare(Model):
    """The key of a case in a box for one holder; `holder_id` is a desk's key, an account, or the case with the code."""

    __tablename__ = "case_share"
    __table_args__ = (one_of("holder", Holder), Index("ix_case_share_holder", "holder_id"))

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case_key.case_id", ondelete="CASCADE"), primary_key=True)
    holder: Mapped[Holder] = mapped_column(EnumText(Holder), primary_key=True)
    holder_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    box: Mapped[bytes] = mapped_column(LargeBinary)
