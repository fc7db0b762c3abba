"""What auditors see of the log and administrators of notices: who, when, which kind of act; never any content."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import false, or_, select, true
from sqlalchemy.sql.elements import ColumnElement

from accounts.models import Account
from accounts.roles import Role
from agencies.models import Agency
from agencies.queries import under
from core.actor import Actor, ActorKind
from core.audit import AuditDetail, AuditEntry, AuditHead
from core.clock import start_of_day
from core.context import Context
from core.errors import NotFound
from core.notices import Channel, Notice, NoticeState
from core.paging import Page, PageRequest, keyset, take


@dataclass(frozen=True, slots=True)
class Book:
    """The log of one agency: its chain."""

    agency_id: uuid.UUID
    name: str
    entries: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log."""

    seq: int
    at: datetime
    actor_kind: ActorKind
    actor_name: str | None
    action: str
    subject_type: str
    subject_id: str
    reason: str = ""  # why an identity was opened: one of a fixed list


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice: how it stands, not to whom nor what it says."""

    id: uuid.UUID
    agency_name: str
    channel: Channel
    state: NoticeState
    created_at: datetime
    changed_at: datetime


def _reach(viewer: Actor, roles: tuple[Role, ...]) -> ColumnElement[bool]:
    if viewer.kind is ActorKind.SYSTEM:
        return true()
    return or_(false(), *(under(Agency.path, path) for path in viewer.paths(*roles)))


def list_books(ctx: Context, *, viewer: Actor, roles: tuple[Role, ...], limit: int = 500) -> list[Book]:
    """The logs in the viewer's reach, from the top of the tree down."""
    rows = ctx.session.execute(
        select(Agency.id, Agency.name, AuditHead.seq)
        .join(AuditHead, AuditHead.chain == Agency.id)
        .where(_reach(viewer, roles))
        .order_by(Agency.path, Agency.id)
        .limit(limit)
    )
    return [Book(*row) for row in rows]


def list_entries(
    ctx: Context, *, viewer: Actor, roles: tuple[Role, ...], agency_id: uuid.UUID, day: date | None, page: PageRequest
) -> Page[Entry]:
    """One agency's log, newest first, of one day in Vietnam when given. Raises NotFound outside the viewer's reach."""
    if not ctx.session.execute(select(Agency.id).where(Agency.id == agency_id, _reach(viewer, roles))).first():
        raise NotFound
    e = AuditEntry
    statement = (
        select(
            e.seq,
            e.at,
            e.actor_kind,
            Account.name.label("actor_name"),
            e.action,
            e.subject_type,
            e.subject_id,
            AuditDetail.detail,
        )
        .outerjoin(AuditDetail, AuditDetail.entry_id == e.id)
        .outerjoin(Account, Account.id == e.account_id)
        .where(e.chain == agency_id)
    )
    if day is not None:
        statement = statement.where(e.at >= start_of_day(day), e.at < start_of_day(day + timedelta(days=1)))
    rows = ctx.session.execute(keyset(statement, [e.seq], page, descending=True)).all()
    return take(rows, page, lambda row: [row.seq]).map(
        lambda row: Entry(
            row.seq, row.at, ActorKind(row.actor_kind), row.actor_name, row.action, row.subject_type, row.subject_id,
            _reason(row.action, row.detail),
        )
    )  # fmt: skip


def _reason(action: str, detail: dict[str, Any] | None) -> str:
    # Of the detail of an act the auditor sees this alone, and it is a word of a fixed list.
    return str((detail or {}).get("reason", "")) if action.endswith(":identity:open") else ""


def list_notices(
    ctx: Context, *, viewer: Actor, roles: tuple[Role, ...], state: NoticeState | None, page: PageRequest
) -> Page[NoticeLine]:
    """The notices of the viewer's agencies, newest first, in one state when given."""
    n = Notice
    statement = (
        select(n.id, Agency.name.label("agency"), n.channel, n.state, n.created_at, n.changed_at)
        .join(Agency, Agency.id == n.agency_id)
        .where(_reach(viewer, roles))
    )
    if state is not None:
        statement = statement.where(n.state == state)
    rows = ctx.session.execute(keyset(statement, [n.created_at, n.id], page, descending=True)).all()
    return take(rows, page, lambda row: [row.created_at, row.id]).map(
        lambda row: NoticeLine(row.id, row.agency, row.channel, row.state, row.created_at, row.changed_at)
    )
