"""A desk's key split between two officers: neither half opens anything, both together give it back to the desk.

Losing the last password of a desk must not lose what people entrusted to it; nor may one officer alone open it.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from casework.locks.desks import (
    DeskKeyView,
    demand_clerk,
    find_desk_key,
    hand,
    list_clerks,
    make_desk_key,
    public_of,
    record,
)
from casework.locks.errors import HalfGone, HalvesMissing, KeeperWrong, NotAKeyHolder
from casework.locks.keepers import list_keepers
from casework.locks.models import DeskKey, EscrowHalf, EscrowReturn
from casework.locks.own import pair_of
from core.boxes import close_box, open_box, public_half
from core.context import Context
from core.crypto import SealBroken
from core.errors import NotFound

PARTS = (1, 2)


@dataclass(frozen=True, slots=True)
class HalfLine:
    """A half that the actor keeps, and for whom they may give it."""

    desk_key_id: uuid.UUID
    agency_id: uuid.UUID
    part: int
    given_at: datetime
    returned_to: frozenset[uuid.UUID]


def make_and_split(ctx: Context, agency_id: uuid.UUID, keepers: Sequence[uuid.UUID]) -> None:
    """Close a desk: from now on what comes in opens for those who hold its key; two keepers each get half of it.

    Raises Forbidden, KeyNotInHand, DeskHasKey, KeeperWrong.
    """
    demand_clerk(ctx, agency_id)
    demand_keepers(ctx, agency_id, keepers)
    key, private = make_desk_key(ctx, agency_id)
    split_between(ctx, key, private, keepers)


def demand_keepers(ctx: Context, agency_id: uuid.UUID, keepers: Sequence[uuid.UUID]) -> None:
    """Two different people who may keep a half. Raises KeeperWrong."""
    offered = {person.account_id for person in list_keepers(ctx, agency_id)}
    if len(set(keepers)) != len(PARTS) or not offered.issuperset(keepers):
        raise KeeperWrong


def split_between(ctx: Context, key: DeskKeyView, private: bytes, keepers: Sequence[uuid.UUID]) -> None:
    """Two halves that say nothing each, in boxes for two people."""
    for part, account_id, half in zip(PARTS, keepers, halved(private), strict=True):
        public = public_of(ctx, account_id)
        assert public is not None  # only those with a key are offered
        ctx.session.execute(
            insert(EscrowHalf).values(
                desk_key_id=key.id, part=part, account_id=account_id, given_at=ctx.now,
                boxed_half=close_box(public, half, bound_to=bound(key.id, part)),
            )
        )  # fmt: skip
        record(ctx, key.agency_id, key.id, "keep", account_id)


def halved(private: bytes) -> tuple[bytes, bytes]:
    """Two halves of a key: either is noise, both together are it (`joined`)."""
    first = secrets.token_bytes(len(private))
    return first, bytes(a ^ b for a, b in zip(first, private, strict=True))


def list_halves(ctx: Context) -> Sequence[HalfLine]:
    """What the actor keeps for desks."""
    e, r = EscrowHalf, EscrowReturn
    rows = ctx.session.execute(
        select(e.desk_key_id, e.part, e.given_at).where(e.account_id == ctx.actor.account_id).order_by(e.given_at)
    ).all()
    lines = []
    for row in rows:
        given = select(r.to_account_id).where(r.desk_key_id == row.desk_key_id, r.part == row.part)
        agency = _agency_of(ctx, row.desk_key_id)
        returned = frozenset(ctx.session.execute(given).scalars())
        lines.append(HalfLine(row.desk_key_id, agency, row.part, row.given_at, returned))
    return lines


def return_half(ctx: Context, desk_key_id: uuid.UUID, to: uuid.UUID) -> None:
    """Give one's half to a clerk of the desk who has lost the key; in the log of the desk's agency.

    Raises NotFound, NotAKeyHolder, KeyNotInHand, HalfGone.
    """
    e = EscrowHalf
    row = ctx.session.execute(
        select(e.part, e.boxed_half).where(e.desk_key_id == desk_key_id, e.account_id == ctx.actor.account_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    agency_id, public = _agency_of(ctx, desk_key_id), public_of(ctx, to)
    if public is None or to not in {person.account_id for person in list_clerks(ctx, agency_id)}:
        raise NotAKeyHolder
    to_half = bound(desk_key_id, row.part)
    try:
        half = open_box(pair_of(ctx).private, row.boxed_half, bound_to=to_half)
    except SealBroken:
        raise HalfGone from None
    r = EscrowReturn
    which = (r.desk_key_id == desk_key_id, r.part == row.part, r.to_account_id == to)
    ctx.session.execute(delete(r).where(*which))
    ctx.session.execute(
        insert(r).values(
            desk_key_id=desk_key_id, part=row.part, to_account_id=to, returned_at=ctx.now,
            boxed_half=close_box(public, half, bound_to=to_half),
        )
    )  # fmt: skip
    record(ctx, agency_id, desk_key_id, "return", to)


def count_returned(ctx: Context, desk_key_id: uuid.UUID) -> int:
    """How many halves wait for the actor."""
    r = EscrowReturn
    which = (r.desk_key_id == desk_key_id, r.to_account_id == ctx.actor.account_id)
    return len(ctx.session.execute(select(r.part).where(*which)).all())


def join_halves(ctx: Context, agency_id: uuid.UUID) -> None:
    """The clerk puts both halves together and holds the desk's key again.

    Raises Forbidden, KeyNotInHand, HalvesMissing.
    """
    demand_clerk(ctx, agency_id)
    key, account_id = find_desk_key(ctx, agency_id), ctx.actor.account_id
    if key is None or account_id is None:
        raise HalvesMissing
    private = take_halves(ctx, key)
    hand(ctx, key.id, account_id, pair_of(ctx).public, private)
    record(ctx, agency_id, key.id, "join", account_id)


def take_halves(ctx: Context, key: DeskKeyView) -> bytes:
    """Both halves that were given to the actor, put together; they lie nowhere afterwards.

    Raises KeyNotInHand, HalvesMissing: not both are there, or they are not this key's.
    """
    own, r = pair_of(ctx), EscrowReturn
    which = (r.desk_key_id == key.id, r.to_account_id == ctx.actor.account_id)
    rows = ctx.session.execute(select(r.part, r.boxed_half).where(*which).order_by(r.part)).all()
    if [row.part for row in rows] != list(PARTS):
        raise HalvesMissing
    halves = [open_box(own.private, row.boxed_half, bound_to=bound(key.id, row.part)) for row in rows]
    private = joined(halves, key.public)
    ctx.session.execute(delete(r).where(*which))
    return private


def joined(halves: Sequence[bytes], public: bytes) -> bytes:
    """The key that two halves make. Raises HalvesMissing when it is another one."""
    first, second = halves
    private = bytes(a ^ b for a, b in zip(first, second, strict=True))
    if public_half(private) != public:
        raise HalvesMissing
    return private


def _agency_of(ctx: Context, desk_key_id: uuid.UUID) -> uuid.UUID:
    k = DeskKey
    return ctx.session.execute(select(k.agency_id).where(k.id == desk_key_id)).scalar_one()


def bound(desk_key_id: uuid.UUID, part: int) -> bytes:
    """What a half is bound to."""
    return desk_key_id.bytes + bytes([part])
