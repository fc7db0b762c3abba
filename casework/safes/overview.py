"""What those who have a key of a safe see of it: how many have which, who keeps the halves, what is due. Of no case."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from accounts.models import Account
from accounts.queries import Person
from agencies.queries import get_card
from casework.locks.escrow import PARTS
from casework.safes.calling import CallState, call_state
from casework.safes.escrow import count_given_back, kept_halves, seats
from casework.safes.keys import SIDE_ROLES, on_side, people_of, side_of
from casework.safes.models import IdentitySafe
from casework.safes.rotating import count_left
from casework.safes.states import Side
from core.context import Context


@dataclass(frozen=True, slots=True)
class SideView:
    """One of the two keys. `keepers`: by name for its own side; `kept`: how many halves still open."""

    side: Side
    holders: int
    kept: int
    keepers: Sequence[Person]
    calls: CallState | None

    @property
    def wants_keepers(self) -> bool:
        """Whether the key would be lost with the last who has it."""
        return self.kept < len(PARTS)


@dataclass(frozen=True, slots=True)
class SafeView:
    """A safe, for somebody of one side. `holds`: they have its key; `decides`: and choose who keeps the halves."""

    id: uuid.UUID
    province_id: uuid.UUID
    made_at: datetime
    retired_at: datetime | None
    sides: Sequence[SideView]
    mine: Side
    holds: bool
    decides: bool
    given_back: int
    # How many cases lie in an old one: for those who decide about it, and of no commune.
    left: int | None


def list_safes(ctx: Context) -> list[SafeView]:
    """The safes of the actor's province, the one in use first."""
    s, places = IdentitySafe, ctx.actor.agencies(*SIDE_ROLES)
    provinces = {get_card(ctx, one).province_id for one in places}
    rows = ctx.session.execute(
        select(s.id, s.agency_id, s.made_at, s.retired_at)
        .where(s.agency_id.in_(provinces), s.destroyed_at.is_(None))
        .order_by(s.retired_at.is_not(None), s.made_at.desc())
    ).all()
    views = []
    for row in rows:
        held = side_of(ctx, row.id, ctx.actor.account_id)
        mine = held or people_of(ctx, row.agency_id).get(ctx.actor.account_id or row.id)
        if mine is None:
            continue
        sides = [view_side(ctx, row.id, side, names=side is mine) for side in Side]
        decides = held is not None and ctx.actor.account_id in seats(ctx, row.id, held)
        left = count_left(ctx, row.id) if decides and row.retired_at else None
        views.append(SafeView(*row, sides, mine, held is not None, decides, count_given_back(ctx, row.id), left))
    return views


def view_side(ctx: Context, safe_id: uuid.UUID, side: Side, *, names: bool = False) -> SideView:
    """How one side stands; `names`: who keeps the halves, for those of that side."""
    halves, a = kept_halves(ctx, safe_id, side), Account
    people: Sequence[Person] = ()
    if names and halves:
        by_name = select(a.id, a.name).where(a.id.in_([half.account_id for half in halves])).order_by(a.name)
        people = [Person(*row) for row in ctx.session.execute(by_name)]
    return SideView(side, len(on_side(ctx, safe_id, side)), len(halves), people, call_state(ctx, safe_id, side))
