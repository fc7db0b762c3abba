"""The officials' queue. Flat in the number of petitions: every branch below is one range of an index, cut at the page.

What an official may see and what a view holds are equalities on (agency, state) or (assignee, state); a branch for each
is read in due order, and the few rows are merged. No OR, no sort of more than a page, no count beyond the cap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, literal, select, tuple_, union_all

from accounts.roles import Role
from core.actor import Actor
from core.clock import end_of_day, local_date
from core.context import Context
from core.paging import Page, PageRequest, decode_cursor, take
from deadlines.calendar import WorkCalendar
from deadlines.queries import load_calendar
from deadlines.standing import SOON, Standing, standing_of
from deadlines.states import ClockState, StandingKind
from feedback.models import Petition
from feedback.policies import STAFF_ROLES, can_list
from feedback.states import (
    DONE_STATES,
    HANDLER_STATES,
    OPEN_STATES,
    Field,
    PetitionKind,
    PetitionState,
    Urgency,
    View,
)

CAP = 100
_STATES: dict[View, Sequence[PetitionState]] = {
    View.UNTRIAGED: (PetitionState.RECEIVED,),
    View.UNASSIGNED: (PetitionState.TRIAGED,),
    View.APPROVAL: (PetitionState.AWAITING_APPROVAL,),
    View.DONE: DONE_STATES,
}
# What waits for the desk and what for the leader, wherever they hold the role; the handler's is what they were given.
_DESK_WORK = (PetitionState.RECEIVED, PetitionState.TRIAGED)
_LEADER_WORK = (PetitionState.AWAITING_APPROVAL,)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A line of the queue; `title` is empty while the petition is sealed."""

    id: UUID
    number: str
    state: PetitionState
    kind: PetitionKind | None
    field: Field | None
    urgency: Urgency | None
    sealed: bool
    title: str
    assignee_id: UUID | None
    received_at: datetime
    due_at: datetime
    standing: Standing


@dataclass(frozen=True, slots=True)
class QueueCount:
    """How many a view holds; `capped` when there are more."""

    view: View
    count: int
    capped: bool


@dataclass(frozen=True, slots=True)
class _Branch:
    """One index range: an equality on agency (or assignee) and state; `readable` leaves sealed ones out."""

    owner: str
    owner_id: UUID
    state: PetitionState
    readable: bool = False

    def conditions(self) -> list[ColumnElement[bool]]:
        found = [getattr(Petition, self.owner) == self.owner_id, Petition.state == self.state]
        return [*found, Petition.sealed.is_(False)] if self.readable else found


def _seen(actor: Actor, states: Sequence[PetitionState]) -> list[_Branch]:
    """Whatever the official may see in these states: the list form of `policies.can_see`."""
    clerk_at = actor.agencies(Role.INTAKE_CLERK)
    branches = [_Branch("agency_id", agency, state) for agency in clerk_at for state in states]
    for agency in actor.agencies(*STAFF_ROLES):
        if agency in clerk_at:
            continue
        leads = actor.holds_at(Role.LEADER, agency)
        for state in states:
            if state is not PetitionState.RECEIVED:  # all of these are sealed
                all_of_it = leads and state is PetitionState.AWAITING_APPROVAL
                branches.append(_Branch("agency_id", agency, state, readable=not all_of_it))
    return branches + _given(actor, states)


def _given(actor: Actor, states: Sequence[PetitionState]) -> list[_Branch]:
    if actor.account_id is None:
        return []
    return [_Branch("assignee_id", actor.account_id, state) for state in states]


def _mine(actor: Actor) -> list[_Branch]:
    branches = [_Branch("agency_id", a, s) for a in actor.agencies(Role.INTAKE_CLERK) for s in _DESK_WORK]
    branches += [_Branch("agency_id", a, s) for a in actor.agencies(Role.LEADER) for s in _LEADER_WORK]
    return branches + _given(actor, HANDLER_STATES)


def _branches(actor: Actor, view: View) -> list[_Branch]:
    if view is View.MINE:
        return _mine(actor)
    return _seen(actor, _STATES.get(view, OPEN_STATES))


_COLUMNS = tuple(getattr(Petition, name) for name in QueueRow.__slots__ if name != "standing")


def list_queue(ctx: Context, *, viewer: Actor, view: View, page: PageRequest) -> Page[QueueRow]:
    """A page of a view, what is due first first (what is done: last first). One statement. Raises Forbidden."""
    can_list(viewer).demand()
    descending = view is View.DONE
    calendar = load_calendar(ctx)
    window = list(_window(view, ctx.now, calendar))
    after = decode_cursor(page.after, 2)
    if after is not None:
        here, there = tuple_(Petition.due_at, Petition.id), tuple_(*after)
        window.append(here < there if descending else here > there)
    parts = [_part(branch, window, page.size + 1, descending=descending) for branch in _branches(viewer, view)]
    if not parts:
        return Page([], None)
    merged = union_all(*parts).subquery()
    order = [column.desc() if descending else column.asc() for column in (merged.c.due_at, merged.c.id)]
    # What a clerk was given is in two branches: DISTINCT over at most a few pages of rows.
    rows = ctx.session.execute(select(merged).distinct().order_by(*order).limit(page.size + 1)).all()
    return take(rows, page, lambda row: [row.due_at, row.id]).map(lambda row: _row(row, ctx.now, calendar))


def count_queues(ctx: Context, *, viewer: Actor | None = None) -> Sequence[QueueCount]:
    """How many petitions each open view holds for the actor, counted no further than the cap. One statement."""
    actor = viewer or ctx.actor
    if not can_list(actor):
        return []
    seen, mine = _seen(actor, OPEN_STATES), _mine(actor)
    parts = [_counted(branch, "seen") for branch in seen] + [_counted(branch, "mine") for branch in mine]
    rows = union_all(*parts).subquery()
    soon, now = _soon(ctx.now, load_calendar(ctx)), ctx.now
    late = func.count(case((rows.c.due_at < now, rows.c.id)).distinct())
    near = func.count(case((rows.c.due_at.between(now, soon), rows.c.id)).distinct())
    statement = select(rows.c.scope, rows.c.state, func.count(rows.c.id.distinct()), late, near)
    found = ctx.session.execute(statement.group_by(rows.c.scope, rows.c.state)).all()
    return [_total(view, found) for view in View if view is not View.DONE]


def _total(view: View, found: Sequence[Any]) -> QueueCount:
    column = {View.OVERDUE: 3, View.DUE_SOON: 4}.get(view, 2)
    scope = "mine" if view is View.MINE else "seen"
    states = _STATES.get(view, OPEN_STATES)
    total = sum(row[column] for row in found if row[0] == scope and row[1] in states)
    return QueueCount(view, min(total, CAP), total > CAP)


def _counted(branch: _Branch, scope: str) -> Select[Any]:
    p = Petition
    inner = select(p.id, p.state, p.due_at).where(*branch.conditions()).order_by(p.due_at, p.id).limit(CAP + 1)
    rows = inner.subquery()
    return select(literal(scope).label("scope"), rows.c.id, rows.c.state, rows.c.due_at)


def _part(branch: _Branch, window: Sequence[ColumnElement[bool]], limit: int, *, descending: bool) -> Select[Any]:
    keys = (Petition.due_at, Petition.id)
    order = [key.desc() if descending else key.asc() for key in keys]
    return select(select(*_COLUMNS).where(*branch.conditions(), *window).order_by(*order).limit(limit).subquery())


def _window(view: View, now: datetime, calendar: WorkCalendar) -> Iterator[ColumnElement[bool]]:
    if view is View.OVERDUE:
        yield Petition.due_at < now
    if view is View.DUE_SOON:
        yield Petition.due_at.between(now, _soon(now, calendar))


def _soon(now: datetime, calendar: WorkCalendar) -> datetime:
    return end_of_day(calendar.add_working_days(local_date(now), SOON))


def _row(row: Any, now: datetime, calendar: WorkCalendar) -> QueueRow:
    return QueueRow(**row._asdict(), standing=standing_from(row.state, row.due_at, now, calendar))


def standing_from(state: PetitionState, due_at: datetime, now: datetime, calendar: WorkCalendar) -> Standing:
    """How a petition stands, from the copy of its due date."""
    if state is PetitionState.AWAITING_INFO:
        return Standing(StandingKind.PAUSED)
    clock = ClockState.STOPPED if state in DONE_STATES else ClockState.RUNNING
    return standing_of(state=clock, due_at=due_at, now=now, calendar=calendar)
