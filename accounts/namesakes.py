"""Whether a person who is given an account may have one already."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from accounts.models import Account
from accounts.queries import manageable
from agencies.models import Agency
from core.actor import Actor
from core.context import Context
from core.text import fold

MOST = 5


def list_namesakes(ctx: Context, account_id: uuid.UUID, *, viewer: Actor) -> Sequence[str]:
    """User names of other open accounts in the viewer's reach whose person has the same name, however it is written.

    Two people may share a name, so nothing is refused; but one person with two accounts would be two of two people.
    """
    a = Account
    name = fold(ctx.session.execute(select(a.name).where(a.id == account_id)).scalar_one())
    rows = ctx.session.execute(
        select(a.user_name, a.name)
        .join(Agency, Agency.id == a.agency_id)
        .where(a.id != account_id, a.disabled_at.is_(None), manageable(viewer))
        .order_by(a.user_name)
    )
    return [row.user_name for row in rows if fold(row.name) == name][:MOST]
