"""Breaches, for those who answer for them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, false, or_, select

from accounts.models import Account
from accounts.roles import Role
from agencies.models import Agency
from agencies.queries import under
from core.actor import Actor
from core.context import Context
from core.errors import NotFound
from core.paging import Page, PageRequest, keyset, take
from deadlines.queries import ClockView, clocks_of
from privacy.breaches.services import PURPOSE, SUBJECT
from privacy.models import BreachStep, DataBreach
from privacy.policies import OFFICER, can_work_breach
from privacy.states import BREACH, BreachAct, BreachKind, BreachState, Severity


@dataclass(frozen=True, slots=True)
class BreachRow:
    """A breach in the register; `clock`: the 72 hours."""

    id: UUID
    agency_id: UUID
    agency_name: str
    path: str
    kind: BreachKind
    state: BreachState
    severity: Severity | None
    people: int | None
    found_at: datetime
    recorded_at: datetime
    report_number: str
    closed_at: datetime | None
    version: int
    clock: ClockView | None


@dataclass(frozen=True, slots=True)
class StepView:
    """What was done, when and by whom. `act` None: how it was found."""

    act: BreachAct | None
    at: datetime
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class BreachCase:
    """A breach opened, and what the viewer may do now."""

    row: BreachRow
    steps: tuple[StepView, ...]
    acts: tuple[BreachAct, ...]

    def said(self, act: BreachAct | None) -> str:
        """What was written at a step; empty when there was none."""
        return "\n".join(step.text for step in self.steps if step.act is act)


_STORED = tuple(one.name for one in fields(BreachRow) if one.name not in ("clock", "agency_name", "path"))


def list_breaches(ctx: Context, *, viewer: Actor, page: PageRequest) -> Page[BreachRow]:
    """The breaches in the viewer's reach, newest first. Two statements."""
    b = DataBreach
    rows = ctx.session.execute(keyset(_rows(viewer), [b.found_at, b.id], page, descending=True)).all()
    found = take(rows, page, lambda row: [row.found_at, row.id])
    clocks = clocks_of(ctx, SUBJECT, [row.id for row in found.items])
    return found.map(lambda row: _row(row, clocks))


def get_breach(ctx: Context, breach_id: UUID, *, viewer: Actor) -> BreachCase:
    """One breach with its steps. Raises NotFound, also out of the viewer's reach."""
    row = ctx.session.execute(_rows(viewer).where(DataBreach.id == breach_id)).one_or_none()
    if row is None:
        raise NotFound
    shown = _row(row, clocks_of(ctx, SUBJECT, [breach_id]))
    s = BreachStep
    steps = ctx.session.execute(
        select(s.id, s.act, s.at, s.sealed, Account.name)
        .outerjoin(Account, Account.id == s.account_id)
        .where(s.breach_id == breach_id)
        .order_by(s.at, s.id)
    )
    told = tuple(
        StepView(
            step.act, step.at, step.name or "", ctx.keys.open(PURPOSE, step.sealed, bound_to=step.id.bytes).decode()
        )
        for step in steps
    )
    acts = (act for act in BreachAct if BREACH.allows(shown.state, act))
    return BreachCase(shown, told, tuple(act for act in acts if can_work_breach(viewer, act, shown.path)))


def _text(ctx: Context, step_id: UUID, sealed: bytes) -> str:
    return ctx.keys.open(PURPOSE, sealed, bound_to=step_id.bytes).decode()


def _rows(viewer: Actor) -> Select[Any]:
    b = DataBreach
    reach = or_(false(), *(under(Agency.path, path) for path in viewer.paths(OFFICER, Role.LEADER)))
    columns = (*(getattr(b, name) for name in _STORED), Agency.name.label("agency_name"), Agency.path)
    return select(*columns).join(Agency, Agency.id == b.agency_id).where(reach)


def _row(row: Any, clocks: dict[UUID, list[ClockView]]) -> BreachRow:
    known = {name: getattr(row, name) for name in (*_STORED, "agency_name", "path")}
    return BreachRow(**known, clock=next(iter(clocks.get(row.id, ())), None))
