"""A person of the portal is an account only after whoever holds the account said so, signed in completely.

Mapped by the portal's own lasting name for a person (issuer and subject), never by an e-mail address or a name: those
are changed, given to others, and typed in by their owners (OpenID Connect Core 5.7).
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from accounts.errors import NotLinked, PortalPersonTaken
from accounts.models import Account
from accounts.portal.models import PortalLink, PortalSession
from accounts.sessions import open_session, rotate
from accounts.sign_in import record_own
from accounts.states import Assurance
from core.context import Context
from core.ports import PortalPerson


@dataclass(frozen=True, slots=True)
class Vouched:
    """What the portal's word is worth here. `factor`: it stands in for the second factor too."""

    person: PortalPerson
    level: Assurance
    factor: bool = False


def link(ctx: Context, *, account_id: uuid.UUID, person: PortalPerson) -> None:
    """Let this person of the portal sign in as the account; one for each, the newest counts. Raises PortalPersonTaken.

    The caller has just had the password shown again.
    """
    p, tag = PortalLink, _tag(ctx, person)
    owner = ctx.session.execute(select(p.account_id).where(p.subject_tag == tag)).scalar_one_or_none()
    if owner is not None and owner != account_id:
        raise PortalPersonTaken
    ctx.session.execute(delete(p).where(p.account_id == account_id))
    try:
        with ctx.session.begin_nested():
            ctx.session.execute(insert(p).values(account_id=account_id, subject_tag=tag, linked_at=ctx.now))
    except IntegrityError:  # somebody else linked the same person between the look and the insert
        raise PortalPersonTaken from None
    record_own(ctx, account_id, "accounts:portal:linked")


def unlink(ctx: Context, *, account_id: uuid.UUID) -> None:
    """No sign-in through the portal any more. Raises NotLinked."""
    p = PortalLink
    if ctx.session.execute(delete(p).where(p.account_id == account_id).returning(p.account_id)).first() is None:
        raise NotLinked
    record_own(ctx, account_id, "accounts:portal:unlinked")


def linked_at(ctx: Context, account_id: uuid.UUID) -> datetime | None:
    """Since when the account may be entered through the portal; None when it may not."""
    p = PortalLink
    return ctx.session.execute(select(p.linked_at).where(p.account_id == account_id)).scalar_one_or_none()


def enter(ctx: Context, vouched: Vouched, *, token: str, device: str) -> uuid.UUID:
    """Open a session for the account of a person the portal vouches for; the second factor is still to be shown,
    unless the portal showed one that counts here. Raises NotLinked, the same for unknown, unlinked and closed accounts.
    """
    p, a = PortalLink, Account
    account_id = ctx.session.execute(
        select(a.id).join(p, p.account_id == a.id).where(
            p.subject_tag == _tag(ctx, vouched.person), a.disabled_at.is_(None)
        )
    ).scalar_one_or_none()  # fmt: skip
    if account_id is None:
        raise NotLinked
    session_id = open_session(ctx, account_id=account_id, token=token, device=device)
    values = {"level": vouched.level, "acr": vouched.person.acr, "signed_in_at": ctx.now}
    ctx.session.execute(insert(PortalSession).values(session_id=session_id, **values))
    if vouched.factor:
        rotate(ctx, session_id, token=token, factor_shown=True)
    record_own(ctx, account_id, "accounts:portal:entered", level=vouched.level.value, factor=vouched.factor)
    return session_id


def level_of(ctx: Context, session_id: uuid.UUID) -> Assurance | None:
    """How surely the portal knew who opened a session; None for one that was opened with a password."""
    s = PortalSession
    return ctx.session.execute(select(s.level).where(s.session_id == session_id)).scalar_one_or_none()


def _tag(ctx: Context, person: PortalPerson) -> bytes:
    return ctx.keys.tag("portal-link", person.issuer.encode() + b"\n" + person.subject.encode())
