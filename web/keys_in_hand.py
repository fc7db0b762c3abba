"""The official's own key while signed in: a cookie of its own holds what opens it, the server only the rest."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from flask import Response, request

from casework.locks.changing import Change, change_own
from casework.locks.meeting import KeyMadeMeanwhile, Tried, settle, try_password
from casework.locks.own import find_kept, private_of, seal_anew, take_in_hand
from casework.safes.keys import hand_out
from core.actor import ANONYMOUS, Actor, ActorKind
from core.boxes import Cost, KeyPair, new_pair
from core.context import Context
from web.context import runtime
from web.extensions import db

COOKIE = "khoa-phien"
_LENGTH = 32


def secret() -> bytes | None:
    """What this browser holds of the key in hand."""
    try:
        value = base64.urlsafe_b64decode(request.cookies.get(COOKIE, "").encode())
    except ValueError:
        return None
    return value if len(value) == _LENGTH else None


def by_password(account_id: UUID | None, password: str, enter: Callable[[Tried], bytes]) -> bytes:
    """Sign in with the official's key, opened by the password that was just right, or made when there is none.

    `enter` writes it all down and gives what `take` gives; once more when another sign-in was quicker to make the key.
    The password is tried outside of its transaction: slow on purpose.
    """
    assert account_id is not None  # the password was right
    try:
        return enter(_tried(account_id, password))
    except KeyMadeMeanwhile:
        return enter(_tried(account_id, password))


def _tried(account_id: UUID, password: str) -> Tried:
    db.session.rollback()  # a reading snapshot opened earlier would not see a key that was made since
    return try_password(runtime().context(db.session(), ANONYMOUS), account_id, password, _cost())


def take(ctx: Context, account_id: UUID | None, session_id: UUID, own: Tried) -> bytes:
    """Keep it in hand for the new session; gives what the browser holds of it. Raises KeyMadeMeanwhile."""
    assert account_id is not None
    settle(ctx, account_id, own)
    held = take_in_hand(ctx, session_id=session_id, account_id=account_id, pair=own.opened.pair)
    # Colleagues who have none of the keys that two people need (docs/adr/0427) get it from whoever comes in next.
    hand_out(replace(ctx, actor=Actor(ActorKind.OFFICIAL, account_id, session_id=session_id, secret=held)))
    return held


def under_new_password(account_id: UUID, session_id: UUID, password: str) -> Change | None:
    """A new key to take the place of the one in hand, under a new password; None when none is in hand. Slow on purpose.

    Whoever watched the old password, or has a backup that it opens, opens nothing that is closed from now on.
    """
    ctx = runtime().context(db.session(), ANONYMOUS)
    private = private_of(ctx, Actor(ActorKind.OFFICIAL, account_id, session_id=session_id, secret=secret()))
    kept = find_kept(ctx, account_id)
    if kept is None or private is None:
        return None
    return Change(KeyPair(kept.public, private), seal_anew(new_pair(), password, _cost()))


def change(ctx: Context, account_id: UUID, session_id: UUID, changed: Change | None) -> None:
    """Put it in the old one's place, inside the transaction that changes the password."""
    held = secret()
    if changed is not None and held is not None:
        change_own(ctx, account_id, session_id, held, changed)


def give(response: Response, held: bytes) -> Response:
    """Put the browser's part into its cookie, for as long as the browser is open."""
    value = base64.urlsafe_b64encode(held).decode()
    response.set_cookie(
        COOKIE, value, path="/", httponly=True, samesite="Lax", secure=runtime().settings.secure_cookies
    )
    return response


def take_away(response: Response) -> Response:
    """Nothing of it stays in the browser."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="Lax", secure=runtime().settings.secure_cookies)
    return response


def _cost() -> Cost:
    settings = runtime().settings
    return Cost(settings.argon2_memory_kib, settings.argon2_time)
