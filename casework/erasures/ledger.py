"""The ledger of what was erased: written in the transaction of the erasing itself, replayed after a restore."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.erasures.events import ErasureNoted
from casework.erasures.models import ErasureEntry
from casework.erasures.states import Erased
from core import outbox
from core.clock import local_date
from core.context import Context
from core.db import insert_row
from core.ids import random_id


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what was destroyed of which case, by which rule, on which day."""

    id: UUID
    what: Erased
    subject_type: str
    subject_id: UUID
    rule: str
    erased_on: date


def note(ctx: Context, what: Erased, *, subject_type: str, subject_id: UUID, rule: str = "") -> None:
    """Write that something was erased. 91/2025/QH15 art. 14: what was erased may not come back."""
    entry = Entry(random_id(), what, subject_type, subject_id, rule, local_date(ctx.now))
    keep(ctx, entry)
    outbox.publish(ctx, ErasureNoted(day=entry.erased_on.isoformat()))


def keep(ctx: Context, entry: Entry) -> None:
    """Write a line as it is: by `note`, and when a restored database learns it from outside."""
    insert_row(ctx.session, ErasureEntry, {name: getattr(entry, name) for name in Entry.__slots__})


def known_among(ctx: Context, ids: Collection[UUID]) -> frozenset[UUID]:
    """Which of these lines the database has."""
    e = ErasureEntry
    return frozenset(ctx.session.execute(select(e.id).where(e.id.in_(ids))).scalars())


def any_since(ctx: Context, day: date) -> bool:
    """Whether anything was erased on this day or later."""
    e = ErasureEntry
    return ctx.session.execute(select(e.id).where(e.erased_on >= day).limit(1)).first() is not None


def list_after(ctx: Context, after: UUID | None, *, limit: int = 1000) -> Sequence[Entry]:
    """The lines in the order of their ids, a portion at a time."""
    e = ErasureEntry
    columns = [getattr(e, name) for name in Entry.__slots__]
    statement = select(*columns).order_by(e.id).limit(limit)
    if after is not None:
        statement = statement.where(e.id > after)
    return [Entry(*row) for row in ctx.session.execute(statement)]
