"""The mark that tells every process when its index of names is old."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from agencies.models import UnitRevision
from core.context import Context
from core.ids import random_id


def mark_changed(ctx: Context) -> None:
    """Say that units changed; call it in each transaction that writes names, validity or opening.

    The mark is random, not a counter: a mark seen inside a transaction that was rolled back never comes again.
    """
    r, mark = UnitRevision, random_id()
    done = ctx.session.execute(update(r).where(r.id == 1).values(mark=mark).returning(r.id))
    if done.one_or_none() is None:
        ctx.session.execute(insert(UnitRevision).values(id=1, mark=mark))


def current_mark(session: Session) -> UUID | None:
    """The mark now; None before anything was imported."""
    return session.execute(select(UnitRevision.mark).where(UnitRevision.id == 1)).scalar_one_or_none()
