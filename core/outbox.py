"""The outbox: what must happen after the commit, written in the same transaction as its cause."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import JSON, Index, String, delete, insert, or_, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.context import Context
from core.db import Model, insert_row
from core.ids import uuid7

# A message handed to the broker and not done after this long is handed over again (the broker may have died).
LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 20


@dataclass(frozen=True)
class Event:
    """Base of the domains' events: ids and plain values only, nothing personal; the payload goes to the broker."""

    topic: ClassVar[str]
    version: ClassVar[int] = 1


class OutboxMessage(Model):
    """One event waiting for its handlers."""

    __tablename__ = "outbox_message"
    __table_args__ = (
        Index(
            "ix_outbox_message_waiting",
            "created_at",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(String(80))
    version: Mapped[int]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    handed_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]


class HandledMessage(Model):
    """That a handler has done a message: written in the handler's own transaction, so doing it twice is noticed."""

    __tablename__ = "outbox_handled"

    message_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    handler: Mapped[str] = mapped_column(String(80), primary_key=True)
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message as the relay and the worker see it."""

    id: uuid.UUID
    topic: str
    version: int
    payload: dict[str, Any]
    created_at: datetime


def _jsonable(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_jsonable(item) for item in value]
    return value


def publish(ctx: Context, event: Event) -> uuid.UUID:
    """Write the event beside what caused it; the relay hands it over after the commit. Gives the message's id."""
    message_id = uuid7()
    payload = {name: _jsonable(value) for name, value in asdict(event).items()}
    values = {"id": message_id, "topic": event.topic, "version": event.version, "payload": payload}
    insert_row(ctx.session, OutboxMessage, {**values, "created_at": ctx.now, "attempts": 0})
    return message_id


def list_waiting(session: Session, *, now: datetime, limit: int = 100) -> Sequence[Waiting]:
    """The oldest messages not yet handed over, or handed over longer ago than the lease. Writes nothing."""
    m = OutboxMessage
    rows = session.execute(
        select(m.id, m.topic, m.version, m.payload, m.created_at)
        .where(m.done_at.is_(None), or_(m.handed_at.is_(None), m.handed_at < now - LEASE), m.attempts < MAX_ATTEMPTS)
        .order_by(m.created_at, m.id)
        .limit(limit)
    )
    return [Waiting(*row) for row in rows]


def mark_handed(session: Session, ids: Iterable[uuid.UUID], *, now: datetime) -> None:
    """Note that the broker has them."""
    m = OutboxMessage
    session.execute(update(m).where(m.id.in_(list(ids))).values(handed_at=now, attempts=m.attempts + 1))


def get_message(session: Session, message_id: uuid.UUID) -> Waiting | None:
    """A message by id; None when it is done or gone."""
    m = OutboxMessage
    row = session.execute(
        select(m.id, m.topic, m.version, m.payload, m.created_at).where(m.id == message_id, m.done_at.is_(None))
    ).one_or_none()
    return Waiting(*row) if row else None


def claim(ctx: Context, message_id: uuid.UUID, handler: str) -> bool:
    """Note, in the handler's transaction, that it does this message; False when it already had."""
    h = HandledMessage
    if ctx.session.execute(select(h.at).where(h.message_id == message_id, h.handler == handler)).first():
        return False
    ctx.session.execute(insert(h).values(message_id=message_id, handler=handler, at=ctx.now))
    return True


def mark_done(ctx: Context, message_id: uuid.UUID) -> None:
    """All handlers have done it."""
    ctx.session.execute(update(OutboxMessage).where(OutboxMessage.id == message_id).values(done_at=ctx.now))


def purge_done(ctx: Context, *, older_than: timedelta = timedelta(days=7), limit: int = 5000) -> int:
    """Forget the oldest messages done before that time; how many."""
    m = OutboxMessage
    old = select(m.id).where(m.done_at < ctx.now - older_than).order_by(m.created_at).limit(limit)
    ids = list(ctx.session.execute(old).scalars())
    ctx.session.execute(delete(HandledMessage).where(HandledMessage.message_id.in_(ids)))
    ctx.session.execute(delete(m).where(m.id.in_(ids)))
    return len(ids)
