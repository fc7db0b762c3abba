"""What waits to be looked at, for the desk that has it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from accounts.roles import Role
from core.actor import Actor
from core.context import Context
from core.paging import Page, PageRequest, keyset, take
from deadlines.queries import load_calendar
from deadlines.standing import Standing
from feedback.models import Petition
from feedback.queries.queue import standing_from
from feedback.reviewing.models import waits_for_review
from feedback.shutting.reads import shut_to_me, tag_of
from feedback.states import PetitionState

CAP = 100


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A petition nobody has looked at yet: nothing of what it says."""

    id: UUID
    number: str
    received_at: datetime
    due_at: datetime
    standing: Standing


def list_waiting(ctx: Context, *, viewer: Actor, page: PageRequest) -> Page[WaitingRow]:
    """What waits at the viewer's desks, what is due first first; nothing that the viewer is shut out of."""
    p = Petition
    statement = select(p.id, p.number, p.received_at, p.due_at).where(*_held_at(viewer))
    rows = ctx.session.execute(keyset(statement, [p.due_at, p.id], page), _me(ctx, viewer)).all()
    calendar = load_calendar(ctx)
    return take(rows, page, lambda row: [row.due_at, row.id]).map(
        lambda row: WaitingRow(
            row.id, row.number, row.received_at, row.due_at,
            standing_from(PetitionState.RECEIVED, row.due_at, ctx.now, calendar),
        )
    )  # fmt: skip


def count_waiting(ctx: Context, *, viewer: Actor) -> int:
    """How many wait at the viewer's desks, counted no further than the cap and one."""
    if not viewer.agencies(Role.INTAKE_CLERK):
        return 0
    held = select(Petition.id).where(*_held_at(viewer)).limit(CAP + 1)
    return int(ctx.session.execute(select(func.count()).select_from(held.subquery()), _me(ctx, viewer)).scalar_one())


def held_among(ctx: Context, petition_ids: Collection[UUID]) -> frozenset[UUID]:
    """Which of these nobody has looked at yet."""
    held = select(Petition.id).where(
        Petition.id.in_(petition_ids), Petition.state == PetitionState.RECEIVED, waits_for_review()
    )
    return frozenset(ctx.session.execute(held).scalars())


def _held_at(viewer: Actor) -> tuple[ColumnElement[bool], ...]:
    """Whose tag is bound as `me` (`_me`) may be shut out of one that was accused before anybody looked at it."""
    desks = viewer.agencies(Role.INTAKE_CLERK)
    return Petition.agency_id.in_(desks), Petition.state == PetitionState.RECEIVED, waits_for_review(), ~shut_to_me()


def _me(ctx: Context, viewer: Actor) -> dict[str, bytes]:
    return {"me": tag_of(ctx, viewer.account_id)}
