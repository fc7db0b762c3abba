"""An official's own key: made when they sign in with their password, in hand for as long as they are signed in."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import delete, insert, or_, select, update

from accounts.models import LoginSession
from accounts.passwords import normal, turn
from casework.locks.errors import KeyNotInHand
from casework.locks.models import CaseShare, DeskKeyHolder, OfficialKey, SessionKey
from casework.locks.states import Holder
from casework.safes.models import SafeHalf, SafeHalfReturn, SafeHolder
from casework.safes.warning import warn_colleagues
from core.actor import Actor
from core.boxes import Cost, KeyPair, new_pair, stretch
from core.context import Context
from core.crypto import SealBroken, new_key, open_with, seal_with

_SALT = 16
# No session lasts longer whatever the settings say.
LONGEST_SESSION = timedelta(days=7)
# Whose password was set by another notices by then: until a key that came of it is as old, nothing is closed for it
# that its owner had before.
SETTLES = timedelta(days=1)
# In place of a box that opens no more.
NO_BOX = b""


@dataclass(frozen=True, slots=True)
class Kept:
    """An official's key as it lies in the database."""

    public: bytes
    sealed: bytes = field(repr=False)
    salt: bytes
    cost: Cost


@dataclass(frozen=True, slots=True)
class Opened:
    """A key in hand. `fresh`: it was made just now, and what was boxed for an older one opens no more."""

    pair: KeyPair = field(repr=False)
    salt: bytes
    cost: Cost
    under: bytes = field(repr=False)
    fresh: bool


def find_kept(ctx: Context, account_id: uuid.UUID) -> Kept | None:
    """The official's key, sealed as it is."""
    k = OfficialKey
    columns = (k.public_key, k.sealed_private, k.salt, k.memory_kib, k.passes)
    row = ctx.session.execute(select(*columns).where(k.account_id == account_id)).one_or_none()
    return Kept(row.public_key, row.sealed_private, row.salt, Cost(row.memory_kib, row.passes)) if row else None


def open_with_password(account_id: uuid.UUID, kept: Kept | None, password: str, cost: Cost) -> Opened:
    """The official's key by their password: slow on purpose, never inside a transaction.

    A password that somebody else set opens nothing: then there is a fresh key, and whoever set it reads nothing.
    """
    if kept is not None:
        under = _stretched(password, kept.salt, kept.cost)
        try:
            private = open_with(under, kept.sealed, bound_to=account_id.bytes)
        except SealBroken:
            pass
        else:
            return Opened(KeyPair(kept.public, private), kept.salt, kept.cost, under, fresh=False)
    return seal_anew(new_pair(), password, cost, fresh=True)


def seal_anew(pair: KeyPair, password: str, cost: Cost, *, fresh: bool = False) -> Opened:
    """The same key under another password. Slow on purpose."""
    salt = secrets.token_bytes(_SALT)
    return Opened(pair, salt, cost, _stretched(password, salt, cost), fresh)


def _stretched(password: str, salt: bytes, cost: Cost) -> bytes:
    with turn():
        return stretch(normal(password), salt=salt, cost=cost)


def keep_own(ctx: Context, account_id: uuid.UUID, opened: Opened) -> None:
    """Write the key under the password; a fresh one takes the place of what nobody can open any more."""
    k = OfficialKey
    values = {
        "public_key": opened.pair.public, "salt": opened.salt, "memory_kib": opened.cost.memory_kib,
        "sealed_private": seal_with(opened.under, opened.pair.private, bound_to=account_id.bytes),
        "passes": opened.cost.passes,
    }  # fmt: skip
    there = ctx.session.execute(select(k.account_id).where(k.account_id == account_id)).first()
    if there is None:
        ctx.session.execute(insert(k).values(account_id=account_id, made_at=ctx.now, **values))
        return
    changed = {**values, "made_at": ctx.now} if opened.fresh else values
    if opened.fresh:
        warn_colleagues(ctx, account_id)
        _forget_boxes(ctx, account_id)
    ctx.session.execute(update(k).where(k.account_id == account_id).values(**changed))


def _forget_boxes(ctx: Context, account_id: uuid.UUID) -> None:
    """What was closed for the key they had before opens no more: somebody who can must close it for them again.

    Of cases the place of the box stays, empty: no step closes it again by itself before the key has settled.
    """
    h, s = DeskKeyHolder, CaseShare
    ctx.session.execute(delete(h).where(h.account_id == account_id))
    ctx.session.execute(delete(SafeHolder).where(SafeHolder.account_id == account_id))
    # A half that opens no more is none: the page of the safe says that one is missing.
    ctx.session.execute(delete(SafeHalf).where(SafeHalf.account_id == account_id))
    ctx.session.execute(delete(SafeHalfReturn).where(SafeHalfReturn.to_account_id == account_id))
    ctx.session.execute(update(s).where(s.holder == Holder.OFFICIAL, s.holder_id == account_id).values(box=NO_BOX))


def take_in_hand(ctx: Context, *, session_id: uuid.UUID, account_id: uuid.UUID, pair: KeyPair) -> bytes:
    """Keep the key open for a session; gives the secret that only the browser may hold."""
    secret = new_key()
    sealed = seal_with(secret, pair.private, bound_to=session_id.bytes)
    ctx.session.execute(insert(SessionKey).values(session_id=session_id, account_id=account_id, sealed_private=sealed))
    return secret


def lay_down(ctx: Context, session_id: uuid.UUID) -> None:
    """The session is over: nothing of the key is left in it."""
    ctx.session.execute(delete(SessionKey).where(SessionKey.session_id == session_id))


def private_of(ctx: Context, actor: Actor) -> bytes | None:
    """The actor's private key, when their session has it in hand."""
    if actor.secret is None or actor.session_id is None:
        return None
    k = SessionKey
    sealed = ctx.session.execute(
        select(k.sealed_private).where(k.session_id == actor.session_id, k.account_id == actor.account_id)
    ).scalar_one_or_none()
    if sealed is None:
        return None
    try:
        return open_with(actor.secret, sealed, bound_to=actor.session_id.bytes)
    except SealBroken:
        return None


def pair_of(ctx: Context) -> KeyPair:
    """The actor's own key in hand. Raises KeyNotInHand."""
    private = private_of(ctx, ctx.actor)
    kept = find_kept(ctx, ctx.actor.account_id) if ctx.actor.account_id else None
    if private is None or kept is None:
        raise KeyNotInHand
    return KeyPair(kept.public, private)


def sweep_session_keys(ctx: Context) -> None:
    """Sessions that ended, or that nobody could still be in: nothing of a key is left in them."""
    s, k = LoginSession, SessionKey
    over = select(s.id).where(or_(s.ended_at.is_not(None), s.created_at < ctx.now - LONGEST_SESSION))
    ctx.session.execute(delete(k).where(k.session_id.in_(over)))
