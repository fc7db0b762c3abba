"""Keys for machines of the province: shown once, kept as a keyed hash, revoked at once."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import insert, select, update

from agencies.queries import AgencyCard
from core import audit
from core.actor import Actor
from core.clock import local_date
from core.context import Context
from core.errors import NotFound
from core.ids import random_id
from reports.models import ExportToken
from reports.policies import can_keep_tokens

_PURPOSE = "report-export-token"
LONGEST = 100


@dataclass(frozen=True, slots=True)
class TokenView:
    """A key as its list shows it: never the key."""

    id: UUID
    name: str
    created_at: datetime
    used_on: date | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose key it is."""

    id: UUID
    province_id: UUID


def make_token(ctx: Context, province: AgencyCard, name: str) -> str:
    """A new key; this is the only time anybody sees it. Raises Forbidden."""
    can_keep_tokens(ctx.actor, province.path).demand()
    secret, token_id = secrets.token_urlsafe(32), random_id()
    ctx.session.execute(
        insert(ExportToken).values(
            id=token_id, province_id=province.id, name=name.strip(), tag=_tag(ctx, secret), created_at=ctx.now,
            created_by=ctx.actor.account_id, used_on=None, revoked_at=None, revoked_by=None,
        )
    )  # fmt: skip
    audit.record(
        ctx, agency_id=province.id, action="reports:token:make", subject_type="export_token", subject_id=token_id
    )  # fmt: skip
    return secret


def revoke_token(ctx: Context, token_id: UUID, province: AgencyCard) -> None:
    """From now on it opens nothing. Raises Forbidden, NotFound."""
    can_keep_tokens(ctx.actor, province.path).demand()
    t = ExportToken
    mine = (t.id == token_id, t.province_id == province.id, t.revoked_at.is_(None))
    if ctx.session.execute(select(t.id).where(*mine).with_for_update()).one_or_none() is None:
        raise NotFound
    ctx.session.execute(update(t).where(*mine).values(revoked_at=ctx.now, revoked_by=ctx.actor.account_id))
    audit.record(
        ctx, agency_id=province.id, action="reports:token:revoke", subject_type="export_token", subject_id=token_id
    )  # fmt: skip


def list_tokens(ctx: Context, province: AgencyCard, *, viewer: Actor) -> Sequence[TokenView]:
    """All of a province's, newest first. Raises Forbidden."""
    can_keep_tokens(viewer, province.path).demand()
    t = ExportToken
    rows = ctx.session.execute(
        select(t.id, t.name, t.created_at, t.used_on, t.revoked_at)
        .where(t.province_id == province.id)
        .order_by(t.created_at.desc(), t.id)
    )
    return [TokenView(*row) for row in rows]


def bearer_of(ctx: Context, secret: str) -> Bearer | None:
    """Whose key this is; None for one that is unknown or revoked. Notes the day it was used."""
    if not secret or len(secret) > LONGEST:
        return None
    t = ExportToken
    row = ctx.session.execute(
        select(t.id, t.province_id, t.used_on).where(t.tag == _tag(ctx, secret), t.revoked_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    today = local_date(ctx.now)
    if row.used_on != today:
        ctx.session.execute(update(t).where(t.id == row.id).values(used_on=today))
    return Bearer(row.id, row.province_id)


def note_page(ctx: Context, bearer: Bearer, *, after: int, upto: int, records: int) -> None:
    """What a machine was given."""
    audit.record(
        ctx, agency_id=bearer.province_id, action="reports:export:page", subject_type="export_token",
        subject_id=bearer.id, after_position=after, upto_position=upto, records=records,
    )  # fmt: skip


def _tag(ctx: Context, secret: str) -> bytes:
    return ctx.keys.tag(_PURPOSE, secret.encode())
