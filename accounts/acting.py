"""Who acts, with the roles they hold at this moment: read on every request of an official, in one statement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, Select, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from accounts.models import Account, LoginSession, RoleGrant
from agencies.models import Agency
from core.actor import Actor, ActorKind, Grant
from core.db import UtcDateTime, fetch
from core.errors import Forbidden


def in_force(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """That a role is held at this moment."""
    g = RoleGrant
    return (g.valid_from <= now) & or_(g.valid_to.is_(None), g.valid_to > now)


def with_grants(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """A statement about accounts with their roles of the moment `now` beside: a row for each role, one without any."""
    g = RoleGrant
    held = and_(g.account_id == Account.id, in_force(bindparam("now", type_=UtcDateTime())))
    return (
        statement.add_columns(g.role, g.agency_id, Agency.path)
        .outerjoin(g, held)
        .outerjoin(Agency, Agency.id == g.agency_id)
        .order_by(g.valid_from, g.id)
    )


def grants_in(rows: Iterable[Row[Any]]) -> tuple[Grant, ...]:
    """The roles that rows speak of, in their order."""
    return tuple(Grant(row.role.value, row.agency_id, row.path) for row in rows if row.role is not None)


@cache
def _actors(*, in_session: bool) -> Select[*tuple[Any, ...]]:
    a, s = Account, LoginSession
    statement = select(a.name).where(a.id == bindparam("account_id"), a.disabled_at.is_(None))
    if in_session:
        alive = select(s.id).where(s.id == bindparam("session_id"), s.account_id == a.id, s.ended_at.is_(None))
        statement = statement.where(alive.exists())
    return with_grants(statement)


def reload_actor(session: Session, actor: Actor, *, now: datetime) -> Actor:
    """The actor as the database knows them now, read inside the write transaction.

    Raises Forbidden when the account was disabled, or the session ended, since the request began. Visitors, the system
    and officials without an account (unit tests) pass unchanged.
    """
    if actor.kind is not ActorKind.OFFICIAL or actor.account_id is None:
        return actor
    known = {"session_id": actor.session_id} if actor.session_id is not None else {}
    statement = _actors(in_session=bool(known))
    rows = fetch(session, statement, account_id=actor.account_id, now=now, **known).all()
    if not rows:
        raise Forbidden
    return Actor(
        ActorKind.OFFICIAL, actor.account_id, rows[0].name, grants_in(rows), actor.session_id, actor.secret
    )  # fmt: skip
