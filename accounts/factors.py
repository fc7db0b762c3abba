"""The second factor: an authenticator app, or a printed recovery code. Passkeys are in `accounts.passkeys`."""

from __future__ import annotations

import uuid

from sqlalchemy import delete, insert, select, update

from accounts import totp
from accounts.errors import LastFactor, WrongCode
from accounts.models import Account, Passkey, RecoveryCode
from accounts.queries import active_grants, lock_account, needs_factor
from accounts.sign_in import record_own
from core.context import Context
from core.errors import NotFound
from core.ids import normalize_access_code, random_symbols

CODES = 10


def confirm_totp(ctx: Context, *, account_id: uuid.UUID, secret: str, code: str) -> None:
    """Take the app of this secret as second factor, once it has shown a right code. Raises WrongCode."""
    lock_account(ctx, account_id)
    counter = totp.matching_counter(secret, code, now=ctx.now, last_counter=-1)
    if counter is None:
        raise WrongCode
    store_totp(ctx, account_id=account_id, secret=secret, counter=counter)
    record_own(ctx, account_id, "accounts:totp:added")


def store_totp(ctx: Context, *, account_id: uuid.UUID, secret: str, counter: int = 0) -> None:
    """Seal and keep a secret; also for the demo's fixed ones."""
    sealed = ctx.keys.seal(totp.PURPOSE, secret.encode(), bound_to=account_id.bytes)
    ctx.session.execute(
        update(Account).where(Account.id == account_id).values(totp_sealed=sealed, totp_counter=counter)
    )


def check_totp(ctx: Context, *, account_id: uuid.UUID, code: str) -> None:
    """Accept the app's code, each one once. Raises WrongCode."""
    account = lock_account(ctx, account_id)
    if account.totp_sealed is None or account.totp_counter is None:
        raise WrongCode
    secret = ctx.keys.open(totp.PURPOSE, account.totp_sealed, bound_to=account_id.bytes).decode()
    counter = totp.matching_counter(secret, code, now=ctx.now, last_counter=account.totp_counter)
    if counter is None:
        raise WrongCode
    ctx.session.execute(update(Account).where(Account.id == account_id).values(totp_counter=counter))


def new_recovery_codes(ctx: Context, *, account_id: uuid.UUID) -> list[str]:
    """Ten fresh printed codes, shown once; the older ones no longer work."""
    lock_account(ctx, account_id)
    ctx.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    codes = [random_symbols(10) for _ in range(CODES)]
    rows = [
        {"account_id": account_id, "code_hash": _hash(ctx, account_id, code), "created_at": ctx.now} for code in codes
    ]
    ctx.session.execute(insert(RecoveryCode), rows)
    record_own(ctx, account_id, "accounts:recovery_codes:printed")
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def use_recovery_code(ctx: Context, *, account_id: uuid.UUID, typed: str) -> None:
    """Accept a printed code, once. Raises WrongCode."""
    r = RecoveryCode
    result = ctx.session.execute(
        update(r)
        .where(r.account_id == account_id, r.code_hash == _hash(ctx, account_id, typed), r.used_at.is_(None))
        .values(used_at=ctx.now)
    )
    if not result.rowcount:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
        raise WrongCode(field="code")


def remove_totp(ctx: Context, *, account_id: uuid.UUID) -> None:
    """Forget the app. Raises LastFactor when a role needs a factor and no passkey is left."""
    lock_account(ctx, account_id)
    if _passkey_count(ctx, account_id) == 0:
        _require_optional(ctx, account_id)
    ctx.session.execute(update(Account).where(Account.id == account_id).values(totp_sealed=None, totp_counter=None))
    record_own(ctx, account_id, "accounts:totp:removed")


def remove_passkey(ctx: Context, *, account_id: uuid.UUID, passkey_id: uuid.UUID) -> None:
    """Forget a passkey. Raises LastFactor when a role needs a factor and this is the last, NotFound."""
    account = lock_account(ctx, account_id)
    p = Passkey
    if not ctx.session.execute(select(p.id).where(p.id == passkey_id, p.account_id == account_id)).first():
        raise NotFound
    if account.totp_sealed is None and _passkey_count(ctx, account_id) == 1:
        _require_optional(ctx, account_id)
    ctx.session.execute(delete(p).where(p.id == passkey_id))
    record_own(ctx, account_id, "accounts:passkey:removed")


def _require_optional(ctx: Context, account_id: uuid.UUID) -> None:
    if needs_factor(active_grants(ctx.session, account_id, now=ctx.now)):
        raise LastFactor


def _passkey_count(ctx: Context, account_id: uuid.UUID) -> int:
    return len(ctx.session.execute(select(Passkey.id).where(Passkey.account_id == account_id)).all())


def _hash(ctx: Context, account_id: uuid.UUID, typed: str) -> bytes:
    return ctx.keys.tag("recovery-code", account_id.bytes + normalize_access_code(typed).encode())
