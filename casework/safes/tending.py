"""What happens to safes unasked: one is made where desks have keys, who left loses the key, a lost one is followed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import delete, func, select, update

from agencies.queries import get_card
from casework.locks.escrow import PARTS
from casework.locks.models import DeskKey
from casework.safes.escrow import keep_halves, still_keepers
from casework.safes.keys import FEWEST, Safe, build_safe, find_safe, people_of, record
from casework.safes.models import IdentitySafe, SafeHolder
from casework.safes.states import Side
from core.context import Context


def tend_safes(ctx: Context) -> int:
    """Provinces whose desks have keys get a safe, who left loses the key; gives how many were made."""
    made = 0
    k = DeskKey
    desks = ctx.session.execute(select(k.agency_id).where(k.retired_at.is_(None))).scalars().all()
    for province_id in sorted({get_card(ctx, one).province_id for one in desks}):
        safe = find_safe(ctx, province_id)
        if safe is not None and _lost(ctx, safe.id):
            ctx.session.execute(update(IdentitySafe).where(IdentitySafe.id == safe.id).values(retired_at=ctx.now))
            record(ctx, province_id, safe.id, "retire")
            safe = None
        if safe is None:
            made += make_safe(ctx, province_id) is not None
        for safe_id in _standing(ctx, province_id):
            _sweep(ctx, province_id, safe_id)
    return made


def make_safe(ctx: Context, province_id: uuid.UUID) -> Safe | None:
    """Make both keys, close each for those on its side and keep neither; None while a side has too few people.

    Where one was lost, whoever kept both halves of a side of it and still may keeps those of the new one: the side that
    is left need not choose again, and the side that was lost has its keepers before it can be lost once more.
    """
    people = people_of(ctx, province_id)
    sides = {side: [one for one, on in people.items() if on is side] for side in Side}
    if any(len(those) < FEWEST for those in sides.values()):
        return None
    before = _newest_retired(ctx, province_id)
    safe, halves = build_safe(ctx, province_id, sides)
    for half in halves:
        keepers = still_keepers(ctx, before, half.side) if before else ()
        if len(keepers) == len(PARTS):
            keep_halves(ctx, safe.id, half, keepers)
    return safe


def _newest_retired(ctx: Context, province_id: uuid.UUID) -> uuid.UUID | None:
    s = IdentitySafe
    before = select(s.id).where(s.agency_id == province_id, s.retired_at.is_not(None), s.destroyed_at.is_(None))
    return ctx.session.execute(before.order_by(s.retired_at.desc(), s.id).limit(1)).scalar_one_or_none()


def _standing(ctx: Context, province_id: uuid.UUID) -> Sequence[uuid.UUID]:
    """The safe in use, and older ones whose keys are there still."""
    s = IdentitySafe
    which = (s.agency_id == province_id, s.destroyed_at.is_(None))
    return ctx.session.execute(select(s.id).where(*which).order_by(s.id)).scalars().all()


def _lost(ctx: Context, safe_id: uuid.UUID) -> bool:
    """Whether nobody has one of the two keys any more: what lies in the safe opens no more, and nothing new goes in."""
    h = SafeHolder
    return ctx.session.execute(
        select(func.count(func.distinct(h.side))).where(h.safe_id == safe_id)
    ).scalar_one() < len(Side)  # fmt: skip


def _sweep(ctx: Context, province_id: uuid.UUID, safe_id: uuid.UUID) -> None:
    """Who left or changed sides has no key any more, unless it were the last one of its side."""
    h, people = SafeHolder, people_of(ctx, province_id)
    rows = ctx.session.execute(select(h.account_id, h.side).where(h.safe_id == safe_id)).all()
    for side in Side:
        those = {row.account_id for row in rows if row.side is side}
        gone = {one for one in those if people.get(one) is not side}
        if gone and len(gone) < len(those):
            ctx.session.execute(delete(h).where(h.safe_id == safe_id, h.account_id.in_(gone)))
            record(ctx, province_id, safe_id, "take", gone, side=side.value)
