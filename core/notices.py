"""Notices to people outside (e-mail, SMS, Zalo), honest about what is known of their delivery."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import Index, LargeBinary, String, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from core import outbox
from core.context import Context
from core.db import EnumText, Model, one_of
from core.ids import uuid7

PURPOSE = "notice"
# In place of an agency: no administrator's list shows it. That a mail about a sealed case went out says there is one.
UNLISTED = uuid.UUID(int=0)


class Channel(StrEnum):
    """How a notice travels."""

    EMAIL = "email"
    SMS = "sms"
    ZALO = "zalo"


class NoticeState(StrEnum):
    """queued → sending → sent | failed; a worker that died while sending leaves *unknown*, never a silent repeat."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Notice(Model):
    """One message to one person. Address and text are sealed; the broker only ever sees the id."""

    __tablename__ = "notice"
    __table_args__ = (
        one_of("channel", Channel),
        one_of("state", NoticeState),
        Index("ix_notice_agency_created", "agency_id", "created_at", "id"),
        Index("ix_notice_subject", "subject_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID]
    channel: Mapped[Channel] = mapped_column(EnumText(Channel))
    state: Mapped[NoticeState] = mapped_column(EnumText(NoticeState))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[uuid.UUID | None]
    sealed_to: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_text: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


@dataclass(frozen=True)
class NoticeQueued(outbox.Event):
    """A notice waits to be sent."""

    topic: ClassVar[str] = "notice.queued"
    notice_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class OpenNotice:
    """A notice with its address and text in clear: for the sender and the demo's mailbox only."""

    id: uuid.UUID
    channel: Channel
    state: NoticeState
    to: str
    subject: str
    text: str
    created_at: datetime


def queue_notice(
    ctx: Context, *, agency_id: uuid.UUID, channel: Channel, to: str, subject: str, text: str,
    subject_type: str, subject_id: uuid.UUID | None,
) -> uuid.UUID:  # fmt: skip
    """Write a notice to be sent after the commit. `subject` and `text` never carry what the case is about.

    `agency_id`: whose administrators see how it fared; UNLISTED for what speaks of a sealed case.
    """
    notice_id = uuid7()
    bound = notice_id.bytes
    ctx.session.execute(
        insert(Notice).values(
            id=notice_id,
            agency_id=agency_id,
            channel=channel,
            state=NoticeState.QUEUED,
            subject_type=subject_type,
            subject_id=subject_id,
            created_at=ctx.now,
            changed_at=ctx.now,
            sealed_to=ctx.keys.seal(PURPOSE, to.encode(), bound_to=bound),
            sealed_text=ctx.keys.seal(PURPOSE, f"{subject}\n{text}".encode(), bound_to=bound),
        )
    )
    outbox.publish(ctx, NoticeQueued(notice_id=notice_id))
    return notice_id


def _opened(ctx: Context, notice: Notice) -> OpenNotice:
    bound = notice.id.bytes
    subject, _, text = ctx.keys.open(PURPOSE, notice.sealed_text, bound_to=bound).decode().partition("\n")
    to = ctx.keys.open(PURPOSE, notice.sealed_to, bound_to=bound).decode()
    return OpenNotice(notice.id, notice.channel, notice.state, to, subject, text, notice.created_at)


def begin_sending(ctx: Context, notice_id: uuid.UUID) -> OpenNotice | None:
    """Claim a queued notice for sending (committed before it leaves). None when there is nothing to send.

    A notice found already *sending* was interrupted: it becomes *unknown* and is not sent again.
    """
    notice = ctx.session.execute(select(Notice).where(Notice.id == notice_id).with_for_update()).scalar_one_or_none()
    if notice is None or notice.state not in (NoticeState.QUEUED, NoticeState.SENDING):
        return None
    if notice.state is NoticeState.SENDING:
        _move(ctx, notice_id, NoticeState.UNKNOWN)
        return None
    opened = _opened(ctx, notice)
    _move(ctx, notice_id, NoticeState.SENDING)
    return opened


def finish_sending(ctx: Context, notice_id: uuid.UUID, state: NoticeState, *, forget_text: bool = False) -> None:
    """Record how the sending ended; `forget_text`: what it said is not needed any more."""
    _move(ctx, notice_id, state)
    if forget_text:
        nothing = ctx.keys.seal(PURPOSE, b"\n", bound_to=notice_id.bytes)
        ctx.session.execute(update(Notice).where(Notice.id == notice_id).values(sealed_text=nothing))


def forget_recipient(ctx: Context, *, subject_type: str, subject_id: uuid.UUID) -> None:
    """Erase to whom the notices of a case went; what has not left yet does not leave any more."""
    n = Notice
    mine = select(n.id, n.state).where(n.subject_id == subject_id, n.subject_type == subject_type).with_for_update()
    for row in ctx.session.execute(mine).all():
        state = NoticeState.FAILED if row.state is NoticeState.QUEUED else row.state
        nobody = ctx.keys.seal(PURPOSE, b"", bound_to=row.id.bytes)
        values = {"sealed_to": nobody, "state": state, "changed_at": ctx.now}
        ctx.session.execute(update(n).where(n.id == row.id).values(**values))


def unlist_notices(ctx: Context, *, subject_type: str, subject_id: uuid.UUID) -> None:
    """A case is sealed: what went out about it before stands in no list any more, nor to whom, nor what it said."""
    forget_recipient(ctx, subject_type=subject_type, subject_id=subject_id)
    n = Notice
    mine = (n.subject_id == subject_id, n.subject_type == subject_type)
    for notice_id in ctx.session.execute(select(n.id).where(*mine)).scalars().all():
        nothing = ctx.keys.seal(PURPOSE, b"\n", bound_to=notice_id.bytes)
        ctx.session.execute(update(n).where(n.id == notice_id).values(agency_id=UNLISTED, sealed_text=nothing))


def _move(ctx: Context, notice_id: uuid.UUID, state: NoticeState) -> None:
    ctx.session.execute(update(Notice).where(Notice.id == notice_id).values(state=state, changed_at=ctx.now))


def list_latest_open(ctx: Context, *, limit: int = 50) -> list[OpenNotice]:
    """The newest notices in clear. For the demo's mailbox page, nowhere else."""
    kept = select(Notice).where(Notice.sealed_to != b"")  # of old ones neither address nor text is kept
    rows = ctx.session.execute(kept.order_by(Notice.created_at.desc(), Notice.id.desc()).limit(limit))
    opened = (_opened(ctx, row) for row in rows.scalars())
    return [one for one in opened if one.to or one.subject]  # the rest is about what was sealed since
