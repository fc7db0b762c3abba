"""Signing in, step by step. Each function is one short write transaction; the slow password check lies between them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace

from sqlalchemy import select, update

from accounts import throttle
from accounts.errors import WrongNameOrPassword
from accounts.models import Account
from accounts.sessions import end_sessions, open_session, rotate
from accounts.states import Factor
from core import audit
from core.actor import Actor, ActorKind
from core.context import Context

_NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an attempt comes from."""

    address: str | None
    device: str | None  # what the device cookie of an earlier sign-in says, when it fits the user name
    agent: str = ""  # "Chrome, Windows"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Whose password is to be checked; without account the check is done for nothing."""

    account_id: uuid.UUID | None
    password_hash: str | None
    user_name: str


def begin(ctx: Context, *, user_name: str, origin: Origin) -> Candidate:
    """Count the attempt and find the account: the same work for known and unknown names. Raises TooManyAttempts."""
    typed = user_name.strip().lower()[:_NAME_LENGTH]
    throttle.begin_attempt(ctx, *_buckets(ctx, typed, origin))
    a = Account
    row = ctx.session.execute(
        select(a.id, a.password_hash).where(a.user_name == typed, a.disabled_at.is_(None))
    ).one_or_none()
    return Candidate(row.id, row.password_hash, typed) if row else Candidate(None, None, typed)


def password_was_right(
    ctx: Context, candidate: Candidate, *, origin: Origin, token: str, new_hash: str | None = None
) -> uuid.UUID:
    """Open a session that waits for the other steps; `new_hash` replaces a hash made at an older cost.

    Raises WrongNameOrPassword when another password was set, or the account closed, while this one was looked at: what
    lies under the new one must not give way to a key made from the old one.
    """
    assert candidate.account_id is not None
    a = Account
    now = select(a.id).where(
        a.id == candidate.account_id, a.password_hash == candidate.password_hash, a.disabled_at.is_(None)
    )
    # Not the key: whoever names this person in a row (a notice, a box) meanwhile would wait, and two wait for ever.
    if ctx.session.execute(now.with_for_update(key_share=True)).first() is None:
        raise WrongNameOrPassword
    account, network = _buckets(ctx, candidate.user_name, origin)
    throttle.attempt_succeeded(ctx, clear=(account,), take_back=(network,))
    if new_hash is not None:
        unchanged = (Account.id == candidate.account_id) & (Account.password_hash == candidate.password_hash)
        ctx.session.execute(update(Account).where(unchanged).values(password_hash=new_hash))
    return open_session(ctx, account_id=candidate.account_id, token=token, device=origin.agent)


def begin_factor(ctx: Context, account_id: uuid.UUID) -> None:
    """Count an attempt at the second factor. Raises TooManyAttempts."""
    throttle.begin_attempt(ctx, throttle.factor_bucket(ctx, account_id))


def factor_was_right(ctx: Context, *, account_id: uuid.UUID, session_id: uuid.UUID, token: str, how: Factor) -> None:
    """Raise the session: the second factor was shown."""
    throttle.attempt_succeeded(ctx, clear=(throttle.factor_bucket(ctx, account_id),))
    rotate(ctx, session_id, token=token, factor_shown=True)
    if how is Factor.RECOVERY_CODE:
        record_own(ctx, account_id, "accounts:recovery_code:used")


def password_confirmed(ctx: Context, account_id: uuid.UUID) -> None:
    """The password asked again within a complete session was right: forget the failures."""
    throttle.attempt_succeeded(ctx, clear=(throttle.factor_bucket(ctx, account_id),))


def completed(ctx: Context, *, account_id: uuid.UUID, session_id: uuid.UUID) -> None:
    """All steps are done: note it on the account and in the log."""
    ctx.session.execute(update(Account).where(Account.id == account_id).values(signed_in_at=ctx.now))
    record_own(ctx, account_id, "accounts:session:started", session=str(session_id))


def change_password(
    ctx: Context, *, account_id: uuid.UUID, session_id: uuid.UUID, password_hash: str, token: str
) -> None:
    """Set the person's own new password; every other session ends, this one gets a new token."""
    values = {"password_hash": password_hash, "must_change_password": False}
    ctx.session.execute(update(Account).where(Account.id == account_id).values(**values))
    throttle.attempt_succeeded(ctx, clear=(throttle.factor_bucket(ctx, account_id),))
    end_sessions(ctx, account_id, but=session_id)
    rotate(ctx, session_id, token=token)
    record_own(ctx, account_id, "accounts:password:changed")


def get_password_hash(ctx: Context, account_id: uuid.UUID) -> str | None:
    """The stored hash, for checking the old password outside the transaction."""
    return ctx.session.execute(select(Account.password_hash).where(Account.id == account_id)).scalar_one()


def end_everywhere(ctx: Context, *, account_id: uuid.UUID) -> int:
    """Sign the person out on every device; gives how many sessions ended."""
    count = end_sessions(ctx, account_id)
    record_own(ctx, account_id, "accounts:session:ended_everywhere", count=count)
    return count


def record_own(ctx: Context, account_id: uuid.UUID, action: str, **detail: object) -> None:
    """Log what a person did with their own account, also while the sign-in is not complete."""
    row = ctx.session.execute(select(Account.name, Account.agency_id).where(Account.id == account_id)).one()
    acting = replace(ctx, actor=Actor(ActorKind.OFFICIAL, account_id, row.name))
    audit.record(
        acting, agency_id=row.agency_id, action=action, subject_type="account", subject_id=account_id, **detail
    )


def _buckets(ctx: Context, user_name: str, origin: Origin) -> tuple[throttle.Bucket, throttle.Bucket]:
    return (
        throttle.account_bucket(ctx, user_name, origin.device),
        throttle.network_bucket(ctx, origin.address),
    )
