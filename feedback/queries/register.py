"""Numbers, days and counts of petitions for those who read none of them. Never a sealed case, a text or an identity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from accounts.roles import Role
from core.actor import Actor
from core.context import Context
from core.errors import Forbidden
from core.paging import Page, PageRequest, keyset, take
from feedback.machine import OPEN_STATES
from feedback.models import Petition
from feedback.queries.overview import PERIOD
from feedback.states import Outcome, PetitionKind, PetitionState


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A line of the records clerk's book: what came in, what went out."""

    number: str
    kind: PetitionKind | None
    state: PetitionState
    outcome: Outcome | None
    received_at: datetime
    due_at: datetime
    answered_at: datetime | None

    @property
    def runs(self) -> bool:
        """Whether an answer is due on a day that is known: not while it waits for the sender."""
        return self.state in OPEN_STATES and self.state is not PetitionState.AWAITING_INFO


@dataclass(frozen=True, slots=True)
class HamletCount:
    """How many readable petitions speak of a place in this hamlet."""

    open: int
    overdue: int
    answered: int


def list_incoming(ctx: Context, *, viewer: Actor, page: PageRequest) -> Page[RegisterLine]:
    """Sổ đến: what the desks of the records clerk hold, newest first."""
    p = Petition
    rows = ctx.session.execute(keyset(_lines(viewer), (p.received_at, p.id), page, descending=True)).all()
    return take(rows, page, lambda row: (row.received_at, row.id)).map(lambda row: RegisterLine(*row[1:]))


def list_outgoing(ctx: Context, *, viewer: Actor, page: PageRequest) -> Page[RegisterLine]:
    """Sổ đi: what they have answered, the newest answer first."""
    p = Petition
    statement = _lines(viewer).where(p.answered_at.is_not(None))
    rows = ctx.session.execute(keyset(statement, (p.answered_at, p.id), page, descending=True)).all()
    return take(rows, page, lambda row: (row.answered_at, row.id)).map(lambda row: RegisterLine(*row[1:]))


def _lines(viewer: Actor) -> Select[*tuple[Any, ...]]:
    p = Petition
    return select(p.id, p.number, p.kind, p.state, p.outcome, p.received_at, p.due_at, p.answered_at).where(
        p.agency_id.in_(viewer.agencies(Role.RECORDS_CLERK)), p.sealed.is_(False), p.protected.is_(False)
    )


def count_for_hamlet(ctx: Context, *, agency_id: UUID, hamlet_id: UUID) -> HamletCount:
    """Open, overdue, and answered within 90 days, for the head of the hamlet. Two statements. Raises Forbidden."""
    if not ctx.actor.holds_at(Role.HAMLET_HEAD, hamlet_id):
        raise Forbidden
    p = Petition
    here = (p.agency_id == agency_id, p.hamlet_id == hamlet_id, p.sealed.is_(False))
    running = ctx.session.execute(
        select(func.count(), func.count().filter(p.due_at < ctx.now)).where(*here, p.state.in_(OPEN_STATES))
    ).one()
    answered = ctx.session.execute(select(func.count()).where(*here, p.answered_at >= ctx.now - PERIOD)).scalar_one()
    return HamletCount(running[0], running[1], answered)
