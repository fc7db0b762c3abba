"""Whether the actor may see now who sent a sealed case: somebody else agreed, and the hours are not over."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select

from casework.identities.errors import TwoPersonsNeeded
from casework.identities.models import IdentityOpening
from casework.identities.states import OpeningState
from core.context import Context
from core.db import UtcDateTime, fetch

_STANDS = select(IdentityOpening.id).where(
    IdentityOpening.case_id == bindparam("case_id"),
    IdentityOpening.asked_by == bindparam("account_id"),
    IdentityOpening.state == OpeningState.APPROVED,
    IdentityOpening.open_until > bindparam("now", type_=UtcDateTime()),
)


def stands(ctx: Context, case_id: UUID) -> bool:
    """Whether an opening of the actor's own is granted and not over."""
    if ctx.actor.account_id is None:
        return False
    found = fetch(ctx.session, _STANDS, case_id=case_id, account_id=ctx.actor.account_id, now=ctx.now)
    return found.first() is not None


def is_asked_for(ctx: Context, case_id: UUID) -> bool:
    """Whether a request waits or stands, by anybody."""
    o, s = IdentityOpening, OpeningState
    live = or_(and_(o.state == s.ASKED, o.lapses_at > ctx.now), and_(o.state == s.APPROVED, o.open_until > ctx.now))
    return ctx.session.execute(select(o.id).where(o.case_id == case_id, live).limit(1)).first() is not None


def demand_two(ctx: Context, case_id: UUID) -> None:
    """Raises TwoPersonsNeeded unless an opening of the actor's own stands. Denunciation Act art. 8, 56."""
    if not stands(ctx, case_id):
        raise TwoPersonsNeeded
