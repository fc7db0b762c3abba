"""Petitions for others: the commune's public figures and the Board's list. Never a sealed case, never an identity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, text, union_all

from agencies.models import Agency
from agencies.queries import under
from agencies.states import AgencyKind
from casework.masking import MASK
from core.context import Context
from core.paging import MAX_SIZE, Page, PageRequest, keyset, take
from deadlines.queries import load_calendar
from deadlines.standing import Standing
from feedback.models import COUNTED_OPEN, Petition
from feedback.publishing.shown import published_of
from feedback.queries.queue import standing_from
from feedback.states import Field, Outcome, PetitionKind, PetitionState

PERIOD = timedelta(days=90)
_BOARD_COLUMNS = (
    Petition.id, Petition.number, Petition.agency_id, Petition.kind, Petition.field, Petition.state, Petition.outcome,
    Petition.received_at, Petition.due_at, Petition.answered_at, Petition.answer_due_at, Petition.rating,
    Petition.reopened_at,
)  # fmt: skip
# A commune and its offices; a whole province would be more branches than the statement is worth.
_MERGED = 20


@dataclass(frozen=True, slots=True)
class CommuneFacts:
    """How a commune fares with what it may talk about (sealed cases are nowhere counted)."""

    open: int
    overdue: int
    answered: int
    answered_on_time: int
    since: datetime


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A petition as the Board sees it: status and clock, the answer only in its published, covered version."""

    id: UUID
    number: str
    agency_id: UUID
    kind: PetitionKind | None
    field: Field | None
    state: PetitionState
    outcome: Outcome | None
    standing: Standing
    received_at: datetime
    due_at: datetime
    answered_at: datetime | None
    answered_late: bool | None
    rating: int | None
    reopened: bool
    public_answer: str


def commune_facts(ctx: Context, agency_id: UUID) -> CommuneFacts:
    """Open, overdue, and answered on time of those answered within 90 days. Two statements."""
    p, since = Petition, ctx.now - PERIOD
    running = ctx.session.execute(
        select(func.count(), func.count().filter(p.due_at < ctx.now)).where(
            p.agency_id == agency_id, *map(text, COUNTED_OPEN)
        )
    ).one()
    done = ctx.session.execute(
        select(func.count(), func.count().filter(p.answered_at <= p.answer_due_at)).where(
            p.agency_id == agency_id, p.answered_at >= since, p.sealed.is_(False)
        )
    ).one()
    return CommuneFacts(running[0], running[1], done[0], done[1], since)


def list_for_board(ctx: Context, path: str, page: PageRequest) -> Page[BoardRow]:
    """The readable petitions of the agencies at and below a path, newest first. Three statements.

    Each agency's newest are read along its own index and merged: sorting what a desk had in years would take as long
    as it has had petitions.
    """
    p, holds = Petition, Agency.kind != AgencyKind.HAMLET
    desks = ctx.session.execute(select(Agency.id).where(under(Agency.path, path), holds)).scalars().all()
    if not desks:
        return Page([], None)
    statement = select(*_BOARD_COLUMNS).where(p.sealed.is_(False), p.protected.is_(False))
    if len(desks) > _MERGED:
        found = keyset(statement.where(p.agency_id.in_(desks)), [p.received_at, p.id], page, descending=True)
    else:
        found = _merged([statement.where(p.agency_id == desk) for desk in desks], page)
    rows = take(ctx.session.execute(found).all(), page, lambda row: [row.received_at, row.id])
    published = _published(ctx, [row.id for row in rows.items])
    calendar = load_calendar(ctx)
    return rows.map(lambda row: _board_row(row, ctx.now, calendar, published.get(row.id, "")))


def _merged(branches: Sequence[Select[*tuple[Any, ...]]], page: PageRequest) -> Select[*tuple[Any, ...]]:
    keys = [Petition.received_at, Petition.id]
    parts = [select(keyset(branch, keys, page, descending=True).subquery()) for branch in branches]
    merged = union_all(*parts).subquery()
    return select(merged).order_by(merged.c.received_at.desc(), merged.c.id.desc()).limit(min(page.size, MAX_SIZE) + 1)


def _published(ctx: Context, ids: list[UUID]) -> dict[UUID, str]:
    found = published_of(ctx, ids)
    return {of: "".join(piece.text or MASK for piece in pieces) for of, pieces in found.items()}


def _board_row(row: Any, now: datetime, calendar: Any, public_answer: str) -> BoardRow:
    late = None if row.answered_at is None or row.answer_due_at is None else row.answered_at > row.answer_due_at
    return BoardRow(
        id=row.id, number=row.number, agency_id=row.agency_id, kind=row.kind, field=row.field, state=row.state,
        outcome=row.outcome, standing=standing_from(row.state, row.due_at, now, calendar),
        received_at=row.received_at, due_at=row.due_at, answered_at=row.answered_at, answered_late=late,
        rating=row.rating, reopened=row.reopened_at is not None, public_answer=public_answer,
    )  # fmt: skip
