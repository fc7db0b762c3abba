"""Whoever holds a key of a safe is told when a colleague's own key was made anew: two passwords set by one person would
otherwise open, after some patience, what is meant for two.
"""

from __future__ import annotations

import uuid

from sqlalchemy import select

from accounts.inbox import OfficialNoticeKind, tell_officials
from accounts.models import Account
from agencies.queries import get_card
from casework.safes.models import SafeHolder
from core.context import Context


def warn_colleagues(ctx: Context, account_id: uuid.UUID) -> None:
    """Tell who holds a key of the same safe, at the same agency or at the province; of no case, only of the person.

    Before the person's own boxes go: whoever holds none is nobody's concern.
    """
    a, h = Account, SafeHolder
    mine = select(h.safe_id).where(h.account_id == account_id)
    row = ctx.session.execute(select(a.name, a.agency_id).where(a.id == account_id)).one()
    places = {row.agency_id, get_card(ctx, row.agency_id).province_id}
    those = select(h.account_id).join(a, a.id == h.account_id).where(h.safe_id.in_(mine), a.agency_id.in_(places))
    tell_officials(
        ctx, ctx.session.execute(those.where(h.account_id != account_id).order_by(h.account_id)).scalars().all(),
        agency_id=row.agency_id, kind=OfficialNoticeKind.KEY_MADE_ANEW, person=row.name,
    )  # fmt: skip
