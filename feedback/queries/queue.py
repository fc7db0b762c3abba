"""The officials' queue. Flat in the number of petitions: every branch (`feedback.queries.branches`) is one range of an
index, read in due order and cut at the page, and the few rows are merged. No OR, no sort of more than a page, no count
beyond the cap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    Uuid,
    bindparam,
    case,
    func,
    literal,
    select,
    true,
    tuple_,
    union_all,
)  # fmt: skip

from accounts.models import Account
from core.actor import Actor
from core.clock import end_of_day, local_date
from core.context import Context
from core.db import UtcDateTime, fetch
from core.paging import Page, PageRequest, decode_cursor, take
from deadlines.calendar import WorkCalendar
from deadlines.queries import load_calendar
from deadlines.standing import SOON, Standing, standing_of
from deadlines.states import ClockState, StandingKind
from feedback.machine import DONE_STATES, OPEN_STATES
from feedback.models import Petition
from feedback.policies import can_list
from feedback.queries.branches import STATES, Shape, branches_of, narrowed_to, seen_by, shape_of, work_of
from feedback.queries.narrowing import NOTHING, Narrowing
from feedback.reviewing.models import waits_for_review
from feedback.shutting.reads import shut_to_me, tag_of
from feedback.states import Field, PetitionKind, PetitionState, Urgency, View

CAP = 100
_SCOPE = {View.MINE: "mine"}
_WITH_FREE = (View.MINE, View.UNASSIGNED)


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
    assignee: str | None
    received_at: datetime
    due_at: datetime
    standing: Standing


@dataclass(frozen=True, slots=True)
class QueueCount:
    """How many a view holds; `capped` when there are more."""

    view: View
    count: int
    capped: bool


_ADDED = ("standing", "assignee")
_COLUMNS = tuple(getattr(Petition, name) for name in QueueRow.__slots__ if name not in _ADDED)


def list_queue(
    ctx: Context, *, viewer: Actor, view: View, page: PageRequest, narrowed: Narrowing = NOTHING
) -> Page[QueueRow]:
    """A page of a view, what is due first first (what is done: last first). One statement. Raises Forbidden."""
    can_list(viewer).demand()
    branches = narrowed_to(branches_of(viewer, view), narrowed)
    if not branches:
        return Page([], None)
    calendar = load_calendar(ctx)
    shape, values = shape_of(branches)
    after = decode_cursor(page.after, 2)
    values |= {"now": ctx.now, "soon": _soon(ctx.now, calendar), "most": page.size + 1, **_me(ctx, viewer, shape)}
    if after is not None:
        values |= {"after_due": after[0], "after_id": after[1]}
    values |= _values_of(narrowed, ctx.now)
    rows = fetch(ctx.session, _list_statement(shape, view, after is not None, _names_of(narrowed)), **values).all()
    return take(rows, page, lambda row: [row.due_at, row.id]).map(lambda row: _row(row, ctx.now, calendar))


def count_queues(ctx: Context, *, viewer: Actor | None = None) -> Sequence[QueueCount]:
    """How many petitions each open view holds for the actor, counted no further than the cap. One statement."""
    actor = viewer or ctx.actor
    if not can_list(actor):
        return []
    seen, mine = seen_by(actor, OPEN_STATES), work_of(actor)
    shape, values = shape_of([*seen, *mine])
    values |= {"now": ctx.now, "soon": _soon(ctx.now, load_calendar(ctx)), **_me(ctx, actor, shape)}
    found = fetch(ctx.session, _count_statement(shape, len(seen)), **values).all()
    return [_total(view, found) for view in View if view is not View.DONE]


def count_narrowed(ctx: Context, *, viewer: Actor, view: View, narrowed: Narrowing) -> tuple[int, bool]:
    """How many a narrowed view holds, and whether there are more than were counted. One statement."""
    branches = narrowed_to(branches_of(viewer, view), narrowed)
    if not branches:
        return 0, False
    shape, values = shape_of(branches)
    values |= {"now": ctx.now, "soon": _soon(ctx.now, load_calendar(ctx)), **_values_of(narrowed, ctx.now)}
    values |= _me(ctx, viewer, shape)
    total = sum(fetch(ctx.session, _narrowed_count_statement(shape, view, _names_of(narrowed)), **values).scalars())
    return min(total, CAP), total > CAP


def _me(ctx: Context, viewer: Actor, shape: Shape) -> dict[str, Any]:
    """Whose tag is looked for where sealed petitions are: an accused official finds nothing of them."""
    return {"me": tag_of(ctx, viewer.account_id)} if any(one[3] is not False for one in shape) else {}


def _names_of(narrowed: Narrowing) -> tuple[str, ...]:
    timely = () if narrowed.timely is None else ("timely",) if narrowed.timely else ("late",)
    windows = (*(("due",) if narrowed.due else ()), *(("answered",) if narrowed.week else ()))
    return (*sorted(narrowed.equal_to()), *windows, *timely, *((f"no_{narrowed.lacks}",) if narrowed.lacks else ()))


def _values_of(narrowed: Narrowing, now: datetime) -> dict[str, Any]:
    window = narrowed.window(now)
    dates = {"due_from": window[0], "due_to": window[1]} if window else {}
    if (answered := narrowed.answered_within()) is not None:
        dates |= {"answered_from": answered[0], "answered_to": answered[1]}
    return {f"is_{name}": value for name, value in narrowed.equal_to().items()} | dates


def _chosen(names: tuple[str, ...]) -> Iterator[ColumnElement[bool]]:
    for name in names:
        if name == "due":
            yield Petition.due_at.between(_moment("due_from"), _moment("due_to"))
        elif name == "answered":
            yield Petition.answered_at.between(_moment("answered_from"), _moment("answered_to"))
        elif name.startswith("no_"):
            yield lacking(name.removeprefix("no_"))
        elif name in ("timely", "late"):
            yield answered_in_time() if name == "timely" else ~answered_in_time()
        else:
            column = getattr(Petition, name)
            yield column == bindparam(f"is_{name}", type_=column.type)


@lru_cache(maxsize=256)
def _narrowed_count_statement(shape: Shape, view: View, names: tuple[str, ...]) -> CompoundSelect[Any]:
    parts = []
    for one in shape:
        held = select(Petition.id).where(*_conditions(*one), *_window(view), *_chosen(names)).limit(CAP + 1)
        parts.append(select(func.count()).select_from(held.subquery()))
    return union_all(*parts)


@lru_cache(maxsize=256)
def _list_statement(shape: Shape, view: View, continued: bool, names: tuple[str, ...] = ()) -> Select[Any]:
    descending = view is View.DONE
    window = [*_window(view), *_chosen(names), *([_after(descending)] if continued else [])]
    keys = (Petition.due_at, Petition.id)
    order = [key.desc() if descending else key.asc() for key in keys]
    most: BindParameter[int] = bindparam("most", type_=Integer)
    parts = [
        select(select(*_COLUMNS).where(*_conditions(*one), *window).order_by(*order).limit(most).subquery())
        for one in shape
    ]
    merged = union_all(*parts).subquery()
    outer = [column.desc() if descending else column.asc() for column in (merged.c.due_at, merged.c.id)]
    named = select(merged, Account.name.label("assignee")).outerjoin(Account, Account.id == merged.c.assignee_id)
    return named.order_by(*outer).limit(most)


@lru_cache(maxsize=256)
def _count_statement(shape: Shape, seen: int) -> CompoundSelect[Any]:
    now, soon = _moment("now"), _moment("soon")
    parts = []
    for number, one in enumerate(shape):
        rows = select(Petition.due_at).where(*_conditions(*one)).order_by(Petition.due_at).limit(CAP + 1).subquery()
        due = rows.c.due_at
        scope, state = literal(_scope(one, number < seen)), literal(one[2].value)
        late, near = func.count(case((due < now, 1))), func.count(case((due.between(now, soon), 1)))
        parts.append(select(scope, state, func.count(), late, near).select_from(rows))
    return union_all(*parts)


def _scope(one: tuple[Any, ...], seen: bool) -> str:
    return "free" if one[-1] else "seen" if seen else "mine"


def _conditions(
    owner: str, number: int, state: PetitionState, sealed: bool | None, desk: int | None, free: bool
) -> Iterator[ColumnElement[bool]]:
    held: ColumnElement[Any] = getattr(Petition, owner)
    yield held == bindparam(f"owner_{number}", type_=Uuid())
    yield Petition.state == state
    if state is PetitionState.RECEIVED:
        yield ~waits_for_review()
    if sealed is not False:
        yield ~shut_to_me()
    if sealed is not None:
        yield Petition.sealed.is_(sealed)
    if desk is not None:
        yield Petition.agency_id == bindparam(f"owner_{desk}", type_=Uuid())
    if free:
        yield Petition.assignee_id.is_(None)


def lacking(name: str) -> ColumnElement[bool]:
    """That nobody has it, or that no hamlet is known (`Narrowing.lacks`)."""
    return Petition.assignee_id.is_(None) if name == "assignee" else Petition.hamlet_id.is_(None)


def answered_in_time() -> ColumnElement[bool]:
    """Whether it was answered by its date; what had none is in time."""
    return func.coalesce(Petition.answered_at <= Petition.answer_due_at, true())


def _moment(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=UtcDateTime())


def _after(descending: bool) -> ColumnElement[bool]:
    here = tuple_(Petition.due_at, Petition.id)
    there = tuple_(_moment("after_due"), bindparam("after_id", type_=Uuid()))
    return here < there if descending else here > there


def _window(view: View) -> Iterator[ColumnElement[bool]]:
    if view is View.OVERDUE:
        yield Petition.due_at < _moment("now")
    if view is View.DUE_SOON:
        yield Petition.due_at.between(_moment("now"), _moment("soon"))


def _total(view: View, found: Sequence[Any]) -> QueueCount:
    column = {View.OVERDUE: 3, View.DUE_SOON: 4}.get(view, 2)
    states = STATES.get(view, OPEN_STATES)
    total = sum(row[column] for row in found if row[0] == _SCOPE.get(view, "seen") and row[1] in states)
    if view in _WITH_FREE:
        total += sum(row[column] for row in found if row[0] == "free")
    return QueueCount(view, min(total, CAP), total > CAP)


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
