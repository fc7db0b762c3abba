"""Declaring who is close to whom: everybody for themselves, a leader for those who work at the agency."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, insert, or_, select, update

from accounts.models import Account, RoleGrant
from accounts.queries import Person, names_of
from accounts.roles import Role
from accounts.ties.errors import TieDeclared, TieWithOneself
from accounts.ties.models import AccountTie
from accounts.ties.states import Tie
from core import audit
from core.clock import local_date
from core.context import Context
from core.errors import Forbidden, NotFound
from core.ids import random_id

MUTUAL = frozenset({Tie.RELATIVE, Tie.INTEREST})


@dataclass(frozen=True, slots=True)
class TieLine:
    """A declared tie, for those it is about and their leader."""

    id: UUID
    who: str
    other: str
    tie: Tie
    valid_from: date
    valid_to: date | None
    may_end: bool


def declare_tie(ctx: Context, account_id: UUID, other_id: UUID, tie: Tie) -> UUID:
    """From today on. Raises Forbidden, TieWithOneself, TieDeclared. NĐ 31/2019 Đ5.2."""
    if ctx.actor.account_id is None or not _may_declare(ctx, account_id):
        raise Forbidden
    if account_id == other_id:
        raise TieWithOneself
    t, today = AccountTie, local_date(ctx.now)
    known = (t.account_id == account_id, t.other_id == other_id, t.tie == tie)
    if ctx.session.execute(select(t.id).where(*known, _standing(today))).first():
        raise TieDeclared
    tie_id = random_id()
    ctx.session.execute(
        insert(t).values(
            id=tie_id, account_id=account_id, other_id=other_id, tie=tie, valid_from=today, valid_to=None,
            declared_by=ctx.actor.account_id, declared_at=ctx.now,
        )
    )  # fmt: skip
    _record(ctx, account_id, tie_id, "declare")
    return tie_id


def end_tie(ctx: Context, tie_id: UUID) -> None:
    """It was until today; what it kept somebody from while it stood stays so. Raises NotFound, Forbidden."""
    t = AccountTie
    row = ctx.session.execute(select(t.account_id).where(t.id == tie_id, t.valid_to.is_(None))).one_or_none()
    if row is None:
        raise NotFound
    if not _may_declare(ctx, row.account_id):
        raise Forbidden
    ctx.session.execute(update(t).where(t.id == tie_id).values(valid_to=local_date(ctx.now)))
    _record(ctx, row.account_id, tie_id, "end")


def list_ties(ctx: Context) -> Sequence[TieLine]:
    """One's own ties, and those of the people of the agencies one leads."""
    t = AccountTie
    people = [one.account_id for one in list_people(ctx)]
    wanted = or_(t.account_id.in_(people), t.other_id == ctx.actor.account_id)
    rows = ctx.session.execute(select(t).where(wanted).order_by(t.declared_at.desc()).limit(200)).scalars().all()
    names = names_of(ctx, [one for row in rows for one in (row.account_id, row.other_id)])
    return [
        TieLine(
            row.id, names.get(row.account_id, ""), names.get(row.other_id, ""), row.tie, row.valid_from, row.valid_to,
            row.valid_to is None and row.account_id in people,
        )
        for row in rows
    ]  # fmt: skip


def list_people(ctx: Context) -> Sequence[Person]:
    """For whom the actor declares: themselves, and who works where they lead."""
    mine = [Person(ctx.actor.account_id, ctx.actor.name)] if ctx.actor.account_id else []
    led = list_workers(ctx, ctx.actor.agencies(Role.LEADER))
    return [*mine, *(one for one in led if one.account_id != ctx.actor.account_id)]


def list_workers(ctx: Context, agencies: Collection[UUID]) -> Sequence[Person]:
    """Who holds any role at exactly these agencies, by name."""
    a, g = Account, RoleGrant
    now = (g.valid_from <= ctx.now, or_(g.valid_to.is_(None), g.valid_to > ctx.now))
    rows = ctx.session.execute(
        select(a.id, a.name)
        .join(g, g.account_id == a.id)
        .where(g.agency_id.in_(agencies), a.disabled_at.is_(None), *now)
        .distinct()
        .order_by(a.name, a.id)
        .limit(500)
    )
    return [Person(*row) for row in rows]


def close_to(ctx: Context, accounts: Collection[UUID], *, since: date) -> frozenset[UUID]:
    """Whoever must not work what speaks of these people: those under them, their relatives, shared interests.

    `since`: the day it came in. A tie that stood then, or at any time after, counts for good: ending one's own tie, or
    that of somebody one leads, lets nobody in.
    """
    if not accounts:
        return frozenset()
    t, today = AccountTie, local_date(ctx.now)
    here = or_(t.other_id.in_(accounts), t.account_id.in_(accounts))
    stood = (t.valid_from <= today) & or_(t.valid_to.is_(None), t.valid_to >= since)
    rows = ctx.session.execute(select(t.account_id, t.other_id, t.tie).where(here, stood))
    found = set()
    for row in rows:
        if row.other_id in accounts:
            found.add(row.account_id)
        if row.account_id in accounts and row.tie in MUTUAL:
            found.add(row.other_id)
    return frozenset(found)


def _standing(today: date) -> ColumnElement[bool]:
    t = AccountTie
    return (t.valid_from <= today) & or_(t.valid_to.is_(None), t.valid_to >= today)


def _may_declare(ctx: Context, account_id: UUID) -> bool:
    return account_id in {one.account_id for one in list_people(ctx)}


def _record(ctx: Context, account_id: UUID, tie_id: UUID, verb: str) -> None:
    agency_id = ctx.session.execute(select(Account.agency_id).where(Account.id == account_id)).scalar_one()
    audit.record(
        ctx, agency_id=agency_id, action=f"accounts:tie:{verb}", subject_type="account", subject_id=account_id,
        tie=str(tie_id),
    )  # fmt: skip
