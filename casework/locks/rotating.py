"""A new key for a desk while it works: from then on what comes in is closed for it, and the older boxes move over."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update

from casework.locks.desks import (
    DeskKeyView,
    demand_clerk,
    find_desk_key,
    hand,
    list_clerks,
    make_desk_key,
    open_desk_key,
    public_of,
    record,
)
from casework.locks.errors import KeyNotInHand, NotAKeyHolder
from casework.locks.escrow import demand_keepers, split_between
from casework.locks.models import CaseShare, DeskKey, DeskKeyHolder, EscrowHalf, EscrowReturn, LossDrill
from casework.locks.own import private_of
from casework.locks.states import Holder
from core.boxes import close_box, open_box
from core.context import Context

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class RetiredKey:
    """A key that nothing new is closed for; `left`: what still opens with it alone."""

    id: uuid.UUID
    retired_at: datetime
    left: int
    emptied_at: datetime | None


def rotate_desk_key(ctx: Context, agency_id: uuid.UUID, keepers: Sequence[uuid.UUID]) -> None:
    """A new key for the desk, for all who hold the old one, split between two keepers anew. The old one is retired.

    Nothing stands still: what came in before opens with the old key until its box has moved (`move_boxes`).
    Raises Forbidden, KeyNotInHand, NotAKeyHolder, KeeperWrong.
    """
    demand_clerk(ctx, agency_id)
    old, _ = _in_hand(ctx, agency_id)
    demand_keepers(ctx, agency_id, keepers)
    h = DeskKeyHolder
    holders = set(ctx.session.execute(select(h.account_id).where(h.desk_key_id == old.id)).scalars())
    ctx.session.execute(update(DeskKey).where(DeskKey.id == old.id).values(retired_at=ctx.now))
    new, private = make_desk_key(ctx, agency_id)
    split_between(ctx, new, private, keepers)
    for person in list_clerks(ctx, agency_id):
        public = public_of(ctx, person.account_id)
        if public is not None and person.account_id in holders - {ctx.actor.account_id}:
            hand(ctx, new.id, person.account_id, public, private)
            record(ctx, agency_id, new.id, "hand", person.account_id)
    ctx.session.execute(update(DeskKey).where(DeskKey.id == old.id).values(successor_id=new.id))
    record(ctx, agency_id, old.id, "retire", ctx.actor.account_id or new.id)
    move_boxes(ctx, agency_id)


def list_retired(ctx: Context, agency_id: uuid.UUID) -> list[RetiredKey]:
    """The keys the desk had before, newest first."""
    k, s = DeskKey, CaseShare
    left = select(func.count()).where(s.holder == Holder.DESK, s.holder_id == k.id).correlate(k).scalar_subquery()
    rows = ctx.session.execute(
        select(k.id, k.retired_at, left, k.emptied_at)
        .where(k.agency_id == agency_id, k.retired_at.is_not(None))
        .order_by(k.retired_at.desc())
    )
    return [RetiredKey(*row) for row in rows]


def move_boxes(ctx: Context, agency_id: uuid.UUID) -> int:
    """Close what opens with an older key for the one in use, some at a time; gives how many moved.

    An older key that nothing needs any more lies in a box for the one that came after it, and nowhere else: post that
    was closed for it may still come. Raises Forbidden, KeyNotInHand, NotAKeyHolder.
    """
    demand_clerk(ctx, agency_id)
    new, _ = _in_hand(ctx, agency_id)
    k, moved = DeskKey, 0
    open_ones = select(k.id).where(k.agency_id == agency_id, k.retired_at.is_not(None), k.emptied_at.is_(None))
    for old_id in ctx.session.execute(open_ones.order_by(k.retired_at)).scalars().all():
        private = open_desk_key(ctx, old_id)
        if private is None:  # somebody else holds it: they move what is left
            continue
        moved += _move(ctx, old_id, private, new, AT_ONCE - moved)
        if not _left(ctx, old_id):
            _put_away(ctx, old_id, private, new)
    return moved


def _in_hand(ctx: Context, agency_id: uuid.UUID) -> tuple[DeskKeyView, bytes]:
    key = find_desk_key(ctx, agency_id)
    private = open_desk_key(ctx, key.id) if key else None
    if key is None or private is None:
        raise KeyNotInHand if private_of(ctx, ctx.actor) is None else NotAKeyHolder
    return key, private


def _move(ctx: Context, old_id: uuid.UUID, private: bytes, new: DeskKeyView, most: int) -> int:
    s = CaseShare
    of_old = (s.holder == Holder.DESK, s.holder_id == old_id)
    rows = ctx.session.execute(select(s.case_id, s.box).where(*of_old).order_by(s.case_id).limit(most)).all()
    ids = [row.case_id for row in rows]
    there = select(s.case_id).where(s.holder == Holder.DESK, s.holder_id == new.id, s.case_id.in_(ids))
    twice = set(ctx.session.execute(there).scalars())
    for row in rows:
        same = (s.case_id == row.case_id, *of_old)
        if row.case_id in twice:
            ctx.session.execute(delete(s).where(*same))
            continue
        bound = row.case_id.bytes
        box = close_box(new.public, open_box(private, row.box, bound_to=bound), bound_to=bound)
        ctx.session.execute(update(s).where(*same).values(holder_id=new.id, box=box))
    return len(rows)


def _left(ctx: Context, old_id: uuid.UUID) -> bool:
    s = CaseShare
    return ctx.session.execute(
        select(s.case_id).where(s.holder == Holder.DESK, s.holder_id == old_id).limit(1)
    ).first() is not None  # fmt: skip


def _put_away(ctx: Context, old_id: uuid.UUID, private: bytes, new: DeskKeyView) -> None:
    for model in (DeskKeyHolder, EscrowHalf, EscrowReturn, LossDrill):
        done = () if model is not LossDrill else (LossDrill.done_at.is_(None),)
        ctx.session.execute(delete(model).where(model.desk_key_id == old_id, *done))
    box = close_box(new.public, private, bound_to=old_id.bytes)
    k = DeskKey
    ctx.session.execute(
        update(k).where(k.id == old_id).values(emptied_at=ctx.now, successor_id=new.id, boxed_for_successor=box)
    )


def open_older_keys(ctx: Context, agency_id: uuid.UUID) -> dict[bytes, bytes]:
    """Every key of the desk that the actor can open, the one in use and those before it: public half → private half."""
    k = DeskKey
    columns = (k.id, k.public_key, k.successor_id, k.boxed_for_successor)
    rows = ctx.session.execute(select(*columns).where(k.agency_id == agency_id)).all()
    opened = {row.id: private for row in rows if (private := open_desk_key(ctx, row.id)) is not None}
    for _ in rows:  # each lies in a box for the one after it
        for row in rows:
            if row.id not in opened and row.successor_id in opened and row.boxed_for_successor:
                after = opened[row.successor_id]
                opened[row.id] = open_box(after, row.boxed_for_successor, bound_to=row.id.bytes)
    return {row.public_key: opened[row.id] for row in rows if row.id in opened}
