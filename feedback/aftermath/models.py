"""Tables of what follows an answer."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from feedback.aftermath.states import AskState, BoardFinding, Way, Wish, WishState

_ASK_OPEN = text("state IN ('waiting', 'taken')")
_WISH_OPEN = text("state = 'open'")


class Dispute(Model):
    """Chưa đồng ý với câu trả lời: which version of the answer, and what the sender wants now.

    Why, in choices and words, and which photos belong to it lie in `sealed`, under the case's key.
    """

    __tablename__ = "dispute"
    __table_args__ = (one_of("way", Way), Index("ix_dispute_petition", "petition_id", "at"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    at: Mapped[datetime]
    way: Mapped[Way] = mapped_column(EnumText(Way))
    answer_number: Mapped[int]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class BoardRequest(Model):
    """nhờ Ban Thanh tra nhân dân xem: one open at a time, of readable petitions only.

    `sealed_asked`: the sender's words, and a way to reach them if they chose to give the Board one. `sealed_found`:
    what the Board says it saw.
    """

    __tablename__ = "board_request"
    __table_args__ = (
        one_of("state", AskState),
        one_of("finding", BoardFinding),
        CheckConstraint("(state = 'found') = (finding IS NOT NULL)", name="found_with_finding"),
        CheckConstraint("(state = 'found') = (found_at IS NOT NULL)", name="found_with_time"),
        Index("uq_board_request_open", "petition_id", unique=True, sqlite_where=_ASK_OPEN, postgresql_where=_ASK_OPEN),
        Index("ix_board_request_agency", "agency_id", "state", "asked_at", "id"),
        Index("ix_board_request_petition", "petition_id", "asked_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    state: Mapped[AskState] = mapped_column(EnumText(AskState))
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    taken_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    found_at: Mapped[datetime | None]
    found_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    finding: Mapped[BoardFinding | None] = mapped_column(EnumText(BoardFinding))
    sealed_asked: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_found: Mapped[bytes | None] = mapped_column(LargeBinary)


class BoardRecusal(Model):
    """A member of the Board sent the petition, or is close to it: they see and do nothing of it here any more."""

    __tablename__ = "board_recusal"

    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    at: Mapped[datetime]


class FormalWish(Model):
    """A formal act that the sender started here: it counts from their signature, which the desk records."""

    __tablename__ = "formal_wish"
    __table_args__ = (
        one_of("wish", Wish),
        one_of("state", WishState),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_once"),
        Index(
            "uq_formal_wish_open", "petition_id", "wish", unique=True, sqlite_where=_WISH_OPEN,
            postgresql_where=_WISH_OPEN,
        ),
        Index("ix_formal_wish_agency", "agency_id", "state", "at", "id"),
        Index("ix_formal_wish_petition", "petition_id", "at"),
    )  # fmt: skip

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    wish: Mapped[Wish] = mapped_column(EnumText(Wish))
    state: Mapped[WishState] = mapped_column(EnumText(WishState))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
