"""Who can keep half of a desk's key: people of the same agency or above with a key of their own, not of the desk."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import or_, select

from accounts.matrix import Capability, roles_for
from accounts.models import Account, RoleGrant
from accounts.queries import Person
from agencies.models import Agency
from agencies.queries import get_card
from casework.locks.desks import list_clerks
from casework.locks.models import OfficialKey
from core.context import Context


def list_keepers(ctx: Context, agency_id: uuid.UUID) -> Sequence[Person]:
    """Who may be asked, by name."""
    a, g, k, roles = Account, RoleGrant, OfficialKey, roles_for(Capability.KEY_KEEP_HALF)
    path = get_card(ctx, agency_id).path
    above = [path[:end] for end in range(1, len(path) + 1) if end == len(path) or path[end] == "."]
    in_force = (g.valid_from <= ctx.now, or_(g.valid_to.is_(None), g.valid_to > ctx.now))
    rows = ctx.session.execute(
        select(a.id, a.name)
        .join(g, g.account_id == a.id)
        .join(Agency, Agency.id == g.agency_id)
        .join(k, k.account_id == a.id)
        .where(g.role.in_(roles), Agency.path.in_(above), a.disabled_at.is_(None), *in_force)
        .distinct()
        .order_by(a.name, a.id)
        .limit(50)
    )
    clerks = {person.account_id for person in list_clerks(ctx, agency_id)}
    return [Person(*row) for row in rows if row.id not in clerks and row.id != ctx.actor.account_id]
