"""The numbers of published documents, for the records clerk's book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from accounts.roles import Role
from core.actor import Actor
from core.context import Context
from core.paging import Page, PageRequest, keyset, take
from disclosures.models import Disclosure
from disclosures.states import PUBLIC_STATES, DisclosureState


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A published document as the book has it; `number` and `issued_on` are its own, and may be missing."""

    id: UUID
    number: str
    issued_on: date | None
    title: str
    state: DisclosureState
    published_at: datetime | None


def list_numbers(ctx: Context, *, viewer: Actor, page: PageRequest) -> Page[NumberRow]:
    """What the records clerk's agencies ever made public, newest first."""
    d = Disclosure
    statement = select(d.id, d.number, d.issued_on, d.title, d.state, d.published_at).where(
        d.agency_id.in_(viewer.agencies(Role.RECORDS_CLERK)), d.state.in_(PUBLIC_STATES)
    )
    rows = ctx.session.execute(keyset(statement, (d.published_at, d.id), page, descending=True)).all()
    return take(rows, page, lambda row: (row.published_at, row.id)).map(lambda row: NumberRow(*row))
