"""Requests to erase, as the data protection officer sees them: numbers and dates, nothing of a petition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, false, or_, select

from accounts.roles import Role
from agencies.models import Agency
from agencies.queries import under
from casework.identity import names_somebody
from casework.models import ErasureRequest
from casework.states import ErasureRefusal, ErasureState
from core.actor import Actor
from core.context import Context
from core.errors import NotFound
from core.paging import Page, PageRequest, keyset, take
from deadlines.queries import ClockView, clocks_of
from feedback.machine import PETITION
from feedback.models import Petition
from feedback.routes.queries import family_of


@dataclass(frozen=True, slots=True)
class ErasureRow:
    """A request as it stands; `clock` is its legal term."""

    id: UUID
    number: str
    agency_name: str
    document_number: str
    received_on: date
    state: ErasureState
    decision_number: str
    refusal: ErasureRefusal | None
    decided_at: datetime | None
    clock: ClockView | None


@dataclass(frozen=True, slots=True)
class ErasureCase:
    """What the decision rests on: whether the petition is closed, and whether anything is left to erase."""

    row: ErasureRow
    closed: bool
    contact_left: bool


def list_erasures(ctx: Context, *, viewer: Actor, page: PageRequest) -> Page[ErasureRow]:
    """The requests in the officer's reach, newest first. Two statements."""
    r = ErasureRequest
    rows = ctx.session.execute(keyset(_rows(viewer), [r.created_at, r.id], page, descending=True)).all()
    found = take(rows, page, lambda row: [row.created_at, row.id])
    clocks = clocks_of(ctx, "erasure", [row.id for row in found.items])
    return found.map(lambda row: _row(row, clocks))


def get_erasure(ctx: Context, request_id: UUID, *, viewer: Actor) -> ErasureCase:
    """One request. Raises NotFound, also out of the officer's reach."""
    p, r = Petition, ErasureRequest
    statement = _rows(viewer).add_columns(r.case_id)
    row = ctx.session.execute(statement.join(p, p.id == r.case_id).where(r.id == request_id)).one_or_none()
    if row is None:
        raise NotFound
    shown = _row(row, clocks_of(ctx, "erasure", [row.id]))
    # What another agency holds of it is not told of: the officer decides on the rest (feedback.services.erasing).
    reach = [under(Agency.path, path) for path in viewer.paths(Role.DATA_PROTECTION_OFFICER)]
    mine = select(p.id, p.state).join(Agency, Agency.id == p.agency_id).where(or_(false(), *reach))
    parts = ctx.session.execute(mine.where(p.id.in_(family_of(ctx, row.case_id)))).all()
    family = [part.id for part in parts]
    closed = all(part.state in PETITION.final for part in parts)
    return ErasureCase(shown, closed, any(names_somebody(ctx, one) for one in family))


def _rows(viewer: Actor) -> Select[Any]:
    r = ErasureRequest
    reach = or_(false(), *(under(Agency.path, path) for path in viewer.paths(Role.DATA_PROTECTION_OFFICER)))
    columns: tuple[Any, ...] = (
        r.id, r.number, Agency.name.label("agency_name"), r.document_number, r.received_on, r.state, r.decision_number,
        r.refusal, r.decided_at, r.created_at,
    )  # fmt: skip
    return select(*columns).join(Agency, Agency.id == r.agency_id).where(reach)


def _row(row: Any, clocks: dict[UUID, list[ClockView]]) -> ErasureRow:
    known = {name: getattr(row, name) for name in ErasureRow.__slots__ if name != "clock"}
    return ErasureRow(**known, clock=next(iter(clocks.get(row.id, ())), None))
