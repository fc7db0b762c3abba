"""Cases that came in before their desk had a key: one after the other they get a fresh key, closed for people.

Where the work stands is a question to the tables, so that it goes on after any stop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update

from casework.locks.closing import is_locked
from casework.locks.models import DeskKey
from casework.models import CaseKeyRow
from casework.sealing import LOCKED
from core.context import Context
from feedback.models import Petition
from feedback.services.locking import follow, lacking_key, renew
from feedback.services.moving import lock_petition

# Counted no further: the page says "more than".
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class OlderLeft:
    """How many cases of a desk still lie under the keyring, and how many of them wait for somebody without a key."""

    left: int
    waiting: int

    @property
    def many(self) -> bool:
        """Whether there are more than were counted."""
        return self.left >= MOST_COUNTED


def older_left(ctx: Context, agency_id: UUID) -> OlderLeft:
    """What is still to be done for a desk."""
    ids = _ids(ctx, agency_id, MOST_COUNTED)
    return OlderLeft(len(ids), sum(1 for one in ids if lacking_key(ctx, one)))


def list_older(ctx: Context, *, after: UUID | None, limit: int) -> Sequence[UUID]:
    """The next cases of desks with a key that the server alone can still open, by id."""
    p, c, k = Petition, CaseKeyRow, DeskKey
    desks = select(k.agency_id).where(k.retired_at.is_(None), k.older_closed_at.is_(None))
    statement = select(p.id).join(c, c.case_id == p.id).where(p.sealed, p.agency_id.in_(desks), c.wrapped != LOCKED)
    if after is not None:
        statement = statement.where(p.id > after)
    return ctx.session.execute(statement.order_by(p.id).limit(limit)).scalars().all()


def close_older(ctx: Context, petition_id: UUID) -> bool:
    """Give one of them a fresh key and close it for who may read it now; gives whether that was done.

    Not while somebody who is to read it has no key of their own: they make one when they next sign in by password.
    """
    locked = lock_petition(ctx, petition_id)
    if not locked.sealed or is_locked(ctx, petition_id) or lacking_key(ctx, petition_id):
        return False
    renew(ctx, petition_id)
    follow(ctx, petition_id)
    return True


def note_closed(ctx: Context) -> None:
    """Desks with nothing left under the keyring are not looked at again: what comes later is closed as it comes."""
    k = DeskKey
    open_ones = select(k.id, k.agency_id).where(k.retired_at.is_(None), k.older_closed_at.is_(None))
    for key_id, agency_id in ctx.session.execute(open_ones).all():
        if not _ids(ctx, agency_id, 1):
            ctx.session.execute(update(k).where(k.id == key_id).values(older_closed_at=ctx.now))


def _ids(ctx: Context, agency_id: UUID, most: int) -> Sequence[UUID]:
    p, c = Petition, CaseKeyRow
    older = (p.agency_id == agency_id, p.sealed, c.wrapped != LOCKED)
    return ctx.session.execute(
        select(p.id).join(c, c.case_id == p.id).where(*older).limit(most)
    ).scalars().all()  # fmt: skip
