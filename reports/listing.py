"""The petitions behind a figure, one by one, for whoever may know of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from accounts.roles import Role
from core.actor import Actor
from core.context import Context
from core.paging import Page, PageRequest, keyset, take
from feedback.models import Petition
from feedback.policies import ASSIGNABLE_ROLES, STAFF_ROLES
from feedback.proceedings.models import ProceedingMember
from feedback.states import PetitionKind, PetitionState
from reports.counting import GROUPS, asked_of, stays_counted
from reports.policies import knows_sealed
from reports.queries import Line, Place, Report, agencies_of
from reports.states import Ending, KindGroup

# They see how unsealed petitions stand everywhere below them, and open none (`petition:see_status`).
_WATCHERS = (Role.PROVINCIAL_INSPECTOR,)


@dataclass(frozen=True, slots=True)
class Behind:
    """A petition behind a figure; `title` is empty for whoever may not open it, and of what was passed on."""

    id: UUID
    number: str
    title: str
    kind: PetitionKind | None
    ending: Ending
    came_on: date | datetime
    agency_id: UUID
    may_open: bool


@dataclass(frozen=True, slots=True)
class Drilled:
    """A page of them, the figure itself, and how many of it the viewer does not see one by one."""

    figure: int
    hidden: int
    page: Page[Behind]


def list_behind(
    ctx: Context, report: Report, line: Line, column_index: int, *, viewer: Actor, page: PageRequest
) -> Drilled:
    """What a figure counts, the newest first; three statements.

    What is not sealed is shown to whoever works or keeps the book at its desk or watches over it; what is sealed only
    to those who may read it (ADR 0402), whatever the figure told them. The report was made for this viewer.
    """
    places = agencies_of(ctx, report.scope)
    if line.agency_id is not None:
        places = {line.agency_id: places[line.agency_id]}
    rows, shown = _statement(report, line, column_index, places, viewer)
    count = ctx.session.execute(select(func.count()).select_from(shown.order_by(None).subquery())).scalar_one()
    keyed = keyset(shown, [rows.c.came_at, Petition.id], page, descending=True)
    found = take(ctx.session.execute(keyed).all(), page, lambda row: [row.came_at, row.id])
    figure = line.figures[column_index] or 0
    return Drilled(figure, max(figure - count, 0), found.map(lambda row: _behind(row, viewer)))


def _statement(
    report: Report, line: Line, column_index: int, places: Mapping[UUID, Place], viewer: Actor
) -> tuple[Any, Select[*tuple[Any, ...]]]:
    sealed = [agency_id for agency_id, place in places.items() if knows_sealed(viewer, place.path)]
    asked = asked_of(report.form, report.period, list(places), sealed)
    rows, condition = stays_counted(report.form, report.form.columns[column_index], report.period, asked)
    p = Petition
    columns: tuple[Any, ...] = (
        p.id, p.number, p.title, p.sealed, rows.c.kind, rows.c.ending, rows.c.came_at, rows.c.came_on,
        rows.c.agency_id, rows.c.left,
    )  # fmt: skip
    statement = select(*columns).select_from(rows).join(p, p.id == rows.c.petition_id)
    statement = statement.where(condition, _visible(rows, places, viewer))
    if line.group is not None:
        statement = statement.where(_in_group(rows, line.group))
    return rows, statement


def _visible(rows: Any, places: Mapping[UUID, Place], viewer: Actor) -> ColumnElement[bool]:
    here, open_now = rows.c.agency_id, and_(rows.c.sealed.is_(False), Petition.sealed.is_(False))
    works_at, clerk_at = viewer.agencies(*STAFF_ROLES), viewer.agencies(Role.INTAKE_CLERK)
    watched = [key for key, place in places.items() if any(viewer.holds_over(role, place.path) for role in _WATCHERS)]
    books = [*works_at, *viewer.agencies(Role.RECORDS_CLERK), *watched]
    return or_(
        false(),
        and_(~rows.c.left, open_now, here.in_(books)),
        and_(~rows.c.left, ~open_now, _reads(viewer)),
        # What went elsewhere is known at the old desk by its number: to its clerks, to the others when it was open.
        and_(rows.c.left, or_(here.in_(clerk_at), and_(rows.c.sealed.is_(False), here.in_(works_at)))),
    )


def _reads(viewer: Actor) -> ColumnElement[bool]:
    """`feedback.policies.can_open` of a sealed petition, as a condition."""
    p, m = Petition, ProceedingMember
    team = select(m.petition_id).where(m.petition_id == p.id)
    named = team.where(m.account_id == viewer.account_id).exists()
    nobody_named = and_(p.assignee_id.is_(None), ~team.exists())
    return or_(
        and_(p.assignee_id == viewer.account_id, p.agency_id.in_(viewer.agencies(*ASSIGNABLE_ROLES))),
        and_(named, p.agency_id.in_(viewer.agencies(*STAFF_ROLES))),
        and_(nobody_named, p.agency_id.in_(viewer.agencies(Role.INTAKE_CLERK))),
        and_(p.state == PetitionState.AWAITING_APPROVAL, p.agency_id.in_(viewer.agencies(Role.LEADER))),
    )


def _in_group(rows: Any, group: KindGroup) -> ColumnElement[bool]:
    kinds = [kind.value for kind in GROUPS[group] if kind is not None]
    kind: ColumnElement[Any] = rows.c.kind
    return kind.in_(kinds) if kinds else kind.is_(None)


def _behind(row: Any, viewer: Actor) -> Behind:
    opens = not row.left and row.agency_id in viewer.agencies(*STAFF_ROLES)
    return Behind(
        row.id, row.number, row.title if opens and not row.sealed else "",
        PetitionKind(row.kind) if row.kind else None, Ending(row.ending), row.came_on or row.came_at, row.agency_id,
        opens,
    )  # fmt: skip
