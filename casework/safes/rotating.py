"""A new safe while people work: what comes in goes into it at once, what lies in the old one moves when two open it.

Both keys are new. Nobody could move an older sender alone: it takes the case's key and both keys of the old safe. Two
people can move all of them: `casework.safes.moving`.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, func, select, update

from agencies.models import Agency
from agencies.queries import get_card, under
from casework.identities.models import IdentityOpening
from casework.identities.states import OpeningState
from casework.locks.escrow import PARTS
from casework.locks.own import SETTLES
from casework.safes.errors import SafeNotInUse, TooFewForSafe
from casework.safes.escrow import in_hand, keep_halves, seats, still_keepers
from casework.safes.keys import FEWEST, Safe, build_safe, on_side, people_of, province_of, record
from casework.safes.models import (
    ClosedIdentity,
    IdentitySafe,
    SafeCall,
    SafeHalf,
    SafeHalfReturn,
    SafeHolder,
    SafeMove,
    SafeMoveItem,
)
from casework.safes.moving import forget_stale
from casework.safes.states import Side
from core.context import Context
from core.errors import Forbidden

# Longer than anybody writes: whoever found the safe in use just before it was changed is done by then.
QUIET = timedelta(hours=1)


def rotate_safe(ctx: Context, safe_id: uuid.UUID) -> Safe:
    """Two new keys for the province, for those who have the old ones; whoever kept halves keeps those of the new ones.

    By a leader or inspector of the province who has a key in hand; in the province's log. Raises KeyNotInHand,
    NoSafeKey, Forbidden, SafeNotInUse, TooFewForSafe.
    """
    half, s = in_hand(ctx, safe_id), IdentitySafe
    if half.side is not Side.AGREEING or ctx.actor.account_id not in seats(ctx, safe_id, half.side):
        raise Forbidden
    row = ctx.session.execute(
        select(s.agency_id, s.retired_at).where(s.id == safe_id).with_for_update(key_share=True)
    ).one()
    if row.retired_at is not None:
        raise SafeNotInUse
    sides = {side: _heirs(ctx, safe_id, side) for side in Side}
    if any(len(those) < FEWEST for those in sides.values()):
        raise TooFewForSafe
    keepers = {side: still_keepers(ctx, safe_id, side) for side in Side}
    ctx.session.execute(update(s).where(s.id == safe_id).values(retired_at=ctx.now))
    record(ctx, row.agency_id, safe_id, "rotate")
    safe, halves = build_safe(ctx, row.agency_id, sides)
    for one in halves:
        if len(keepers[one.side]) == len(PARTS):
            keep_halves(ctx, safe.id, one, keepers[one.side])
    return safe


def count_left(ctx: Context, safe_id: uuid.UUID) -> int:
    """How many cases' senders lie in a safe."""
    c = ClosedIdentity
    which = select(func.count(func.distinct(c.case_id))).where(c.safe_id == safe_id)
    return ctx.session.execute(which).scalar_one()


def put_away_emptied(ctx: Context) -> int:
    """By itself: the keys of an old safe are destroyed once nothing lies in it; gives how many safes.

    Not at once: who was writing when the safe was changed may still put something in. Requests made before it was empty
    carry a box of it: they are answered, or lapse, first.
    """
    s, c, done = IdentitySafe, ClosedIdentity, 0
    forget_stale(ctx)
    waiting = (s.retired_at.is_not(None), s.destroyed_at.is_(None))
    holds = exists().where(c.safe_id == s.id)
    ctx.session.execute(update(s).where(*waiting, holds, s.emptied_at.is_not(None)).values(emptied_at=None))
    empty = select(s.id, s.agency_id, s.emptied_at).where(*waiting, ~holds).order_by(s.id)
    for row in ctx.session.execute(empty.with_for_update(key_share=True, skip_locked=True)).all():
        if row.emptied_at is None:
            ctx.session.execute(update(s).where(s.id == row.id).values(emptied_at=ctx.now))
        elif row.emptied_at <= ctx.now - QUIET and not _still_asked(ctx, row.agency_id, before=row.emptied_at):
            _destroy(ctx, row.agency_id, row.id)
            done += 1
    return done


def _still_asked(ctx: Context, province_id: uuid.UUID, *, before: datetime) -> bool:
    o = IdentityOpening
    below = under(Agency.path, get_card(ctx, province_id).path)
    carries = (o.state == OpeningState.ASKED, o.sealed_boxes.is_not(None), o.asked_at <= before)
    asked = select(o.id).join(Agency, Agency.id == o.agency_id).where(below, *carries).limit(1)
    return ctx.session.execute(asked).first() is not None


def _destroy(ctx: Context, province_id: uuid.UUID, safe_id: uuid.UUID) -> None:
    for model in (SafeHolder, SafeHalf, SafeHalfReturn, SafeMoveItem, SafeMove):
        ctx.session.execute(delete(model).where(model.safe_id == safe_id))
    ctx.session.execute(delete(SafeCall).where(SafeCall.safe_id == safe_id, SafeCall.done_at.is_(None)))
    ctx.session.execute(update(IdentitySafe).where(IdentitySafe.id == safe_id).values(destroyed_at=ctx.now))
    record(ctx, province_id, safe_id, "destroy")


def _heirs(ctx: Context, safe_id: uuid.UUID, side: Side) -> list[uuid.UUID]:
    """Who had the key and is still of that side; a key of one's own made a moment ago gets nothing by this either."""
    settled = people_of(ctx, province_of(ctx, safe_id), made_until=ctx.now - SETTLES)
    now, held = people_of(ctx, province_of(ctx, safe_id)), on_side(ctx, safe_id, side)
    return [one for one, on in now.items() if on is side and (one in held or one in settled)]
