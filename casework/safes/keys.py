"""The two keys of a safe: who has which, and how newcomers get theirs. The machine makes both and keeps neither."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, or_, select

from accounts.models import Account, RoleGrant
from accounts.roles import Role
from agencies.models import Agency
from agencies.queries import get_card, under
from casework.locks.models import OfficialKey
from casework.locks.own import SETTLES, private_of
from casework.policies import HOLDER_ROLES
from casework.safes.models import IdentitySafe, SafeHalf, SafeHolder
from casework.safes.states import Side
from core import audit
from core.actor import ActorKind
from core.boxes import close_box, new_pair, open_box
from core.context import Context
from core.crypto import SealBroken
from core.errors import NotFound
from core.ids import random_id

# Whoever leads or inspects agrees; whoever takes in, works or verifies petitions asks.
AGREEING_ROLES = (Role.LEADER, Role.PROVINCIAL_INSPECTOR)
SIDE_ROLES = (*AGREEING_ROLES, *HOLDER_ROLES)
# So that one forgotten password does not lose a side.
FEWEST = 2
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Safe:
    """A safe in use: what is closed for both keys."""

    id: uuid.UUID
    publics: dict[Side, bytes]


@dataclass(frozen=True, slots=True)
class Half:
    """One of the two keys, in hand."""

    side: Side
    private: bytes = field(repr=False)


def find_safe(ctx: Context, province_id: uuid.UUID) -> Safe | None:
    """The safe that identities of a province's cases are closed in; None while too few people have keys."""
    s = IdentitySafe
    return _safe(ctx, s.agency_id == province_id, s.retired_at.is_(None))


def get_safe(ctx: Context, safe_id: uuid.UUID) -> Safe:
    """A safe by its id, also one that is retired. Raises NotFound."""
    found = _safe(ctx, IdentitySafe.id == safe_id)
    if found is None:
        raise NotFound
    return found


def province_of(ctx: Context, safe_id: uuid.UUID) -> uuid.UUID:
    """Whose safe it is. Raises NotFound."""
    s = IdentitySafe
    found = ctx.session.execute(select(s.agency_id).where(s.id == safe_id)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def lock_safe(ctx: Context, safe_id: uuid.UUID) -> None:
    """Until the transaction ends nobody else changes who has its keys, or keeps halves of them."""
    one = select(IdentitySafe.id).where(IdentitySafe.id == safe_id)
    ctx.session.execute(one.with_for_update(key_share=True)).all()


def build_safe(
    ctx: Context, province_id: uuid.UUID, sides: Mapping[Side, Sequence[uuid.UUID]]
) -> tuple[Safe, Sequence[Half]]:
    """A safe with two new keys, each closed for these people; gives both, to be split at once and kept nowhere."""
    pairs = {side: new_pair() for side in Side}
    safe = Safe(random_id(), {side: pair.public for side, pair in pairs.items()})
    ctx.session.execute(
        insert(IdentitySafe).values(
            id=safe.id, agency_id=province_id, working_public=safe.publics[Side.WORKING],
            agreeing_public=safe.publics[Side.AGREEING], made_at=ctx.now, retired_at=None,
            emptied_at=None, destroyed_at=None,
        )
    )  # fmt: skip
    record(ctx, province_id, safe.id, "make")
    halves = [Half(side, pairs[side].private) for side in Side]
    for half in halves:
        give_key(ctx, province_id, safe.id, half, sides[half.side])
    return safe, halves


def hand_out(ctx: Context) -> int:
    """Whoever has a key in hand gives it to those on the same side who have none yet; gives to how many.

    It happens by itself when they sign in, ask or agree: nobody has to think of it, and nobody chooses whom. Not at
    once: whoever was made a leader or got another password a moment ago may not be who they seem (`locks.own.SETTLES`).
    """
    given, s, h = 0, IdentitySafe, SafeHolder
    # An older safe too, while something lies in it: else it would open for fewer people every year.
    mine = select(s.id, s.agency_id).join(h, h.safe_id == s.id).where(h.account_id == ctx.actor.account_id)
    lacking = [row for row in ctx.session.execute(mine).all() if _lacking(ctx, row.id, row.agency_id)[1]]
    if not lacking:
        return 0
    # All of them, in one order, before the first is written into the province's log: two that come in wait for each
    # other's end, never crosswise.
    those = select(s.id).where(s.id.in_([row.id for row in lacking])).order_by(s.id)
    ctx.session.execute(those.with_for_update(key_share=True)).all()
    for row in lacking:
        # Read again: a colleague may have given it meanwhile, and the keys of an old safe may be destroyed.
        opened, wanting = _lacking(ctx, row.id, row.agency_id)
        if opened is not None and wanting:
            give_key(ctx, row.agency_id, row.id, opened, wanting[:AT_ONCE])
            given += len(wanting[:AT_ONCE])
    return given


def _lacking(ctx: Context, safe_id: uuid.UUID, province_id: uuid.UUID) -> tuple[Half | None, list[uuid.UUID]]:
    """The actor's key, and who on its side has none; nobody when the actor has it not in hand."""
    opened = open_side(ctx, safe_id)
    if opened is None:
        return None, []
    there = _holders(ctx, safe_id)
    people = people_of(ctx, province_id, made_until=ctx.now - SETTLES)
    return opened, [one for one, on in people.items() if on is opened.side and one not in there]


def side_of(ctx: Context, safe_id: uuid.UUID, account_id: uuid.UUID | None) -> Side | None:
    """Which key somebody has."""
    h = SafeHolder
    mine = (h.safe_id == safe_id, h.account_id == account_id)
    return ctx.session.execute(select(h.side).where(*mine)).scalar_one_or_none()


def on_side(ctx: Context, safe_id: uuid.UUID, side: Side) -> frozenset[uuid.UUID]:
    """Who has one of the keys."""
    h = SafeHolder
    return frozenset(ctx.session.execute(select(h.account_id).where(h.safe_id == safe_id, h.side == side)).scalars())


def open_side(ctx: Context, safe_id: uuid.UUID) -> Half | None:
    """The actor's key of a safe, when their own key is in hand."""
    private = private_of(ctx, ctx.actor) if ctx.actor.kind is ActorKind.OFFICIAL else None
    h = SafeHolder
    mine = (h.safe_id == safe_id, h.account_id == ctx.actor.account_id)
    row = ctx.session.execute(select(h.side, h.boxed_private).where(*mine)).one_or_none()
    if private is None or row is None:
        return None
    try:
        return Half(row.side, open_box(private, row.boxed_private, bound_to=safe_id.bytes))
    except SealBroken:  # closed for a key they had before
        return None


def _holders(ctx: Context, safe_id: uuid.UUID) -> set[uuid.UUID]:
    h = SafeHolder
    return set(ctx.session.execute(select(h.account_id).where(h.safe_id == safe_id)).scalars())


def _safe(ctx: Context, *which: ColumnElement[bool]) -> Safe | None:
    s = IdentitySafe
    row = ctx.session.execute(select(s.id, s.working_public, s.agreeing_public).where(*which)).one_or_none()
    return Safe(row.id, {Side.WORKING: row.working_public, Side.AGREEING: row.agreeing_public}) if row else None


def people_of(ctx: Context, province_id: uuid.UUID, *, made_until: datetime | None = None) -> dict[uuid.UUID, Side]:
    """Everybody of the province with a key of their own who may ask or agree, on their side.

    `made_until`: only those whose key and role are as old as that.
    """
    a, g, k, until = Account, RoleGrant, OfficialKey, made_until or ctx.now
    rows = ctx.session.execute(
        select(a.id, g.role)
        .join(g, g.account_id == a.id)
        .join(Agency, Agency.id == g.agency_id)
        .join(k, k.account_id == a.id)
        .where(
            g.role.in_(SIDE_ROLES), under(Agency.path, get_card(ctx, province_id).path),
            a.disabled_at.is_(None), k.made_at <= until, g.valid_from <= until,
            or_(g.valid_to.is_(None), g.valid_to > ctx.now),
        )
        .order_by(a.id)
    )  # fmt: skip
    found: dict[uuid.UUID, Side] = {}
    for row in rows:
        if row.role in AGREEING_ROLES:
            found[row.id] = Side.AGREEING  # whoever leads and takes in as well still has one key
        else:
            found.setdefault(row.id, Side.WORKING)
    return found


def give_key(ctx: Context, province_id: uuid.UUID, safe_id: uuid.UUID, half: Half, those: Sequence[uuid.UUID]) -> None:
    """Close a side's key for people of that side; whoever kept half of a key of this safe keeps it no more."""
    k, kept = OfficialKey, SafeHalf
    ctx.session.execute(delete(kept).where(kept.safe_id == safe_id, kept.account_id.in_(those)))
    rows = ctx.session.execute(select(k.account_id, k.public_key).where(k.account_id.in_(those))) if those else ()
    given = [
        {
            "safe_id": safe_id, "account_id": row.account_id, "side": half.side, "given_by": ctx.actor.account_id,
            "given_at": ctx.now, "boxed_private": close_box(row.public_key, half.private, bound_to=safe_id.bytes),
        }
        for row in rows
    ]  # fmt: skip
    if given:
        ctx.session.execute(insert(SafeHolder), given)
        record(ctx, province_id, safe_id, "hand", those, side=half.side.value)


def record(
    ctx: Context, province_id: uuid.UUID, safe_id: uuid.UUID, verb: str, whom: Collection[uuid.UUID] = (), **more: str
) -> None:
    """A link in the province's log: who has which key, or keeps half of it, since when; never a case."""
    if whom:
        more["accounts"] = " ".join(sorted(str(one) for one in whom))
    audit.record(
        ctx, agency_id=province_id, action=f"casework:safe:{verb}", subject_type="identity_safe", subject_id=safe_id,
        **more,
    )  # fmt: skip
