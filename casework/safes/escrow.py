"""Each key of a safe split between two officers: neither half opens anything, both together give its side the key back.

Four officers keep the halves of one safe, none of them anything else of it: whoever puts both halves of one side
together has one of the two keys, and without the other side's and the case's own key reads nobody (docs/adr/0432).
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, insert, select

from accounts.models import Account, RoleGrant
from accounts.queries import Person
from casework.locks.desks import public_of
from casework.locks.errors import HalfGone, HalvesMissing, KeyNotInHand
from casework.locks.escrow import PARTS, halved, joined
from casework.locks.keepers import list_keepers
from casework.locks.own import pair_of, private_of
from casework.safes.bounds import bound_half
from casework.safes.errors import NoSafeKey, NotOfThisSide, SafeKeeperWrong
from casework.safes.keys import (
    SIDE_ROLES,
    Half,
    get_safe,
    lock_safe,
    on_side,
    open_side,
    people_of,
    province_of,
    record,
)
from casework.safes.models import IdentitySafe, SafeCall, SafeHalf, SafeHalfReturn
from casework.safes.states import Side
from core.boxes import close_box, open_box
from core.context import Context
from core.crypto import SealBroken
from core.errors import Forbidden, NotFound


@dataclass(frozen=True, slots=True)
class KeptHalf:
    """A half of a side's key, and who keeps it."""

    part: int
    account_id: uuid.UUID
    given_at: datetime


@dataclass(frozen=True, slots=True)
class MyHalf:
    """A half that the actor keeps, who calls it in (`lost`: without having the key), and whether it was given.

    `older`: of a safe that is not in use any more.
    """

    safe_id: uuid.UUID
    province_id: uuid.UUID
    side: Side
    given_at: datetime
    caller: Person | None
    lost: bool
    given: bool
    older: bool


def split_side(ctx: Context, safe_id: uuid.UUID, keepers: Sequence[uuid.UUID]) -> None:
    """Split the key that the actor has in hand between two keepers; halves from before are of no use any more.

    Raises KeyNotInHand, NoSafeKey, Forbidden, SafeKeeperWrong.
    """
    half = in_hand(ctx, safe_id)
    if ctx.actor.account_id not in seats(ctx, safe_id, half.side):
        raise Forbidden
    offered = {person.account_id for person in list_safe_keepers(ctx, safe_id, half.side)}
    if len(set(keepers)) != len(PARTS) or not offered.issuperset(keepers):
        raise SafeKeeperWrong
    keep_halves(ctx, safe_id, half, keepers)


def keep_halves(ctx: Context, safe_id: uuid.UUID, half: Half, keepers: Sequence[uuid.UUID]) -> None:
    """Put both halves into boxes for two people, who were chosen by somebody who may."""
    h, province_id = SafeHalf, province_of(ctx, safe_id)
    lock_safe(ctx, safe_id)
    forget_halves(ctx, safe_id, half.side)
    for part, account_id, piece in zip(PARTS, keepers, halved(half.private), strict=True):
        public = public_of(ctx, account_id)
        assert public is not None  # only those with a key are offered
        ctx.session.execute(
            insert(h).values(
                safe_id=safe_id, side=half.side, part=part, account_id=account_id, given_at=ctx.now,
                boxed_half=close_box(public, piece, bound_to=bound_half(safe_id, half.side, part)),
            )
        )  # fmt: skip
    record(ctx, province_id, safe_id, "keep", keepers, side=half.side.value)


def forget_halves(ctx: Context, safe_id: uuid.UUID, side: Side) -> None:
    """Nothing of the halves of a side is left, nor of a call that is under way."""
    c = SafeCall
    for model in (SafeHalf, SafeHalfReturn):
        ctx.session.execute(delete(model).where(model.safe_id == safe_id, model.side == side))
    ctx.session.execute(delete(c).where(c.safe_id == safe_id, c.side == side, c.done_at.is_(None)))


def list_safe_keepers(ctx: Context, safe_id: uuid.UUID, side: Side) -> list[Person]:
    """Who may keep a half of a side: at the province or where the actor works, on no side, no half of the other one."""
    province_id = province_of(ctx, safe_id)
    places = dict.fromkeys((province_id, *ctx.actor.agencies(*SIDE_ROLES)))
    on_a_side, h, s = people_of(ctx, province_id), SafeHalf, IdentitySafe
    # Of no safe of the province: what lay in the older one may come to lie in the newer one.
    of_other = select(h.account_id).join(s, s.id == h.safe_id).where(s.agency_id == province_id, h.side == side.other)
    shut = {*on_a_side, *on_side(ctx, safe_id, side), *on_side(ctx, safe_id, side.other)}
    shut |= set(ctx.session.execute(of_other).scalars())
    people = {one.account_id: one for place in places for one in list_keepers(ctx, place)}
    return sorted((one for one in people.values() if one.account_id not in shut), key=lambda one: one.name)


def kept_halves(ctx: Context, safe_id: uuid.UUID, side: Side) -> list[KeptHalf]:
    """The halves of a side that somebody can still open; fewer than two: split it anew."""
    h = SafeHalf
    which = (h.safe_id == safe_id, h.side == side)
    rows = ctx.session.execute(select(h.part, h.account_id, h.given_at).where(*which).order_by(h.part))
    return [KeptHalf(*row) for row in rows]


def still_keepers(ctx: Context, safe_id: uuid.UUID, side: Side) -> list[uuid.UUID]:
    """Who keeps halves of a side and still may: with a key of their own, on no side meanwhile."""
    people = people_of(ctx, province_of(ctx, safe_id))
    those = [half.account_id for half in kept_halves(ctx, safe_id, side)]
    return [one for one in those if one not in people and public_of(ctx, one) is not None]


def list_my_halves(ctx: Context) -> list[MyHalf]:
    """What the actor keeps of safes."""
    h, c, r, a, s = SafeHalf, SafeCall, SafeHalfReturn, Account, IdentitySafe
    under_way = and_(c.safe_id == h.safe_id, c.side == h.side, c.done_at.is_(None))
    mine = (r.safe_id == h.safe_id, r.side == h.side, r.part == h.part, r.to_account_id == c.account_id)
    rows = ctx.session.execute(
        select(h.safe_id, s.agency_id, h.side, h.given_at, c.account_id, a.name, c.lost, r.part, s.retired_at)
        .join(s, s.id == h.safe_id)
        .outerjoin(c, under_way)
        .outerjoin(a, a.id == c.account_id)
        .outerjoin(r, and_(*mine))
        .where(h.account_id == ctx.actor.account_id)
        .order_by(s.retired_at.is_not(None), h.given_at, h.safe_id)
    )
    return [
        MyHalf(
            *row[:4], Person(row.account_id, row.name) if row.account_id else None, bool(row.lost),
            row.part is not None, row.retired_at is not None,
        )
        for row in rows
    ]  # fmt: skip


def return_half(ctx: Context, safe_id: uuid.UUID, to: uuid.UUID) -> None:
    """Give one's half to whoever of its side calls it in; in the province's log.

    Raises NotFound, NotOfThisSide, KeyNotInHand, HalfGone.
    """
    side, part, boxed = _part_of(ctx, safe_id)
    public, c = public_of(ctx, to), SafeCall
    calls = (c.safe_id == safe_id, c.side == side, c.account_id == to, c.done_at.is_(None))
    if public is None or ctx.session.execute(select(c.id).where(*calls)).first() is None:
        raise NotOfThisSide
    bound, r = bound_half(safe_id, side, part), SafeHalfReturn
    try:
        half = open_box(pair_of(ctx).private, boxed, bound_to=bound)
    except SealBroken:
        raise HalfGone from None
    which = (r.safe_id == safe_id, r.side == side, r.part == part, r.to_account_id == to)
    ctx.session.execute(delete(r).where(*which))
    ctx.session.execute(
        insert(r).values(
            safe_id=safe_id, side=side, part=part, to_account_id=to, returned_at=ctx.now,
            boxed_half=close_box(public, half, bound_to=bound),
        )
    )  # fmt: skip
    record(ctx, province_of(ctx, safe_id), safe_id, "return", [to], side=side.value)


def count_given_back(ctx: Context, safe_id: uuid.UUID) -> int:
    """How many halves wait for the actor."""
    r = SafeHalfReturn
    which = (r.safe_id == safe_id, r.to_account_id == ctx.actor.account_id)
    return len(ctx.session.execute(select(r.part).where(*which)).all())


def take_halves(ctx: Context, safe_id: uuid.UUID, side: Side) -> bytes:
    """Both halves that were given to the actor, put together; they lie nowhere afterwards.

    Raises KeyNotInHand, HalvesMissing: not both are there, or they are not this key's.
    """
    own, r = pair_of(ctx), SafeHalfReturn
    which = (r.safe_id == safe_id, r.side == side, r.to_account_id == ctx.actor.account_id)
    rows = ctx.session.execute(select(r.part, r.boxed_half).where(*which).order_by(r.part)).all()
    if [row.part for row in rows] != list(PARTS):
        raise HalvesMissing
    halves = [open_box(own.private, row.boxed_half, bound_to=bound_half(safe_id, side, row.part)) for row in rows]
    private = joined(halves, get_safe(ctx, safe_id).publics[side])
    ctx.session.execute(delete(r).where(*which))
    return private


def seats(ctx: Context, safe_id: uuid.UUID, side: Side) -> frozenset[uuid.UUID]:
    """Of those who have a side's key, who decides about it: the province's own people, or all of them."""
    holders, g = on_side(ctx, safe_id, side), RoleGrant
    in_force = (g.valid_from <= ctx.now, g.valid_to.is_(None) | (g.valid_to > ctx.now))
    above = select(g.account_id).where(
        g.account_id.in_(holders), g.agency_id == province_of(ctx, safe_id), g.role.in_(SIDE_ROLES), *in_force
    )
    return frozenset(ctx.session.execute(above).scalars()) or holders


def in_hand(ctx: Context, safe_id: uuid.UUID) -> Half:
    """The actor's key of a safe. Raises KeyNotInHand, NoSafeKey."""
    half = open_side(ctx, safe_id)
    if half is None:
        raise KeyNotInHand if private_of(ctx, ctx.actor) is None else NoSafeKey
    return half


def _part_of(ctx: Context, safe_id: uuid.UUID) -> tuple[Side, int, bytes]:
    """The one half of a safe that the actor keeps. Raises NotFound."""
    h = SafeHalf
    mine = (h.safe_id == safe_id, h.account_id == ctx.actor.account_id)
    row = ctx.session.execute(select(h.side, h.part, h.boxed_half).where(*mine)).one_or_none()
    if row is None:
        raise NotFound
    return row.side, row.part, row.boxed_half
