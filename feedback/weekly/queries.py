"""The week of a desk in figures. Sealed cases are in none: each figure is a list of the queue without them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, literal, or_, select, text, union_all

from accounts.models import Account
from agencies.models import Agency
from agencies.queries import under
from agencies.states import AgencyKind
from core.context import Context
from feedback.machine import DONE_STATES
from feedback.models import COUNTED_OPEN, Petition
from feedback.queries.queue import answered_in_time
from feedback.reviewing.models import waits_for_review
from feedback.services.moving import NOT_RUNNING
from feedback.states import Field, PetitionState
from feedback.weekly.weeks import Week, week_of, weeks_until

_P = Petition


@dataclass(frozen=True, slots=True)
class Line:
    """What is open under one heading: a field, a hamlet, a person. `key` None: under none."""

    key: Field | UUID | None
    name: str
    open: int
    late: int
    due: int


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One week: how many came, how many were answered, and of these in time."""

    week: Week
    received: int
    answered: int
    timely: int

    @property
    def late(self) -> int:
        """Answered after their date."""
        return self.answered - self.timely

    @property
    def share(self) -> float | None:
        """In time of what was answered; None when nothing was."""
        return self.timely / self.answered if self.answered else None


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """A desk's week. `due`: from now to the end of Sunday. `untriaged` waits for the receiving desk."""

    open: int
    late: int
    due: int
    approval: int
    untriaged: int
    untriaged_late: int
    by_field: Sequence[Line]
    by_hamlet: Sequence[Line]
    by_handler: Sequence[Line]
    weeks: Sequence[WeekLine]

    @property
    def this_week(self) -> WeekLine:
        """The one under way."""
        return self.weeks[-1]


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One desk among those of a province."""

    code: str
    name: str
    open: int
    late: int
    due: int
    answered: int
    timely: int


def week_of_desk(ctx: Context, desk_id: UUID) -> WeekFigures:
    """The figures of a desk, now. Two statements. The caller has decided that the reader may."""
    groups = ctx.session.execute(_open_groups(ctx.now, desk_id)).all()
    counted = {row.what: row for row in ctx.session.execute(_counted(ctx.now, desk_id))}
    weeks, new = weeks_until(ctx.now), counted["new"]
    return WeekFigures(
        open=sum(row.open for row in groups), late=sum(row.late for row in groups), due=sum(row.due for row in groups),
        approval=sum(row.open for row in groups if row.state is PetitionState.AWAITING_APPROVAL),
        untriaged=new[1], untriaged_late=new[2],
        by_field=_lines(groups, lambda row: (row.field, "")),
        by_hamlet=_lines(groups, lambda row: (row.hamlet_id, row.hamlet or "")),
        by_handler=_lines(groups, lambda row: (row.assignee_id, row.assignee or "")),
        weeks=[
            WeekLine(week, counted["received"][1 + n], counted["answered"][1 + n], counted["timely"][1 + n])
            for n, week in enumerate(weeks)
        ],
    )  # fmt: skip


def weeks_below(ctx: Context, path: str) -> Sequence[DeskLine]:
    """The desks at and below a path that have petitions or are open, what is late most first. Two statements."""
    now, span = ctx.now, week_of(ctx.now).span
    desks = select(Agency.id).where(under(Agency.path, path), Agency.kind != AgencyKind.HAMLET)
    running = (
        select(_P.agency_id, func.count().label("open"), _late(now).label("late"), _due(now).label("due"))
        # Whatever the date: only a range of it makes SQLite read the index that holds all that is asked.
        .where(_P.agency_id.in_(desks), _P.due_at <= NOT_RUNNING, *map(text, COUNTED_OPEN))
        .group_by(_P.agency_id)
    )
    answered = (
        select(_P.agency_id, func.count().label("answered"), func.count().filter(answered_in_time()).label("timely"))
        .where(_P.agency_id.in_(desks), *_answered(*span))
        .group_by(_P.agency_id)
    )
    left, right = running.subquery(), answered.subquery()
    columns: tuple[Any, ...] = (
        Agency.code, Agency.name, *(func.coalesce(column, 0) for column in (*left.c[1:], *right.c[1:])),
    )  # fmt: skip
    statement = (
        select(*columns)
        .outerjoin(left, left.c.agency_id == Agency.id)
        .outerjoin(right, right.c.agency_id == Agency.id)
        .where(under(Agency.path, path), Agency.kind != AgencyKind.HAMLET, Agency.valid_to.is_(None))
        .where((Agency.opened_at.is_not(None)) | (left.c.open > 0) | (right.c.answered > 0))
    )
    rows = [DeskLine(*row) for row in ctx.session.execute(statement)]
    return sorted(rows, key=lambda line: (-line.late, -line.open, line.name))


def _late(now: datetime) -> ColumnElement[int]:
    return func.count(case((_P.due_at < now, 1)))


def _due(now: datetime) -> ColumnElement[int]:
    return func.count(case((_P.due_at.between(now, week_of(now).span[1]), 1)))


def _open_groups(now: datetime, desk_id: UUID) -> Select[Any]:
    """What is open, in as few rows as the headings have combinations; names are joined to these rows only."""
    by = (_P.field, _P.hamlet_id, _P.assignee_id, _P.state)
    grouped = (
        select(*by, func.count().label("open"), _late(now).label("late"), _due(now).label("due"))
        .where(_P.agency_id == desk_id, *map(text, COUNTED_OPEN))
        .group_by(*by)
        .subquery()
    )
    return (
        select(*grouped.c, Account.name.label("assignee"), Agency.name.label("hamlet"))
        .outerjoin(Account, Account.id == grouped.c.assignee_id)
        .outerjoin(Agency, Agency.id == grouped.c.hamlet_id)
    )


def _answered(since: datetime, until: datetime) -> tuple[ColumnElement[bool], ...]:
    """What the queue's list of a week holds: answered in it, over, and not sealed."""
    return (_P.answered_at.between(since, until), _P.state.in_(DONE_STATES), _P.sealed.is_(False))


def _counted(now: datetime, desk_id: UUID) -> Any:
    """Week by week what came, what was answered and what in time; and what waits for triage. One statement."""
    weeks = weeks_until(now)
    first, last = weeks[0].span[0], weeks[-1].span[1]
    here = _P.agency_id == desk_id
    answered = (here, *_answered(first, last))
    # Before triage nobody knows what it is; what stays sealed then is in no figure that others see.
    open_to_all = or_(_P.sealed.is_(False), _P.state == PetitionState.RECEIVED)
    received = (here, _P.received_at.between(first, last), open_to_all)
    new = (here, _P.state == PetitionState.RECEIVED, ~waits_for_review())
    rest = [literal(0) for _ in weeks[2:]]
    return union_all(
        select(literal("received").label("what"), *_each(_P.received_at, weeks)).where(*received),
        select(literal("answered"), *_each(_P.answered_at, weeks)).where(*answered),
        select(literal("timely"), *_each(_P.answered_at, weeks)).where(*answered, answered_in_time()),
        select(literal("new"), func.count(), _late(now), *rest).where(*new),
    )


def _each(column: Any, weeks: Sequence[Week]) -> list[ColumnElement[int]]:
    return [func.count(case((column.between(*week.span), 1))) for week in weeks]


def _lines(groups: Sequence[Any], heading: Callable[[Any], tuple[Field | UUID | None, str]]) -> Sequence[Line]:
    """The groups under one kind of heading, what is late most first; under none comes last."""
    sums: dict[tuple[Field | UUID | None, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in groups:
        for place, value in enumerate((row.open, row.late, row.due)):
            sums[heading(row)][place] += value
    lines = [Line(key, name, *counts) for (key, name), counts in sums.items()]
    return sorted(lines, key=lambda one: (one.key is None, -one.late, -one.due, -one.open, one.name, str(one.key)))
