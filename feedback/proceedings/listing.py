"""The complaints and denunciations an official may know of, by what is due first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from accounts.models import Account
from accounts.roles import Role
from core.actor import Actor
from core.context import Context
from core.paging import Page, PageRequest, keyset, take
from deadlines.queries import load_calendar
from deadlines.standing import Standing, standing_of
from deadlines.states import ClockState
from feedback.models import Petition
from feedback.policies import ASSIGNABLE_ROLES, STAFF_ROLES
from feedback.proceedings.models import Proceeding, ProceedingMember
from feedback.proceedings.states import Stage, Track
from feedback.services.moving import NOT_RUNNING
from feedback.states import PetitionState

_P, _Q, _M = Petition, Proceeding, ProceedingMember


@dataclass(frozen=True, slots=True)
class ProceedingRow:
    """A line of the list; `title` is empty while the petition is sealed. `standing` None: nothing is due."""

    id: UUID
    number: str
    title: str
    sealed: bool
    track: Track
    stage: Stage
    received_on: date
    assignee: str | None
    due_at: datetime
    standing: Standing | None


def list_proceedings(ctx: Context, *, viewer: Actor, page: PageRequest, done: bool = False) -> Page[ProceedingRow]:
    """Those under way (or over), earliest date first: the list form of `policies.can_see`. One statement."""
    state = PetitionState.CLOSED if done else PetitionState.PROCEEDING
    statement = (
        select(
            _P.id, _P.number, _P.title, _P.sealed, _Q.track, _Q.stage, _Q.received_on, Account.name.label("assignee"),
            _P.due_at,
        )
        .join(_Q, _Q.petition_id == _P.id)
        .join(Account, Account.id == _P.assignee_id, isouter=True)
        .where(_P.state == state, _P.agency_id.in_(viewer.agencies(*STAFF_ROLES)), _seen(viewer))
    )  # fmt: skip
    rows = ctx.session.execute(keyset(statement, [_P.due_at, _P.id], page)).all()
    return take(rows, page, lambda row: [row.due_at, row.id]).map(lambda row: _row(ctx, row))


def _seen(viewer: Actor) -> ColumnElement[bool]:
    named = select(_M.petition_id).where(_M.account_id == viewer.account_id)
    held = and_(_P.assignee_id == viewer.account_id, _P.agency_id.in_(viewer.agencies(*ASSIGNABLE_ROLES)))
    desk = _P.agency_id.in_(viewer.agencies(Role.INTAKE_CLERK))
    return or_(_P.sealed.is_(False), held, desk, _P.id.in_(named))


def _row(ctx: Context, row: Any) -> ProceedingRow:
    due = row.due_at != NOT_RUNNING
    standing = (
        standing_of(state=ClockState.RUNNING, due_at=row.due_at, now=ctx.now, calendar=load_calendar(ctx))
        if due
        else None
    )
    return ProceedingRow(**row._asdict(), standing=standing)
