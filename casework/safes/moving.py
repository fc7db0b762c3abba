"""Everything of an older safe into the one in use, many at once, by two people of whom neither ever has both keys.

Three steps for every sender: whoever works their case opens the outer box and hands the inner one to the person of the
agreeing side who began it; that person closes the key anew for the safe in use; the first puts it back under the case's
key. What lies in between lies in a box for one person. Who sent it is opened by nobody. docs/adr/0435.
"""

from __future__ import annotations

import json
import uuid
from base64 import b64decode
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, exists, insert, or_, select, update

from accounts.roles import Role
from casework.locks.desks import public_of
from casework.locks.errors import CaseLocked
from casework.locks.models import CaseShare, DeskKey, DeskKeyHolder
from casework.locks.own import NO_BOX, pair_of
from casework.locks.states import Holder
from casework.safes.closed import BOXES_PART, close_again, inner_of, open_inner
from casework.safes.errors import MoveNotBegun, SafeInUse
from casework.safes.escrow import in_hand, seats
from casework.safes.keys import Half, Safe, find_safe, province_of, record
from casework.safes.models import ClosedIdentity, IdentitySafe, SafeMove, SafeMoveItem
from casework.safes.states import Side
from casework.sealing import CaseKey, open_case_key
from core.boxes import close_box, open_box
from core.context import Context
from core.crypto import SealBroken
from core.errors import Forbidden

AT_ONCE = 200
# What somebody took out and nobody went on with is taken out anew.
LONGEST = timedelta(days=7)
Apart = Select[Any]


@dataclass(frozen=True, slots=True)
class Under:
    """A move that goes on: out of which safe into which, begun by whom, and the actor's key of the old one."""

    safe_id: uuid.UUID
    into: Safe
    begun_by: uuid.UUID
    half: Half


def begin_move(ctx: Context, safe_id: uuid.UUID) -> None:
    """Begin to empty an older safe, or take over from a colleague: what was on its way to them is taken out anew.

    By whoever decides about the agreeing key; in the province's log. Raises KeyNotInHand, NoSafeKey, Forbidden,
    SafeInUse.
    """
    half = in_hand(ctx, safe_id)
    if half.side is not Side.AGREEING or ctx.actor.account_id not in seats(ctx, safe_id, half.side):
        raise Forbidden
    safe = find_safe(ctx, province_of(ctx, safe_id))
    if safe is None or safe.id == safe_id:
        raise SafeInUse
    _lock(ctx, safe_id, safe.id)
    m, i = SafeMove, SafeMoveItem
    ctx.session.execute(delete(i).where(i.safe_id == safe_id, i.to_safe_id.is_(None)))
    ctx.session.execute(delete(m).where(m.safe_id == safe_id))
    ctx.session.execute(insert(m).values(safe_id=safe_id, account_id=ctx.actor.account_id, begun_at=ctx.now))
    record(ctx, province_of(ctx, safe_id), safe_id, "move_begin")


def under_way(ctx: Context, safe_id: uuid.UUID) -> Under:
    """The move, for somebody with a key of the old safe, until the transaction ends nobody changes either safe.

    Raises KeyNotInHand, NoSafeKey, MoveNotBegun.
    """
    half, m = in_hand(ctx, safe_id), SafeMove
    safe = find_safe(ctx, province_of(ctx, safe_id))
    if safe is None or safe.id == safe_id:
        raise MoveNotBegun
    # The safe that is moved into may have been changed while this waited: nothing is put into that one any more.
    if not _lock(ctx, safe_id, safe.id):
        raise MoveNotBegun
    begun_by = ctx.session.execute(select(m.account_id).where(m.safe_id == safe_id)).scalar_one_or_none()
    if begun_by is None or (half.side is Side.AGREEING and begun_by != ctx.actor.account_id):
        raise MoveNotBegun
    return Under(safe_id, safe, begun_by, half)


def to_hand_over(ctx: Context, safe_id: uuid.UUID, apart: Apart) -> list[uuid.UUID]:
    """Some cases in an older safe that the actor has a box of and nobody took out yet. `apart`: never these."""
    c, s = ClosedIdentity, CaseShare
    mine = exists().where(s.case_id == c.case_id, _mine(ctx))
    which = (c.safe_id == safe_id, mine, ~_taken(), c.case_id.not_in(apart))
    statement = select(c.case_id).where(*which).distinct().order_by(c.case_id).limit(AT_ONCE)
    return list(ctx.session.execute(statement).scalars())


def hand_over(ctx: Context, move: Under, case_ids: Collection[uuid.UUID]) -> int:
    """The first step, of cases the caller has locked: what is left lies in a box for whoever began the move.

    Gives how many. A case that is not the actor's any more is left as it is.
    """
    public = public_of(ctx, move.begun_by)
    if move.half.side is not Side.WORKING or public is None:
        raise Forbidden
    rows, c = [], ClosedIdentity
    which = (c.safe_id == move.safe_id, c.case_id.in_(case_ids), ~_taken())
    for row in ctx.session.execute(select(c.case_id, c.key_id, c.sealed_boxes).where(*which)).all():
        key = _key(ctx, row.case_id)
        if key is not None:
            boxes = key.open_json(row.sealed_boxes, part=BOXES_PART)["boxes"]
            inner = inner_of(move.half, row.key_id, b64decode(boxes[move.half.side.value]))
            rows.append({
                "case_id": row.case_id, "key_id": row.key_id, "safe_id": move.safe_id, "to_safe_id": None,
                "account_id": ctx.actor.account_id, "taken_at": ctx.now,
                "box": close_box(public, inner, bound_to=_bound(row, move.safe_id)),
            })  # fmt: skip
    if rows:
        ctx.session.execute(insert(SafeMoveItem), rows)
    return _noted(ctx, move, "move_out", len(rows))


def pass_over(ctx: Context, move: Under, apart: Apart) -> int:
    """The second step, by whoever began it: the keys are closed for the safe in use, in boxes for who took them out.

    Gives how many; what was closed for a key the actor had before is taken out anew.
    """
    own, i, done = pair_of(ctx), SafeMoveItem, 0
    columns = (i.case_id, i.key_id, i.account_id, i.box)
    waiting = select(*columns).where(i.safe_id == move.safe_id, i.to_safe_id.is_(None), i.case_id.not_in(apart))
    for row in ctx.session.execute(waiting.order_by(i.case_id, i.key_id).limit(AT_ONCE)).all():
        same, public = (i.case_id == row.case_id, i.key_id == row.key_id), public_of(ctx, row.account_id)
        inner = _try(own.private, row, move.safe_id)
        if inner is None or public is None:
            ctx.session.execute(delete(i).where(*same))
            continue
        boxes = close_again(move.into, open_inner(move.half, row.key_id, inner))
        box = close_box(public, json.dumps(boxes).encode(), bound_to=_bound(row, move.into.id))
        ctx.session.execute(update(i).where(*same).values(to_safe_id=move.into.id, box=box))
        done += 1
    return _noted(ctx, move, "move_over", done)


def to_put_back(ctx: Context, safe_id: uuid.UUID) -> list[uuid.UUID]:
    """Cases that the actor took out and the other side is done with, some of them."""
    i = SafeMoveItem
    ready = (i.safe_id == safe_id, i.account_id == ctx.actor.account_id, i.to_safe_id.is_not(None))
    statement = select(i.case_id).where(*ready).distinct().order_by(i.case_id).limit(AT_ONCE)
    return list(ctx.session.execute(statement).scalars())


def put_back(ctx: Context, move: Under, case_ids: Collection[uuid.UUID]) -> int:
    """The third step, of cases the caller has locked: they lie in the safe in use. Gives how many.

    What two people opened meanwhile has moved already; what was closed for a safe that is in use no more, for a key the
    actor had before, or of a case that is not theirs any more, stays where it is and is taken out anew.
    """
    own, i, c, done = pair_of(ctx), SafeMoveItem, ClosedIdentity, 0
    mine = (i.safe_id == move.safe_id, i.account_id == ctx.actor.account_id, i.to_safe_id.is_not(None))
    there = and_(c.case_id == i.case_id, c.key_id == i.key_id)
    columns = (i.case_id, i.key_id, i.to_safe_id, i.box, c.safe_id, c.sealed_boxes)
    rows = ctx.session.execute(select(*columns).join(c, there).where(*mine, i.case_id.in_(case_ids))).all()
    for row in rows:
        done += _put(ctx, move, row, own.private)
        ctx.session.execute(delete(i).where(i.case_id == row.case_id, i.key_id == row.key_id))
    return _noted(ctx, move, "move_in", done)


def forget_stale(ctx: Context) -> None:
    """By itself: what was taken out long ago is taken out anew; nothing of it was lost."""
    ctx.session.execute(delete(SafeMoveItem).where(SafeMoveItem.taken_at < ctx.now - LONGEST))


def _put(ctx: Context, move: Under, row: Any, private: bytes) -> bool:
    key, c = _key(ctx, row.case_id), ClosedIdentity
    boxes = _try(private, row, row.to_safe_id)
    if key is None or boxes is None or row.to_safe_id != move.into.id or row.safe_id != move.safe_id:
        return False
    content = key.open_json(row.sealed_boxes, part=BOXES_PART)
    content["boxes"] = json.loads(boxes)
    values = {"safe_id": move.into.id, "sealed_boxes": key.seal_json(content, part=BOXES_PART)}
    same = (c.case_id == row.case_id, c.key_id == row.key_id)
    ctx.session.execute(update(c).where(*same).values(**values))
    return True


def _key(ctx: Context, case_id: uuid.UUID) -> CaseKey | None:
    try:
        return open_case_key(ctx, case_id)
    except CaseLocked:
        return None


def _try(private: bytes, row: Any, safe_id: uuid.UUID) -> bytes | None:
    try:
        return open_box(private, row.box, bound_to=_bound(row, safe_id))
    except SealBroken:  # closed for a key they had before
        return None


def _bound(row: Any, safe_id: uuid.UUID) -> bytes:
    """A box opens as that sender's of that case, on the way out of or into that safe."""
    bound: bytes = row.case_id.bytes + row.key_id.bytes + safe_id.bytes
    return bound


def _taken() -> ColumnElement[bool]:
    c, i = ClosedIdentity, SafeMoveItem
    return exists().where(i.case_id == c.case_id, i.key_id == c.key_id)


def _mine(ctx: Context) -> ColumnElement[bool]:
    """The condition on CaseShare that it is a box for the actor, or for a desk whose key they have and work at."""
    s, h, k, me = CaseShare, DeskKeyHolder, DeskKey, ctx.actor.account_id
    there = k.agency_id.in_(ctx.actor.agencies(Role.INTAKE_CLERK))
    desks = select(h.desk_key_id).join(k, k.id == h.desk_key_id).where(h.account_id == me, there)
    by_name = and_(s.holder == Holder.OFFICIAL, s.holder_id == me, s.box != NO_BOX)
    return or_(by_name, and_(s.holder == Holder.DESK, s.holder_id.in_(desks)))


def _lock(ctx: Context, *safes: uuid.UUID) -> bool:
    """Lock both safes, in one order; gives whether the newer one is in use still."""
    s = IdentitySafe
    rows = select(s.id, s.retired_at).where(s.id.in_(safes)).order_by(s.id).with_for_update(key_share=True)
    found: Sequence[Any] = ctx.session.execute(rows).all()
    return any(row.id == safes[-1] and row.retired_at is None for row in found)


def _noted(ctx: Context, move: Under, verb: str, count: int) -> int:
    if count:
        record(ctx, province_of(ctx, move.safe_id), move.safe_id, verb, count=str(count))
    return count
