"""diễn tập mất khóa: proof that both halves together open what the desk's key opens, while nothing is lost.

The halves go to a clerk who holds the key anyway, so that nobody learns anything, and lie nowhere afterwards.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from agencies.queries import get_card
from casework.locks.desks import DeskKeyView, demand_clerk, find_desk_key, open_desk_key, record
from casework.locks.errors import DrillMissing, HalvesMissing, KeyNotInHand, NotAKeyHolder
from casework.locks.escrow import PARTS, bound, joined, take_halves
from casework.locks.models import CaseShare, DeskKey, EscrowHalf, EscrowReturn, LossDrill
from casework.locks.own import private_of
from casework.locks.states import Holder
from core.boxes import open_box
from core.clock import local_date, start_of_day
from core.context import Context
from core.crypto import SealBroken
from core.ids import random_id
from deadlines.explaining import explain
from deadlines.queries import find_rule, load_calendar

DRILL_ROW = 67
_SAMPLE = 20


@dataclass(frozen=True, slots=True)
class DrillState:
    """When it was last rehearsed, by when it is due again, and whether one is under way (`for_whom` joins)."""

    last_at: datetime | None
    due_at: datetime | None
    under_way: bool
    for_whom: uuid.UUID | None
    overdue: bool


def drill_state(ctx: Context, key: DeskKeyView) -> DrillState:
    """How a desk stands with its rehearsals."""
    d = LossDrill
    last = ctx.session.execute(select(func.max(d.done_at)).where(d.desk_key_id == key.id)).scalar_one()
    going = ctx.session.execute(
        select(d.id, d.account_id).where(d.desk_key_id == key.id, d.done_at.is_(None))
    ).one_or_none()
    due = due_after(ctx, key.agency_id, last or key.made_at)
    return DrillState(last, due, going is not None, going.account_id if going else None, bool(due and due < ctx.now))


def due_after(ctx: Context, agency_id: uuid.UUID, at: datetime) -> datetime | None:
    """By when the next rehearsal is due (row 67 of the table of terms, the province may change it)."""
    since = local_date(at)
    rule = find_rule(ctx, row=DRILL_ROW, on=since, province_id=get_card(ctx, agency_id).province_id)
    return explain(rule, start_of_day(since), load_calendar(ctx)).due_at


def open_drill(ctx: Context, agency_id: uuid.UUID) -> None:
    """A clerk who holds the desk's key asks both keepers for their half, to see that they still have it.

    One that was under way begins anew. Raises Forbidden, KeyNotInHand, NotAKeyHolder.
    """
    demand_clerk(ctx, agency_id)
    key = find_desk_key(ctx, agency_id)
    if key is None or open_desk_key(ctx, key.id) is None:
        raise KeyNotInHand if private_of(ctx, ctx.actor) is None else NotAKeyHolder
    d, r = LossDrill, EscrowReturn
    ctx.session.execute(delete(d).where(d.desk_key_id == key.id, d.done_at.is_(None)))
    ctx.session.execute(delete(r).where(r.desk_key_id == key.id, r.to_account_id == ctx.actor.account_id))
    whom = ctx.actor.account_id
    ctx.session.execute(
        insert(d).values(id=random_id(), desk_key_id=key.id, opened_at=ctx.now, account_id=whom, done_at=None)
    )
    record(ctx, agency_id, key.id, "drill", whom or key.id)


def finish_drill(ctx: Context, agency_id: uuid.UUID) -> int:
    """Put both halves together and see what they open; gives how many cases were tried. Nothing of it is kept.

    Raises Forbidden, DrillMissing, KeyNotInHand, HalvesMissing.
    """
    demand_clerk(ctx, agency_id)
    key, d = find_desk_key(ctx, agency_id), LossDrill
    if key is None or not drill_state(ctx, key).under_way:
        raise DrillMissing
    tried = _try(ctx, key, take_halves(ctx, key))
    going = (d.desk_key_id == key.id, d.done_at.is_(None))
    ctx.session.execute(update(d).where(*going).values(done_at=ctx.now))
    record(ctx, agency_id, key.id, "drilled", ctx.actor.account_id or key.id)
    return tried


def list_keepers_of(ctx: Context, key: DeskKeyView) -> Sequence[uuid.UUID]:
    """Who keeps the halves, in their order."""
    e = EscrowHalf
    return ctx.session.execute(select(e.account_id).where(e.desk_key_id == key.id).order_by(e.part)).scalars().all()


def drill_at_console(ctx: Context, key: DeskKeyView, opened: Sequence[bytes]) -> int:
    """The same where both keepers sit at the console and their own keys were opened by their passwords.

    `opened`: their private keys, in the order of their halves. Raises HalvesMissing.
    """
    e, d = EscrowHalf, LossDrill
    rows = ctx.session.execute(select(e.part, e.boxed_half).where(e.desk_key_id == key.id).order_by(e.part)).all()
    if [row.part for row in rows] != list(PARTS):
        raise HalvesMissing
    pieces = zip(opened, rows, strict=True)
    try:
        halves = [open_box(private, row.boxed_half, bound_to=bound(key.id, row.part)) for private, row in pieces]
    except SealBroken:  # closed for a key that a keeper had before
        raise HalvesMissing from None
    tried = _try(ctx, key, joined(halves, key.public))
    ctx.session.execute(delete(d).where(d.desk_key_id == key.id, d.done_at.is_(None)))
    values = {"id": random_id(), "desk_key_id": key.id, "opened_at": ctx.now, "account_id": None, "done_at": ctx.now}
    ctx.session.execute(insert(d).values(**values))
    record(ctx, key.agency_id, key.id, "drilled", key.id)
    return tried


def list_desk_keys(ctx: Context) -> list[DeskKeyView]:
    """The keys in use, of all desks."""
    k = DeskKey
    rows = ctx.session.execute(
        select(k.id, k.agency_id, k.public_key, k.made_at).where(k.retired_at.is_(None)).order_by(k.made_at)
    )
    return [DeskKeyView(*row) for row in rows]


def _try(ctx: Context, key: DeskKeyView, private: bytes) -> int:
    """Open the keys of some cases, and look at none."""
    s = CaseShare
    of_desk = (s.holder == Holder.DESK, s.holder_id == key.id)
    rows = ctx.session.execute(select(s.case_id, s.box).where(*of_desk).order_by(s.case_id).limit(_SAMPLE)).all()
    for row in rows:
        open_box(private, row.box, bound_to=row.case_id.bytes)
    return len(rows)
