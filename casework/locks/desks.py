"""The key of a receiving desk: who has it, and how it is handed on. Only those who hold it can."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from accounts.queries import Person, list_holders
from accounts.roles import Role
from casework.locks.errors import DeskHasKey, KeyNotInHand, NotAKeyHolder
from casework.locks.models import DeskKey, DeskKeyHolder, OfficialKey
from casework.locks.own import pair_of, private_of
from core import audit
from core.boxes import close_box, new_pair, open_box
from core.context import Context
from core.crypto import SealBroken
from core.errors import Forbidden
from core.ids import random_id


@dataclass(frozen=True, slots=True)
class DeskKeyView:
    """A desk's key in use."""

    id: uuid.UUID
    agency_id: uuid.UUID
    public: bytes
    made_at: datetime


@dataclass(frozen=True, slots=True)
class KeyLine:
    """Somebody who receives petitions at the desk, and whether they can open them."""

    person: Person
    has_own: bool
    holds: bool


def find_desk_key(ctx: Context, agency_id: uuid.UUID) -> DeskKeyView | None:
    """The key that petitions to this desk are closed for; None: the desk does without."""
    k = DeskKey
    row = ctx.session.execute(
        select(k.id, k.agency_id, k.public_key, k.made_at).where(k.agency_id == agency_id, k.retired_at.is_(None))
    ).one_or_none()
    return DeskKeyView(row.id, row.agency_id, row.public_key, row.made_at) if row else None


def make_desk_key(ctx: Context, agency_id: uuid.UUID) -> tuple[DeskKeyView, bytes]:
    """From now on what comes to this desk opens for those alone who hold its key; the maker is the first.

    Gives the private half too, to be split between keepers at once. Raises Forbidden, KeyNotInHand, DeskHasKey.
    """
    demand_clerk(ctx, agency_id)
    own = pair_of(ctx)
    if find_desk_key(ctx, agency_id) is not None:
        raise DeskHasKey
    pair, key_id, account_id = new_pair(), random_id(), ctx.actor.account_id
    assert account_id is not None  # `pair_of` has read their key
    ctx.session.execute(
        insert(DeskKey).values(
            id=key_id, agency_id=agency_id, public_key=pair.public, made_at=ctx.now, made_by=ctx.actor.account_id,
            retired_at=None,
        )
    )  # fmt: skip
    hand(ctx, key_id, account_id, own.public, pair.private)
    record(ctx, agency_id, key_id, "make", account_id)
    return DeskKeyView(key_id, agency_id, pair.public, ctx.now), pair.private


def hand_desk_key(ctx: Context, agency_id: uuid.UUID, account_id: uuid.UUID) -> None:
    """Whoever holds the desk's key gives it to a colleague who receives petitions there too.

    Raises Forbidden, KeyNotInHand, NotAKeyHolder.
    """
    demand_clerk(ctx, agency_id)
    key = find_desk_key(ctx, agency_id)
    private = open_desk_key(ctx, key.id) if key else None
    if key is None or private is None:
        raise KeyNotInHand if private_of(ctx, ctx.actor) is None else NotAKeyHolder
    to = public_of(ctx, account_id)
    if to is None or account_id not in {person.account_id for person in list_clerks(ctx, agency_id)}:
        raise NotAKeyHolder
    hand(ctx, key.id, account_id, to, private)
    record(ctx, agency_id, key.id, "hand", account_id)


def list_key_lines(ctx: Context, agency_id: uuid.UUID) -> Sequence[KeyLine]:
    """Who receives petitions at the desk, and how each stands with its key."""
    key, h, o = find_desk_key(ctx, agency_id), DeskKeyHolder, OfficialKey
    people = list_clerks(ctx, agency_id)
    ids = [person.account_id for person in people]
    own = frozenset(ctx.session.execute(select(o.account_id).where(o.account_id.in_(ids))).scalars())
    held: frozenset[uuid.UUID] = frozenset()
    if key is not None:
        held = frozenset(ctx.session.execute(select(h.account_id).where(h.desk_key_id == key.id)).scalars())
    return [KeyLine(person, person.account_id in own, person.account_id in held) for person in people]


def open_desk_key(ctx: Context, desk_key_id: uuid.UUID) -> bytes | None:
    """The private half for an actor who holds it and still receives petitions at that desk."""
    private = private_of(ctx, ctx.actor)
    if private is None:
        return None
    h, k = DeskKeyHolder, DeskKey
    row = ctx.session.execute(
        select(h.boxed_private, k.agency_id)
        .join(k, k.id == h.desk_key_id)
        .where(h.desk_key_id == desk_key_id, h.account_id == ctx.actor.account_id)
    ).one_or_none()
    if row is None or not ctx.actor.holds_at(Role.INTAKE_CLERK, row.agency_id):
        return None
    try:
        return open_box(private, row.boxed_private, bound_to=desk_key_id.bytes)
    except SealBroken:  # closed for a key they had before
        return None


def public_of(ctx: Context, account_id: uuid.UUID) -> bytes | None:
    """The public half of an official's own key."""
    k = OfficialKey
    return ctx.session.execute(select(k.public_key).where(k.account_id == account_id)).scalar_one_or_none()


def hand(ctx: Context, key_id: uuid.UUID, account_id: uuid.UUID, public: bytes, private: bytes) -> None:
    """Put a desk's key into a box for one more holder, in place of an older box of theirs."""
    h = DeskKeyHolder
    ctx.session.execute(delete(h).where(h.desk_key_id == key_id, h.account_id == account_id))
    ctx.session.execute(
        insert(h).values(
            desk_key_id=key_id, account_id=account_id, given_by=ctx.actor.account_id, given_at=ctx.now,
            boxed_private=close_box(public, private, bound_to=key_id.bytes),
        )
    )  # fmt: skip


def list_clerks(ctx: Context, agency_id: uuid.UUID) -> list[Person]:
    """Who receives petitions at the desk."""
    return list_holders(ctx, role=Role.INTAKE_CLERK, agency_id=agency_id)


def demand_clerk(ctx: Context, agency_id: uuid.UUID) -> None:
    """Raises Forbidden to whoever does not receive petitions there."""
    if not ctx.actor.holds_at(Role.INTAKE_CLERK, agency_id):
        raise Forbidden


def record(ctx: Context, agency_id: uuid.UUID, key_id: uuid.UUID, verb: str, account_id: uuid.UUID) -> None:
    """A link in the log of the desk's agency."""
    audit.record(
        ctx, agency_id=agency_id, action=f"casework:desk_key:{verb}", subject_type="desk_key", subject_id=key_id,
        account=str(account_id),
    )  # fmt: skip
