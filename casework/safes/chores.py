"""What keys ask of somebody today: a rehearsal that is due, keepers that are missing, a half that is called in.

A key nobody rehearsed for long may be lost already, and whoever has it would learn it on the day they need it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select

from accounts.roles import Role
from casework.locks.drills import due_after
from casework.locks.escrow import PARTS
from casework.locks.models import DeskKey, DeskKeyHolder, EscrowHalf, EscrowReturn, LossDrill
from casework.safes.escrow import seats
from casework.safes.models import IdentitySafe, SafeCall, SafeHalf, SafeHalfReturn, SafeHolder, SafeMove
from casework.safes.states import KeyChore
from core.context import Context


@dataclass(frozen=True, slots=True)
class Chore:
    """One of them, and at which desk or of which province; `due_at`: since when it is due."""

    kind: KeyChore
    agency_id: uuid.UUID
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Having:
    """What the actor has: so that a page asks for nothing of what they have not."""

    desk: bool
    safe: bool
    half: bool
    moving: bool


def what_i_have(ctx: Context) -> Having:
    """In one question: most officials have nothing of it."""
    me = ctx.actor.account_id
    mine = exists().where(SafeHolder.account_id == me)
    halves = or_(exists().where(SafeHalf.account_id == me), exists().where(EscrowHalf.account_id == me))
    moving = exists().where(SafeHolder.account_id == me, SafeMove.safe_id == SafeHolder.safe_id)
    asked = select(exists().where(DeskKeyHolder.account_id == me), mine, halves, moving)
    return Having(*(bool(one) for one in ctx.session.execute(asked).one()))


def list_chores(ctx: Context, having: Having) -> list[Chore]:
    """All of them but the moves."""
    return [
        *(list_called_halves(ctx) if having.half else ()),
        *(list_desk_chores(ctx) if having.desk else ()),
        *(list_safe_chores(ctx) if having.safe else ()),
    ]


def list_desk_chores(ctx: Context) -> list[Chore]:
    """Desks whose key the actor holds and nobody rehearsed losing in time (row 67 of the terms)."""
    k, h, d = DeskKey, DeskKeyHolder, LossDrill
    desks = ctx.actor.agencies(Role.INTAKE_CLERK)
    last = select(func.max(d.done_at)).where(d.desk_key_id == k.id).scalar_subquery()
    mine = (h.account_id == ctx.actor.account_id, k.agency_id.in_(desks), k.retired_at.is_(None))
    held = select(k.agency_id, k.made_at, last.label("last")).join(h, h.desk_key_id == k.id).where(*mine)
    found = []
    for row in ctx.session.execute(held.order_by(k.made_at, k.id)).all() if desks else ():
        due = due_after(ctx, row.agency_id, row.last or row.made_at)
        if due is not None and due < ctx.now:
            found.append(Chore(KeyChore.DESK_DRILL, row.agency_id, due))
    return found


def list_safe_chores(ctx: Context) -> list[Chore]:
    """Of safes in use: what those decide who choose the keepers of their side; nothing for the others of the side."""
    s, h, k, c = IdentitySafe, SafeHolder, SafeHalf, SafeCall
    of_side = and_(k.safe_id == h.safe_id, k.side == h.side)
    called = and_(c.safe_id == h.safe_id, c.side == h.side)
    mine = (h.account_id == ctx.actor.account_id, s.retired_at.is_(None))
    held = (
        select(
            s.id, s.agency_id, h.side,
            select(func.count()).select_from(k).where(of_side).scalar_subquery().label("kept"),
            select(func.max(k.given_at)).where(of_side).scalar_subquery().label("given"),
            select(func.max(c.done_at)).where(called).scalar_subquery().label("last"),
        )
        .join(h, h.safe_id == s.id)
        .where(*mine)
        .order_by(s.made_at, s.id)
    )  # fmt: skip
    found = []
    for row in ctx.session.execute(held).all():
        kept = row.kept == len(PARTS)
        due = due_after(ctx, row.agency_id, max(row.given, row.last or row.given)) if kept else None
        asked = not kept or (due is not None and due < ctx.now)
        if asked and ctx.actor.account_id in seats(ctx, row.id, row.side):
            found.append(Chore(KeyChore.SAFE_DRILL if kept else KeyChore.SAFE_KEEPERS, row.agency_id, due))
    return found


def list_called_halves(ctx: Context) -> list[Chore]:
    """Halves that the actor keeps, somebody called in, and they have not given yet."""
    h, c, r, me = SafeHalf, SafeCall, SafeHalfReturn, ctx.actor.account_id
    given = select(r.part).where(
        r.safe_id == h.safe_id, r.side == h.side, r.part == h.part, r.to_account_id == c.account_id
    )
    of_safes = (
        select(IdentitySafe.agency_id)
        .join(h, h.safe_id == IdentitySafe.id)
        .join(c, and_(c.safe_id == h.safe_id, c.side == h.side, c.done_at.is_(None)))
        .where(h.account_id == me, ~given.exists())
    )
    e, d, q = EscrowHalf, LossDrill, EscrowReturn
    handed = select(q.part).where(q.desk_key_id == e.desk_key_id, q.part == e.part, q.to_account_id == d.account_id)
    of_desks = (
        select(DeskKey.agency_id)
        .join(e, e.desk_key_id == DeskKey.id)
        .join(d, and_(d.desk_key_id == e.desk_key_id, d.done_at.is_(None)))
        .where(e.account_id == me, ~handed.exists())
    )
    return [*_halves(ctx, KeyChore.SAFE_HALF, of_safes), *_halves(ctx, KeyChore.DESK_HALF, of_desks)]


def _halves(ctx: Context, kind: KeyChore, agencies: Select[Any]) -> Iterator[Chore]:
    for agency_id in ctx.session.execute(agencies.distinct()).scalars():
        yield Chore(kind, agency_id)
