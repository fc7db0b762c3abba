"""Both halves of a side called in: to rehearse losing its key (diễn tập mất chìa), or because it was lost.

They lie nowhere afterwards. A rehearsal opens no case: that takes the other side and the case's own key besides.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from casework.locks.drills import due_after
from casework.locks.errors import DrillMissing, HalvesMissing, KeyNotInHand
from casework.locks.escrow import PARTS
from casework.locks.own import SETTLES, private_of
from casework.safes.errors import NotOfThisSide
from casework.safes.escrow import kept_halves, take_halves
from casework.safes.keys import Half, give_key, lock_safe, open_side, people_of, province_of, record, side_of
from casework.safes.models import SafeCall, SafeHalfReturn
from casework.safes.states import Side
from core.context import Context
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
