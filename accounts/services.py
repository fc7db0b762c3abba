"""Writes of accounts: who exists, with which roles. Signing in is in `accounts.sign_in`."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from accounts.commands import CreateAccount
from accounts.errors import (
    AccountDisabled,
    AdminSeesNoPetitions,
    LeaderReceivesNothing,
    NotOnOneself,
    ReceiverWorksNotBelow,
    RoleAlreadyHeld,
    RoleNotHere,
    RoleOutOfReach,
    RoleRequired,
    SealedReaderFromAbove,
    UserNameMalformed,
    UserNameTaken,
)
from accounts.models import Account, Passkey, RecoveryCode, RoleGrant
from accounts.policies import (
    HeldAt,
    are_compatible,
    can_grant,
    can_manage,
    fits,
    keeps_receiving_apart,
    receives_apart_from_below,
)
from accounts.queries import active_grants, lock_account
from accounts.roles import READS_SEALED, SIGNS_SEALED, Role
from accounts.sessions import end_sessions
from agencies.models import Agency
from core import audit
from core.context import Context
from core.errors import Forbidden, NotFound, StaleVersion
from core.ids import uuid7

_USER_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")


def create_account(ctx: Context, command: CreateAccount) -> uuid.UUID:
    """Create an account with its first roles.

    Raises RoleRequired, UserNameMalformed, UserNameTaken, RoleOutOfReach, RoleNotHere, AdminSeesNoPetitions,
    LeaderReceivesNothing, ReceiverWorksNotBelow.
    """
    user_name = command.user_name.strip().lower()
    if not _USER_NAME.fullmatch(user_name):
        raise UserNameMalformed
    if not command.grants:
        raise RoleRequired
    home = command.agency_id or command.grants[0][1]
    _require_apart([(role, agency_id, _require_reach(ctx, role, agency_id)) for role, agency_id in command.grants])
    if ctx.session.execute(select(Account.id).where(Account.user_name == user_name)).first():
        raise UserNameTaken
    account_id = uuid7()
    _insert_account(ctx, command, account_id, user_name, home)
    audit.record(
        ctx, agency_id=home, action="accounts:account:created", subject_type="account", subject_id=account_id,
        user_name=user_name,
    )  # fmt: skip
    for role, agency_id in command.grants:
        _insert_grant(ctx, account_id, role, agency_id, valid_to=None)
    return account_id


def _require_apart(held: Sequence[tuple[Role, uuid.UUID, str]]) -> None:
    if not are_compatible(role for role, _, _ in held):
        raise AdminSeesNoPetitions
    if not keeps_receiving_apart((role, agency_id) for role, agency_id, _ in held):
        raise LeaderReceivesNothing
    if not receives_apart_from_below(HeldAt(role, path) for role, _, path in held):
        raise ReceiverWorksNotBelow


def _insert_account(
    ctx: Context, command: CreateAccount, account_id: uuid.UUID, user_name: str, home: uuid.UUID
) -> None:
    row = insert(Account).values(
        id=account_id, user_name=user_name, name=command.name.strip(), agency_id=home,
        password_hash=command.password_hash, must_change_password=command.must_change, created_at=ctx.now, version=1,
    )  # fmt: skip
    try:
        with ctx.session.begin_nested():
            ctx.session.execute(row)
    except IntegrityError:  # someone else took the name between the look and the insert
        raise UserNameTaken from None


def _require_reach(ctx: Context, role: Role, agency_id: uuid.UUID) -> str:
    """The tree path of the place, when the actor may give the role there."""
    statement = select(Agency.path, Agency.kind).where(Agency.id == agency_id, Agency.valid_to.is_(None))
    place = ctx.session.execute(statement).one_or_none()
    if place is None:
        raise NotFound
    if not can_grant(ctx.actor, HeldAt(role, place.path)):
        raise SealedReaderFromAbove if role in READS_SEALED | SIGNS_SEALED else RoleOutOfReach
    if not fits(role, place.kind):
        raise RoleNotHere
    return str(place.path)


def _insert_grant(
    ctx: Context, account_id: uuid.UUID, role: Role, agency_id: uuid.UUID, *, valid_to: datetime | None
) -> uuid.UUID:
    grant_id = uuid7()
    ctx.session.execute(
        insert(RoleGrant).values(
            id=grant_id, account_id=account_id, role=role, agency_id=agency_id, valid_from=ctx.now, valid_to=valid_to
        )
    )
    audit.record(
        ctx, agency_id=agency_id, action="accounts:role:granted", subject_type="account", subject_id=account_id,
        role=role.value,
    )  # fmt: skip
    return grant_id


def grant_role(
    ctx: Context, *, account_id: uuid.UUID, role: Role, agency_id: uuid.UUID, valid_to: datetime | None = None
) -> uuid.UUID:
    """Give a role over an agency.

    Raises RoleOutOfReach, RoleNotHere, RoleAlreadyHeld, AdminSeesNoPetitions, LeaderReceivesNothing,
    ReceiverWorksNotBelow, AccountDisabled, Forbidden, NotFound.
    """
    account = _lock_managed(ctx, account_id)
    if account.disabled_at is not None:
        raise AccountDisabled
    path = _require_reach(ctx, role, agency_id)
    held = active_grants(ctx.session, account_id, now=ctx.now)
    if any(grant.role == role and grant.agency_id == agency_id for grant in held):
        raise RoleAlreadyHeld
    _require_apart([(role, agency_id, path), *((Role(grant.role), grant.agency_id, grant.path) for grant in held)])
    _bump(ctx, account)
    return _insert_grant(ctx, account_id, role, agency_id, valid_to=valid_to)


def revoke_role(ctx: Context, *, account_id: uuid.UUID, grant_id: uuid.UUID) -> None:
    """Withdraw a role now; work already done stays. Raises Forbidden, NotOnOneself, NotFound."""
    account = _lock_managed(ctx, account_id)
    _not_oneself(ctx, account_id)
    g = RoleGrant
    grant = ctx.session.execute(
        select(g).where(g.id == grant_id, g.account_id == account_id, (g.valid_to.is_(None)) | (g.valid_to > ctx.now))
    ).scalar_one_or_none()
    if grant is None:
        raise NotFound
    ctx.session.execute(update(g).where(g.id == grant_id).values(valid_to=ctx.now))
    _bump(ctx, account)
    audit.record(
        ctx, agency_id=grant.agency_id, action="accounts:role:revoked", subject_type="account", subject_id=account_id,
        role=grant.role.value,
    )  # fmt: skip


def disable_account(ctx: Context, *, account_id: uuid.UUID, version: int | None = None) -> None:
    """Close an account: no sign-in, all sessions end. Raises Forbidden, NotOnOneself, AccountDisabled, StaleVersion."""
    account = _lock_managed(ctx, account_id, version=version)
    _not_oneself(ctx, account_id)
    if account.disabled_at is not None:
        raise AccountDisabled
    ctx.session.execute(update(Account).where(Account.id == account_id).values(disabled_at=ctx.now))
    end_sessions(ctx, account_id)
    _bump(ctx, account)
    _record(ctx, account, "accounts:account:disabled")


def enable_account(ctx: Context, *, account_id: uuid.UUID, version: int | None = None) -> None:
    """Open a closed account again, with the roles it had. Raises Forbidden, StaleVersion."""
    account = _lock_managed(ctx, account_id, version=version)
    ctx.session.execute(update(Account).where(Account.id == account_id).values(disabled_at=None))
    _bump(ctx, account)
    _record(ctx, account, "accounts:account:enabled")


def reset_second_factor(ctx: Context, *, account_id: uuid.UUID) -> None:
    """Forget app, passkeys and printed codes: the person sets up a new factor at the next sign-in.

    Raises Forbidden, NotOnOneself.
    """
    account = _lock_managed(ctx, account_id)
    _not_oneself(ctx, account_id)
    ctx.session.execute(update(Account).where(Account.id == account_id).values(totp_sealed=None, totp_counter=None))
    ctx.session.execute(delete(Passkey).where(Passkey.account_id == account_id))
    ctx.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    end_sessions(ctx, account_id)
    _bump(ctx, account)
    _record(ctx, account, "accounts:factor:reset")


def reset_password(ctx: Context, *, account_id: uuid.UUID, password_hash: str) -> None:
    """Set a one-time password, to be changed at the next sign-in; all sessions end. Raises Forbidden, NotOnOneself."""
    account = _lock_managed(ctx, account_id)
    _not_oneself(ctx, account_id)
    values = {"password_hash": password_hash, "must_change_password": True}
    ctx.session.execute(update(Account).where(Account.id == account_id).values(**values))
    end_sessions(ctx, account_id)
    _bump(ctx, account)
    _record(ctx, account, "accounts:password:reset")


def rename_account(ctx: Context, *, account_id: uuid.UUID, name: str, version: int) -> None:
    """Correct a person's name. Raises Forbidden, StaleVersion."""
    account = _lock_managed(ctx, account_id, version=version)
    ctx.session.execute(update(Account).where(Account.id == account_id).values(name=name.strip()))
    _bump(ctx, account)
    _record(ctx, account, "accounts:account:renamed")


def _lock_managed(ctx: Context, account_id: uuid.UUID, *, version: int | None = None) -> Account:
    account = lock_account(ctx, account_id)
    path = ctx.session.execute(select(Agency.path).where(Agency.id == account.agency_id)).scalar_one()
    held = active_grants(ctx.session, account_id, now=ctx.now)
    if not can_manage(ctx.actor, path=path, grants=[HeldAt(Role(grant.role), grant.path) for grant in held]):
        raise Forbidden
    if version is not None and account.version != version:
        raise StaleVersion
    return account


def _not_oneself(ctx: Context, account_id: uuid.UUID) -> None:
    if ctx.actor.account_id == account_id:
        raise NotOnOneself


def _bump(ctx: Context, account: Account) -> None:
    ctx.session.execute(update(Account).where(Account.id == account.id).values(version=account.version + 1))


def _record(ctx: Context, account: Account, action: str) -> None:
    audit.record(ctx, agency_id=account.agency_id, action=action, subject_type="account", subject_id=account.id)
