"""Leaders hand on their signing for a time; administrators record who has which post."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import insert, update

from accounts.queries import active_grants
from agencies.queries import get_card
from core import audit
from core.clock import local_date
from core.context import Context
from core.errors import Forbidden
from core.ids import uuid7
from core.text import clean
from feedback.issuing.catalogue import DELEGATED_FORMS, MATTERS, SIGNING
from feedback.issuing.commands import Delegate, HoldPost
from feedback.issuing.delegations import get_delegation, post_of
from feedback.issuing.errors import (
    DelegateUnfit,
    DelegationDays,
    FormNotAllowed,
    MattersMissing,
    NotDelegable,
    PostDayPassed,
)
from feedback.issuing.labels import LABELS
from feedback.issuing.models import Delegation, SigningPost
from feedback.issuing.policies import can_delegate, can_keep_posts, can_revoke
from feedback.policies import STAFF_ROLES


def delegate(ctx: Context, command: Delegate) -> UUID:
    """Hand on. Decree 30/2020 art. 13: in writing, for a time, for named matters, never handed on again.

    Raises Forbidden, MattersMissing, NotDelegable, DelegateUnfit, DelegationDays, FormNotAllowed.
    """
    if not can_delegate(ctx.actor, command.agency_id, command.giver_id):
        raise Forbidden
    _check(ctx, command)
    delegation_id = uuid7()
    ctx.session.execute(
        insert(Delegation).values(
            id=delegation_id, agency_id=command.agency_id, giver_id=command.giver_id, delegate_id=command.delegate_id,
            signed_as=command.signed_as, matters=[one.value for one in command.matters], from_on=command.from_on,
            until_on=command.until_on, document_number=clean(command.document_number),
            document_on=command.document_on, created_at=ctx.now, created_by=ctx.actor.account_id, revoked_at=None,
            revoked_by=None,
        )
    )  # fmt: skip
    audit.record(
        ctx, agency_id=command.agency_id, action="feedback:delegation:give", subject_type="delegation",
        subject_id=delegation_id, delegate=str(command.delegate_id), until=command.until_on.isoformat(),
        matters=[one.value for one in command.matters], document=clean(command.document_number),
        **{"from": command.from_on.isoformat()},
    )  # fmt: skip
    return delegation_id


def revoke(ctx: Context, delegation_id: UUID) -> None:
    """End it now; doing so again changes nothing. Raises NotFound, Forbidden."""
    found = get_delegation(ctx, delegation_id)
    if not can_revoke(ctx.actor, found.agency_id, found.giver_id, get_card(ctx, found.agency_id).path):
        raise Forbidden
    d = Delegation
    ended = {"revoked_at": ctx.now, "revoked_by": ctx.actor.account_id}
    ctx.session.execute(update(d).where(d.id == delegation_id, d.revoked_at.is_(None)).values(**ended))
    audit.record(
        ctx, agency_id=found.agency_id, action="feedback:delegation:revoke", subject_type="delegation",
        subject_id=delegation_id,
    )  # fmt: skip


def hold_post(ctx: Context, command: HoldPost) -> None:
    """Record a post; one the person had there before ends the day before. Raises Forbidden, PostDayPassed."""
    if not can_keep_posts(ctx.actor, get_card(ctx, command.agency_id).path):
        raise Forbidden
    if command.until_on is not None and command.until_on < command.from_on:
        raise PostDayPassed
    p = SigningPost
    here = (p.agency_id == command.agency_id, p.account_id == command.account_id, p.until_on.is_(None))
    ends = command.from_on.fromordinal(command.from_on.toordinal() - 1)
    ctx.session.execute(update(p).where(*here, p.from_on < command.from_on).values(until_on=ends))
    ctx.session.execute(update(p).where(*here, p.from_on >= command.from_on).values(until_on=p.from_on))
    ctx.session.execute(
        insert(p).values(
            id=uuid7(), agency_id=command.agency_id, account_id=command.account_id, post=command.post,
            title=clean(command.title)[:80], from_on=command.from_on, until_on=command.until_on, created_at=ctx.now,
            created_by=ctx.actor.account_id,
        )
    )  # fmt: skip
    audit.record(
        ctx, agency_id=command.agency_id, action="feedback:post:hold", subject_type="account",
        subject_id=command.account_id, post=command.post.value,
    )  # fmt: skip


def _check(ctx: Context, command: Delegate) -> None:
    if not command.matters:
        raise MattersMissing
    for matter in command.matters:
        if not MATTERS[matter].delegable:
            raise NotDelegable(matter=LABELS[matter])
    if command.until_on < max(command.from_on, local_date(ctx.now)):
        raise DelegationDays
    grants = active_grants(ctx.session, command.delegate_id, now=ctx.now)
    here = any(grant.agency_id == command.agency_id and grant.role in STAFF_ROLES for grant in grants)
    if command.delegate_id == command.giver_id or not here:
        raise DelegateUnfit
    post = post_of(ctx, command.agency_id, command.delegate_id)
    fits = post is None or post.post in SIGNING[command.signed_as].posts
    if command.signed_as not in DELEGATED_FORMS or not fits:
        raise FormNotAllowed
