"""Reads of accounts."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, false, or_, select, true
from sqlalchemy.orm import Session

from accounts.acting import grants_in, in_force
from accounts.models import Account, Passkey, RecoveryCode, RoleGrant
from accounts.roles import ADMINS, SEES_PETITIONS, Role
from agencies.models import Agency
from agencies.queries import under
from agencies.states import AgencyKind
from core.actor import Actor, ActorKind, Grant
from core.context import Context
from core.db import UtcDateTime, fetch
from core.errors import NotFound
from core.paging import Page, PageRequest, keyset, take


@dataclass(frozen=True, slots=True)
class Person:
    """Someone a case may be given to."""

    account_id: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A line of the administrators' list."""

    id: uuid.UUID
    user_name: str
    name: str
    agency_name: str
    roles: tuple[Role, ...]
    signed_in_at: datetime | None
    disabled_at: datetime | None


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role of an account, for its administrator."""

    id: uuid.UUID
    role: Role
    agency_id: uuid.UUID
    agency_name: str
    path: str
    valid_from: datetime


@dataclass(frozen=True, slots=True)
class AccountCard:
    """An account as its administrator sees it: nothing secret."""

    id: uuid.UUID
    user_name: str
    name: str
    agency_id: uuid.UUID
    agency_name: str
    path: str
    must_change_password: bool
    has_totp: bool
    passkeys: int
    created_at: datetime
    signed_in_at: datetime | None
    disabled_at: datetime | None
    version: int
    grants: tuple[HeldRole, ...]


@dataclass(frozen=True, slots=True)
class PasskeyLine:
    """One of a person's passkeys, for their own list."""

    id: uuid.UUID
    name: str
    created_at: datetime
    used_at: datetime | None


def needs_factor(grants: Collection[Grant]) -> bool:
    """Whether any of the roles asks for a second factor."""
    return any(Role(grant.role) in SEES_PETITIONS for grant in grants)


@cache
def _active_grants() -> Select[*tuple[Any, ...]]:
    g = RoleGrant
    return (
        select(g.role, g.agency_id, Agency.path)
        .join(Agency, Agency.id == g.agency_id)
        .where(g.account_id == bindparam("account_id"), in_force(bindparam("now", type_=UtcDateTime())))
        .order_by(g.valid_from, g.id)
    )


def active_grants(session: Session, account_id: uuid.UUID, *, now: datetime) -> tuple[Grant, ...]:
    """The roles an account holds at this moment."""
    return grants_in(fetch(session, _active_grants(), account_id=account_id, now=now))


def list_holders(ctx: Context, *, role: Role, agency_id: uuid.UUID) -> list[Person]:
    """Who holds a role at exactly this agency and can sign in, by name."""
    return holders_by_role(ctx, roles=[role], agency_id=agency_id)[role]


def holders_by_role(ctx: Context, *, roles: Collection[Role], agency_id: uuid.UUID) -> dict[Role, list[Person]]:
    """Who holds each of the roles at exactly this agency and can sign in, by name; one query for all of them."""
    rows = ctx.once(
        ("holders", agency_id), lambda: fetch(ctx.session, _holders(), agency_id=agency_id, now=ctx.now).all()
    )
    return {role: [Person(row.id, row.name) for row in rows if row.role == role] for role in roles}


@cache
def _holders() -> Select[*tuple[Any, ...]]:
    a, g = Account, RoleGrant
    held = in_force(bindparam("now", type_=UtcDateTime()))
    return (
        select(g.role, a.id, a.name)
        .join(g, g.account_id == a.id)
        .where(g.agency_id == bindparam("agency_id"), held, a.disabled_at.is_(None))
        .distinct()
        .order_by(a.name, a.id)
    )


def names_of(ctx: Context, ids: Collection[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """Names by account, in one query (none for no ids)."""
    wanted = {account_id for account_id in ids if account_id is not None}
    known: dict[uuid.UUID, str] = ctx.once("names", dict)
    unknown = wanted - known.keys()
    if unknown:
        rows = ctx.session.execute(select(Account.id, Account.name).where(Account.id.in_(unknown)))
        known.update({row.id: row.name for row in rows})
    return {account_id: known[account_id] for account_id in wanted if account_id in known}


def manageable(viewer: Actor) -> ColumnElement[bool]:
    """The condition on Agency that keeps what an administrator may manage: their own place and all below."""
    if viewer.kind is ActorKind.SYSTEM:
        return true()
    return or_(false(), *(under(Agency.path, path) for path in viewer.paths(*ADMINS)))


def list_accounts(ctx: Context, *, viewer: Actor, page: PageRequest) -> Page[AccountRow]:
    """The accounts an administrator manages, by user name; two statements whatever the page holds."""
    a = Account
    statement = (
        select(a.id, a.user_name, a.name, Agency.name.label("agency"), a.signed_in_at, a.disabled_at)
        .join(Agency, Agency.id == a.agency_id)
        .where(manageable(viewer))
    )
    rows = ctx.session.execute(keyset(statement, [a.user_name], page)).all()
    roles = _roles_of(ctx, [row.id for row in rows])
    found = take(rows, page, lambda row: [row.user_name])
    return found.map(
        lambda row: AccountRow(
            row.id, row.user_name, row.name, row.agency, roles.get(row.id, ()), row.signed_in_at, row.disabled_at
        )
    )


@dataclass(frozen=True, slots=True)
class Place:
    """An agency at which an administrator may give roles."""

    id: uuid.UUID
    name: str
    kind: AgencyKind
    path: str


def list_places(ctx: Context, *, viewer: Actor, near: str | None = None) -> list[Place]:
    """Where an administrator may give roles: provinces and communes in their reach.

    Hamlets and offices of one commune only (`near`, its path): a province has thousands.
    """
    units = Agency.kind.in_((AgencyKind.PROVINCE, AgencyKind.COMMUNE))
    parts = [under(Agency.path, path) for path in (near, *viewer.paths(Role.COMMUNE_ADMIN)) if path]
    rows = ctx.session.execute(
        select(Agency.id, Agency.name, Agency.kind, Agency.path)
        .where(manageable(viewer), or_(units, *parts), Agency.valid_to.is_(None))
        .order_by(Agency.path)
    )
    return [Place(*row) for row in rows]


def _roles_of(ctx: Context, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[Role, ...]]:
    g = RoleGrant
    rows = ctx.session.execute(select(g.account_id, g.role).where(g.account_id.in_(ids), in_force(ctx.now)))
    held: dict[uuid.UUID, set[Role]] = {}
    for account_id, role in rows:
        held.setdefault(account_id, set()).add(role)
    return {account_id: tuple(role for role in Role if role in found) for account_id, found in held.items()}


def get_account(ctx: Context, account_id: uuid.UUID, *, viewer: Actor) -> AccountCard:
    """An account with the roles it holds now. Raises NotFound, also when it is not in the viewer's reach."""
    a = Account
    row = ctx.session.execute(
        select(a, Agency.name, Agency.path)
        .join(Agency, Agency.id == a.agency_id)
        .where(a.id == account_id, manageable(viewer))
    ).one_or_none()
    if row is None:
        raise NotFound
    account: Account = row[0]
    keys = ctx.session.execute(select(Passkey.id).where(Passkey.account_id == account_id)).all()
    return AccountCard(
        id=account.id, user_name=account.user_name, name=account.name, agency_id=account.agency_id,
        agency_name=row[1], path=row[2], must_change_password=account.must_change_password,
        has_totp=account.totp_sealed is not None, passkeys=len(keys), created_at=account.created_at,
        signed_in_at=account.signed_in_at, disabled_at=account.disabled_at, version=account.version,
        grants=_held(ctx, account_id),
    )  # fmt: skip


def _held(ctx: Context, account_id: uuid.UUID) -> tuple[HeldRole, ...]:
    g = RoleGrant
    rows = ctx.session.execute(
        select(g.id, g.role, g.agency_id, Agency.name, Agency.path, g.valid_from)
        .join(Agency, Agency.id == g.agency_id)
        .where(g.account_id == account_id, in_force(ctx.now))
        .order_by(g.valid_from, g.id)
    )
    return tuple(HeldRole(*row) for row in rows)


def lock_account(ctx: Context, account_id: uuid.UUID) -> Account:
    """The account's row, locked until the transaction ends. Raises NotFound."""
    found = ctx.session.execute(select(Account).where(Account.id == account_id).with_for_update())
    account = found.scalar_one_or_none()
    if account is None:
        raise NotFound
    return account


def hold_still(ctx: Context, account_id: uuid.UUID) -> None:
    """Lock an account, if there is one, so that its roles stay as they are until the transaction ends."""
    ctx.session.execute(select(Account.id).where(Account.id == account_id).with_for_update())


def list_leavers(ctx: Context, *, since: datetime) -> list[uuid.UUID]:
    """Whose roles ended, or whose account was closed, since that moment."""
    g, a = RoleGrant, Account
    ended = select(g.account_id).where(g.valid_to > since, g.valid_to <= ctx.now)
    closed = select(a.id).where(a.disabled_at > since)
    return sorted(ctx.session.execute(ended.union(closed)).scalars())


def find_account_id(ctx: Context, user_name: str) -> uuid.UUID | None:
    """The account of a user name."""
    return ctx.session.execute(select(Account.id).where(Account.user_name == user_name.lower())).scalar_one_or_none()


def list_passkeys(ctx: Context, account_id: uuid.UUID) -> list[PasskeyLine]:
    """A person's passkeys, oldest first."""
    p = Passkey
    rows = ctx.session.execute(
        select(p.id, p.name, p.created_at, p.used_at).where(p.account_id == account_id).order_by(p.created_at, p.id)
    )
    return [PasskeyLine(*row) for row in rows]


def count_recovery_codes(ctx: Context, account_id: uuid.UUID) -> int:
    """How many printed codes are still unused (ten at most)."""
    r = RecoveryCode
    rows = ctx.session.execute(select(r.code_hash).where(r.account_id == account_id, r.used_at.is_(None)))
    return len(rows.all())
