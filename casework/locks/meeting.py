"""Several sign-ins with one password at one moment: the first makes the official's key, the others open that one.

A password opens a key slowly, outside of any transaction. What another sign-in made meanwhile must not be replaced:
that session would have a key in hand for which nothing is closed any more.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from sqlalchemy import select

from accounts.models import Account
from casework.locks.own import Opened, find_kept, keep_own, open_with_password
from core.boxes import Cost
from core.context import Context


class KeyMadeMeanwhile(Exception):
    """Another key is there than when the password was tried: try it on that one."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What the password opened or made, and which key (its public half) there was then."""

    opened: Opened = field(repr=False)
    seen: bytes | None


def try_password(ctx: Context, account_id: uuid.UUID, password: str, cost: Cost) -> Tried:
    """As `open_with_password`: slow on purpose, never inside a transaction."""
    kept = find_kept(ctx, account_id)
    return Tried(open_with_password(account_id, kept, password, cost), kept.public if kept else None)


def settle(ctx: Context, account_id: uuid.UUID, tried: Tried) -> None:
    """Make what was tried the official's key; one that was there is theirs already. Raises KeyMadeMeanwhile."""
    ctx.session.execute(select(Account.id).where(Account.id == account_id).with_for_update(key_share=True)).all()
    there = find_kept(ctx, account_id)
    if (there.public if there else None) != tried.seen:
        raise KeyMadeMeanwhile
    if tried.opened.fresh:
        keep_own(ctx, account_id, tried.opened)
