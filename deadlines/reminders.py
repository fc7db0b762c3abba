"""Reads of reminders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from agencies.models import Agency
from core.context import Context
from core.paging import Page, PageRequest, keyset, take
from deadlines.models import Reminder, ReminderAddress
from deadlines.services.reminders import ADDRESS
from deadlines.states import ReminderStage


@dataclass(frozen=True, slots=True)
class ReminderView:
    """That someone was told of a term."""

    id: UUID
    stage: ReminderStage
    due_at: datetime
    created_at: datetime
    seen_at: datetime | None
    agency_name: str
    subject_type: str
    subject_id: UUID


def list_reminders(ctx: Context, account_id: UUID, page: PageRequest) -> Page[ReminderView]:
    """An official's reminders, newest first. One statement."""
    r = Reminder
    columns = (r.id, r.stage, r.due_at, r.created_at, r.seen_at, Agency.name, r.subject_type, r.subject_id)
    statement = select(*columns).join(Agency, Agency.id == r.agency_id).where(r.account_id == account_id)
    rows = ctx.session.execute(keyset(statement, [r.created_at, r.id], page, descending=True)).all()
    found = take(rows, page, lambda row: [row.created_at, row.id])
    return found.map(lambda row: ReminderView(*row))


def address_of(ctx: Context, account_id: UUID) -> str:
    """Where the official wants to be told; empty when nowhere."""
    a = ReminderAddress
    sealed = ctx.session.execute(select(a.sealed_email).where(a.account_id == account_id)).scalar_one_or_none()
    return ctx.keys.open(ADDRESS, sealed, bound_to=account_id.bytes).decode() if sealed else ""
