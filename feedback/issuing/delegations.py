"""Who has which post, and who acts in whose place today."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, or_, select

from core.clock import local_date
from core.context import Context
from core.errors import NotFound
from feedback.issuing.catalogue import MATTERS, SIGNING, UNSAID_FORMS, matter_of
from feedback.issuing.models import Delegation, SigningPost
from feedback.issuing.states import Matter, Post
from feedback.papers.states import PaperKind, SignedAs


@dataclass(frozen=True, slots=True)
class DelegationView:
    """Somebody acts for a leader."""

    id: UUID
    agency_id: UUID
    giver_id: UUID
    delegate_id: UUID
    signed_as: SignedAs
    matters: tuple[Matter, ...]
    from_on: date
    until_on: date
    document_number: str
    document_on: date
    created_at: datetime
    revoked_at: datetime | None

    def standing_on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.revoked_at is None and self.from_on <= day <= self.until_on

    def covers(self, kind: PaperKind, *, denunciation: bool) -> bool:
        """Whether papers of this kind are among its matters, and the law leaves them to be handed on."""
        matter = matter_of(kind, denunciation=denunciation)
        return matter in self.matters and MATTERS[matter].delegable


@dataclass(frozen=True, slots=True)
class PostView:
    """A post somebody has."""

    id: UUID
    account_id: UUID
    post: Post
    title: str
    from_on: date
    until_on: date | None


_COLUMNS = tuple(getattr(Delegation, name) for name in DelegationView.__slots__)
_POST = tuple(getattr(SigningPost, name) for name in PostView.__slots__)


def list_delegations(ctx: Context, agency_ids: Collection[UUID]) -> Sequence[DelegationView]:
    """Those of some agencies, the ones that end last first."""
    d = Delegation
    rows = ctx.session.execute(
        select(*_COLUMNS).where(d.agency_id.in_(agency_ids)).order_by(d.until_on.desc(), d.id).limit(200)
    )
    return [_view(row) for row in rows]


def get_delegation(ctx: Context, delegation_id: UUID) -> DelegationView:
    """One. Raises NotFound."""
    row = ctx.session.execute(select(*_COLUMNS).where(Delegation.id == delegation_id)).one_or_none()
    if row is None:
        raise NotFound
    return _view(row)


def delegations_of(ctx: Context, account_id: UUID | None) -> Sequence[DelegationView]:
    """Under which somebody acts today, at any agency."""
    if account_id is None:
        return []
    d, today = Delegation, local_date(ctx.now)
    rows = ctx.session.execute(
        select(*_COLUMNS).where(
            d.delegate_id == account_id, d.revoked_at.is_(None), d.from_on <= today, d.until_on >= today
        )
    )
    return [_view(row) for row in rows]


def acts_for(
    found: Sequence[DelegationView], agency_id: UUID, kind: PaperKind, *, denunciation: bool
) -> frozenset[UUID]:
    """In whose place, for a paper of this kind of this agency."""
    here = [one for one in found if one.agency_id == agency_id]
    return frozenset(one.giver_id for one in here if one.covers(kind, denunciation=denunciation))


def list_posts(ctx: Context, agency_ids: Collection[UUID], *, on: date | None = None) -> Sequence[PostView]:
    """The posts of some agencies, all of them or those held on a day."""
    p = SigningPost
    wanted = select(*_POST).where(p.agency_id.in_(agency_ids)).order_by(p.from_on.desc(), p.id)
    if on is not None:
        wanted = wanted.where(p.from_on <= on, or_(p.until_on.is_(None), p.until_on >= on))
    return [PostView(*row) for row in ctx.session.execute(wanted)]


def post_of(ctx: Context, agency_id: UUID, account_id: UUID) -> PostView | None:
    """The post somebody has there today; None when the office has not said."""
    posts = list_posts(ctx, [agency_id], on=local_date(ctx.now))
    return next((one for one in posts if one.account_id == account_id), None)


def forms_of(post: PostView | None) -> frozenset[SignedAs]:
    """Which forms of signing somebody may use by themselves."""
    if post is None:
        return UNSAID_FORMS
    return frozenset(form for form, rule in SIGNING.items() if post.post in rule.posts and not rule.by_document)


def _view(row: Row[Any]) -> DelegationView:
    values = row._asdict()
    return DelegationView(**{**values, "matters": tuple(Matter(one) for one in values["matters"])})
