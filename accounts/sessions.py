"""Sign-in sessions: opened by the right password, raised by the second factor, ended by a person or by time."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, insert, select, update

from accounts.acting import grants_in, with_grants
from accounts.models import Account, LoginSession, Passkey
from accounts.queries import needs_factor
from accounts.states import SignInFacts, Step, next_step
from core.actor import Actor, ActorKind
from core.context import Context
from core.db import fetch
from core.errors import NotFound
from core.ids import random_id

# A password was right but the rest is still to come: this long and no longer.
UNFINISHED = timedelta(minutes=20)
TOUCH_EVERY = timedelta(minutes=1)
CHALLENGE_LASTS = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Limits:
    """When a session ends by itself."""

    idle: timedelta
    absolute: timedelta


@dataclass(frozen=True, slots=True)
class Login:
    """A session as each request finds it. `actor` is None until every step of signing in is done."""

    session_id: uuid.UUID
    account_id: uuid.UUID
    user_name: str
    name: str
    step: Step
    has_totp: bool
    has_passkey: bool
    actor: Actor | None
    needs_touch: bool


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One of a person's sessions, for their own list."""

    id: uuid.UUID
    device: str
    created_at: datetime
    last_seen_at: datetime


def new_token() -> str:
    """What the cookie carries: 256 random bits."""
    return secrets.token_urlsafe(32)


def _hash(ctx: Context, token: str) -> bytes:
    return ctx.keys.tag("session", token.encode())


def open_session(ctx: Context, *, account_id: uuid.UUID, token: str, device: str) -> uuid.UUID:
    """The password was right: open a session that still waits for the other steps."""
    session_id = random_id()
    values = {"created_at": ctx.now, "last_seen_at": ctx.now, "device": device[:60], "token_hash": _hash(ctx, token)}
    ctx.session.execute(insert(LoginSession).values(id=session_id, account_id=account_id, **values))
    return session_id


def rotate(ctx: Context, session_id: uuid.UUID, *, token: str, factor_shown: bool = False) -> None:
    """Give the session a new token: at each step that raises what it may do, an older cookie becomes worthless."""
    values: dict[str, object] = {"token_hash": _hash(ctx, token), "last_seen_at": ctx.now}
    if factor_shown:
        values["mfa_at"] = ctx.now
    ctx.session.execute(update(LoginSession).where(LoginSession.id == session_id).values(**values))


@cache
def _login() -> Select[*tuple[Any, ...]]:
    s, a = LoginSession, Account
    passkey = select(Passkey.id).where(Passkey.account_id == a.id).exists()
    facts = (a.must_change_password, a.totp_sealed.is_not(None).label("totp"), passkey.label("passkey"))
    return with_grants(
        select(s.id, s.account_id, s.created_at, s.last_seen_at, s.mfa_at, a.user_name, a.name, *facts)
        .join(a, a.id == s.account_id)
        .where(s.token_hash == bindparam("token_hash"), s.ended_at.is_(None), a.disabled_at.is_(None))
    )


def find_login(ctx: Context, token: str, *, limits: Limits) -> Login | None:
    """The session of a cookie's token with the account as it is now; None when it ended in any way."""
    rows = fetch(ctx.session, _login(), token_hash=_hash(ctx, token), now=ctx.now).all()
    row = rows[0] if rows else None
    if row is None or ctx.now - row.created_at > limits.absolute or ctx.now - row.last_seen_at > limits.idle:
        return None
    grants = grants_in(rows)
    step = next_step(
        SignInFacts(
            has_factor=bool(row.totp or row.passkey),
            factor_shown=row.mfa_at is not None,
            must_change_password=row.must_change_password,
            factor_required=needs_factor(grants),
        )
    )
    if step is not Step.COMPLETE and ctx.now - row.created_at > UNFINISHED:
        return None
    actor = Actor(ActorKind.OFFICIAL, row.account_id, row.name, grants, row.id) if step is Step.COMPLETE else None
    return Login(
        session_id=row.id, account_id=row.account_id, user_name=row.user_name, name=row.name, step=step,
        has_totp=bool(row.totp), has_passkey=bool(row.passkey), actor=actor,
        needs_touch=ctx.now - row.last_seen_at >= TOUCH_EVERY,
    )  # fmt: skip


def owner_of(ctx: Context, token: str) -> uuid.UUID | None:
    """Whose session a cookie names, also after it ended: to keep what its owner was writing, never to let them in."""
    s = LoginSession
    statement = select(s.account_id).where(s.token_hash == _hash(ctx, token), s.mfa_at.is_not(None))
    return ctx.session.execute(statement).scalar_one_or_none()


def touch(ctx: Context, session_id: uuid.UUID) -> None:
    """Note that the person is still there."""
    s = LoginSession
    ctx.session.execute(update(s).where(s.id == session_id, s.ended_at.is_(None)).values(last_seen_at=ctx.now))


def end_session(ctx: Context, session_id: uuid.UUID, *, account_id: uuid.UUID) -> None:
    """End one of the account's sessions. Raises NotFound when it is not the account's own."""
    s = LoginSession
    result = ctx.session.execute(
        update(s).where(s.id == session_id, s.account_id == account_id, s.ended_at.is_(None)).values(ended_at=ctx.now)
    )
    if not result.rowcount:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
        raise NotFound


def end_sessions(ctx: Context, account_id: uuid.UUID, *, but: uuid.UUID | None = None) -> int:
    """End all sessions of an account, or all but one; gives how many."""
    s = LoginSession
    statement = update(s).where(s.account_id == account_id, s.ended_at.is_(None)).values(ended_at=ctx.now)
    if but is not None:
        statement = statement.where(s.id != but)
    return int(ctx.session.execute(statement).rowcount)  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult


def list_sessions(ctx: Context, account_id: uuid.UUID, *, limits: Limits) -> list[SessionLine]:
    """The account's sessions that still live, newest first."""
    s = LoginSession
    rows = ctx.session.execute(
        select(s.id, s.device, s.created_at, s.last_seen_at)
        .where(
            s.account_id == account_id,
            s.ended_at.is_(None),
            s.created_at > ctx.now - limits.absolute,
            s.last_seen_at > ctx.now - limits.idle,
        )
        .order_by(s.last_seen_at.desc(), s.id)
        .limit(50)
    )
    return [SessionLine(*row) for row in rows]


def put_challenge(ctx: Context, session_id: uuid.UUID, challenge: bytes) -> None:
    """Remember the challenge of a passkey ceremony; the newest counts."""
    s = LoginSession
    ctx.session.execute(update(s).where(s.id == session_id).values(challenge=challenge, challenge_at=ctx.now))


def take_challenge(ctx: Context, session_id: uuid.UUID) -> bytes | None:
    """The challenge, once: it is gone afterwards. None when there is none or it is too old."""
    s = LoginSession
    row = ctx.session.execute(
        select(s.challenge, s.challenge_at).where(s.id == session_id).with_for_update()
    ).one_or_none()
    if row is None or row.challenge is None:
        return None
    ctx.session.execute(update(s).where(s.id == session_id).values(challenge=None, challenge_at=None))
    return row.challenge if ctx.now - row.challenge_at <= CHALLENGE_LASTS else None
