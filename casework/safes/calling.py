"""Both halves of a side called in: to rehearse losing its key (diễn tập mất chìa), or because it was lost.

They lie nowhere afterwards. A rehearsal opens no case: that takes the other side and the case's own key besides.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from casework.locks.drills import due_after
from casework.locks.errors import DrillMissing, HalvesMissing, KeyNotInHand
from casework.locks.escrow import PARTS, joined
from casework.locks.own import SETTLES, private_of
from casework.safes.bounds import bound_half
from casework.safes.errors import NotOfThisSide
from casework.safes.escrow import kept_halves, take_halves
from casework.safes.keys import (
    Half,
    get_safe,
    give_key,
    lock_safe,
    open_side,
    people_of,
    province_of,
    record,
    side_of,
)
from casework.safes.models import SafeCall, SafeHalf, SafeHalfReturn
from casework.safes.states import Side
from core.boxes import open_box
from core.context import Context
from core.crypto import SealBroken
from core.ids import random_id


@dataclass(frozen=True, slots=True)
class CallState:
    """When it was last seen that a side's halves are its key, by when again, and who calls them in now."""

    last_at: datetime | None
    due_at: datetime | None
    caller: uuid.UUID | None
    overdue: bool


def call_state(ctx: Context, safe_id: uuid.UUID, side: Side) -> CallState | None:
    """How a side stands with its rehearsals; None while its key is not kept by two."""
    halves, c = kept_halves(ctx, safe_id, side), SafeCall
    if len(halves) < len(PARTS):
        return None
    of_side = (c.safe_id == safe_id, c.side == side)
    last = ctx.session.execute(select(func.max(c.done_at)).where(*of_side)).scalar_one()
    caller = ctx.session.execute(select(c.account_id).where(*of_side, c.done_at.is_(None))).scalar_one_or_none()
    # Other keepers than at the last time have not shown yet that they have theirs.
    given = max(half.given_at for half in halves)
    proven = last if last and last >= given else None
    due = due_after(ctx, province_of(ctx, safe_id), proven or given)
    return CallState(proven, due, caller, bool(due and due < ctx.now))


def call_halves(ctx: Context, safe_id: uuid.UUID) -> None:
    """Ask both keepers of one's side for their half. A call that was under way ends.

    Whoever lost the key may when their own is a day old, as with being handed it: a password that somebody else set
    leads to nothing before its owner notices. Raises KeyNotInHand, NotOfThisSide, HalvesMissing.
    """
    c, r = SafeCall, SafeHalfReturn
    side, lost = _mine(ctx, safe_id)
    lock_safe(ctx, safe_id)
    if len(kept_halves(ctx, safe_id, side)) < len(PARTS):
        raise HalvesMissing
    ctx.session.execute(delete(c).where(c.safe_id == safe_id, c.side == side, c.done_at.is_(None)))
    ctx.session.execute(delete(r).where(r.safe_id == safe_id, r.side == side))
    values = {"safe_id": safe_id, "side": side, "account_id": ctx.actor.account_id, "lost": lost, "done_at": None}
    ctx.session.execute(insert(c).values(id=random_id(), opened_at=ctx.now, **values))
    record(ctx, province_of(ctx, safe_id), safe_id, "lost" if lost else "drill", side=side.value)


def join_halves(ctx: Context, safe_id: uuid.UUID) -> bool:
    """Put both halves together; whoever lost the key has it again. Gives whether it had been lost.

    Raises KeyNotInHand, NotOfThisSide, DrillMissing, HalvesMissing: they are not the key of this side.
    """
    c, account_id = SafeCall, ctx.actor.account_id
    side, lost = _mine(ctx, safe_id)
    # What the keepers were told holds: whoever lost the key meanwhile calls anew.
    said = (c.account_id == account_id, c.lost.is_(lost), c.done_at.is_(None))
    going = (c.safe_id == safe_id, c.side == side, *said)
    lock_safe(ctx, safe_id)
    if account_id is None or ctx.session.execute(select(c.id).where(*going)).first() is None:
        raise DrillMissing
    private, province_id = take_halves(ctx, safe_id, side), province_of(ctx, safe_id)
    if lost:
        give_key(ctx, province_id, safe_id, Half(side, private), [account_id])
    ctx.session.execute(update(c).where(*going).values(done_at=ctx.now))
    record(ctx, province_id, safe_id, "join" if lost else "drilled", side=side.value)
    return lost


def drill_at_console(ctx: Context, safe_id: uuid.UUID, side: Side, opened: Sequence[bytes]) -> None:
    """The rehearsal of one side where both keepers sit at the console, their own keys opened by their passwords.

    `opened`: their private keys, in the order of their halves. A call on the page that was under way ends. Raises
    HalvesMissing: two do not keep it, or what they keep is not this key.
    """
    h, c, r = SafeHalf, SafeCall, SafeHalfReturn
    of_side = (h.safe_id == safe_id, h.side == side)
    lock_safe(ctx, safe_id)
    rows = ctx.session.execute(select(h.part, h.boxed_half).where(*of_side).order_by(h.part)).all()
    if [row.part for row in rows] != list(PARTS):
        raise HalvesMissing
    pieces = zip(opened, rows, strict=True)
    try:
        halves = [open_box(one, row.boxed_half, bound_to=bound_half(safe_id, side, row.part)) for one, row in pieces]
    except SealBroken:
        raise HalvesMissing from None
    joined(halves, get_safe(ctx, safe_id).publics[side])
    ctx.session.execute(delete(c).where(c.safe_id == safe_id, c.side == side, c.done_at.is_(None)))
    ctx.session.execute(delete(r).where(r.safe_id == safe_id, r.side == side))
    keeper = kept_halves(ctx, safe_id, side)[0].account_id  # at the console nobody is signed in: the first of the two
    values = {"safe_id": safe_id, "side": side, "account_id": keeper, "lost": False, "done_at": ctx.now}
    ctx.session.execute(insert(c).values(id=random_id(), opened_at=ctx.now, **values))
    record(ctx, province_of(ctx, safe_id), safe_id, "drilled", side=side.value, where="console")


def _mine(ctx: Context, safe_id: uuid.UUID) -> tuple[Side, bool]:
    """The actor's side, and whether they lack its key. Raises KeyNotInHand, NotOfThisSide."""
    half = open_side(ctx, safe_id)
    if half is not None:
        return half.side, False
    if private_of(ctx, ctx.actor) is None:
        raise KeyNotInHand
    account_id = ctx.actor.account_id
    people = people_of(ctx, province_of(ctx, safe_id), made_until=ctx.now - SETTLES)
    side = people.get(account_id) if account_id else None
    # One row a person: whoever has a key of this safe that does not open is not given another here.
    if side is None or side_of(ctx, safe_id, account_id) is not None:
        raise NotOfThisSide
    return side, True
