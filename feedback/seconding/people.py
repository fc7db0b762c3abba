"""Who may be asked to be the second person, by name."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from accounts.queries import holders_by_role
from agencies.queries import get_card
from casework.locks.desks import public_of
from core.context import Context
from deadlines.reminders import address_of
from feedback.issuing.facts import is_concerned
from feedback.seconding.policies import SECOND_ABOVE, SECOND_HERE
from feedback.services.moving import Locked


def is_one_person(ctx: Context, one: UUID, other: UUID | None) -> bool:
    """Whether two accounts are one, or left the same address to be reminded at: somebody else's mail is not given.

    A passkey and a person of the province's portal belong to one account each, so they tell nothing more.
    """
    if other is None or one == other:
        return one == other
    address = address_of(ctx, one).strip().casefold()
    return bool(address) and address == address_of(ctx, other).strip().casefold()


def list_seconds(ctx: Context, locked: Locked, *, with_key: bool) -> Sequence[UUID]:
    """Who may agree: not the asker, nobody the petition may speak of; in a locked case only who has a key."""
    province_id = get_card(ctx, locked.agency_id).province_id
    here = holders_by_role(ctx, roles=SECOND_HERE, agency_id=locked.agency_id)
    above = holders_by_role(ctx, roles=SECOND_ABOVE, agency_id=province_id)
    people = [one.account_id for group in (*here.values(), *above.values()) for one in group]
    return [
        one
        for one in dict.fromkeys(people)
        if not is_one_person(ctx, one, ctx.actor.account_id)
        and not is_concerned(ctx, locked.id, one)
        and (not with_key or public_of(ctx, one) is not None)
    ]
