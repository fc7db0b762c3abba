"""Writes of frames and addresses: the province's administrator alone. Decree 224/2026/NĐ-CP art. 11."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, insert, select, update

from agencies.errors import WrongKindOfAgency
from agencies.models import Agency
from agencies.policies import can_govern
from agencies.portal.content import FrameContent, check_content, read_address
from agencies.portal.errors import AddressTaken, NothingToPublish
from agencies.portal.logos import Logo
from agencies.portal.models import PortalAddress, PortalFrame
from agencies.portal.states import FrameState
from agencies.queries import AgencyCard, lock_agency
from agencies.states import AgencyKind
from core import audit
from core.context import Context
from core.errors import Forbidden, NotFound
from core.ids import uuid7


def save_draft(
    ctx: Context, province_id: UUID, content: FrameContent, *, logo: Logo | None = None, keep_logo: bool = True
) -> None:
    """Keep a draft of the frame; pages stay as they are. Without a new logo the one before stays, unless dropped.

    Raises the rules of `agencies.portal.content`, Forbidden, NotFound.
    """
    card = _province(ctx, province_id)
    check_content(content)
    before = _find(ctx, province_id, FrameState.DRAFT) or _find(ctx, province_id, FrameState.LIVE)
    kept = (before.logo, before.logo_mark) if before and keep_logo else (None, "")
    picture, mark = (logo.data, logo.mark) if logo else kept
    values = {
        "content": content.plain(), "logo": picture, "logo_mark": mark, "changed_at": ctx.now,
        "changed_by": ctx.actor.account_id,
    }  # fmt: skip
    f = PortalFrame
    draft = (f.province_id == province_id) & (f.state == FrameState.DRAFT)
    if before is None or before.state is not FrameState.DRAFT:
        fixed = {"id": uuid7(), "province_id": province_id, "state": FrameState.DRAFT, "live_from": None}
        ctx.session.execute(insert(f).values(**fixed, **values))
    else:
        ctx.session.execute(update(f).where(draft).values(**values))
    _record(ctx, card, "portal:frame:drafted")


def publish_draft(ctx: Context, province_id: UUID) -> None:
    """Put the draft around the public pages; the frame before stays kept. Raises NothingToPublish, Forbidden."""
    card = _province(ctx, province_id)
    draft = _find(ctx, province_id, FrameState.DRAFT)
    if draft is None:
        raise NothingToPublish
    check_content(FrameContent.read(draft.content))
    _retire(ctx, province_id)
    values = {"state": FrameState.LIVE, "live_from": ctx.now}
    ctx.session.execute(update(PortalFrame).where(PortalFrame.id == draft.id).values(**values))
    _record(ctx, card, "portal:frame:published", frame=str(draft.id))


def drop_draft(ctx: Context, province_id: UUID) -> None:
    """Forget the draft. Raises NothingToPublish, Forbidden."""
    card = _province(ctx, province_id)
    draft = _find(ctx, province_id, FrameState.DRAFT)
    if draft is None:
        raise NothingToPublish
    ctx.session.execute(delete(PortalFrame).where(PortalFrame.id == draft.id))
    _record(ctx, card, "portal:frame:dropped")


def take_down(ctx: Context, province_id: UUID) -> None:
    """Pages without the portal's frame again. Raises NotFound when there is none, Forbidden."""
    card = _province(ctx, province_id)
    if _find(ctx, province_id, FrameState.LIVE) is None:
        raise NotFound
    _retire(ctx, province_id)
    _record(ctx, card, "portal:frame:taken_down")


def add_address(ctx: Context, agency_id: UUID, typed: str) -> str:
    """Let a unit's pages be read at a domain, or at a path of another site; the first one is the main one.

    Raises NotAnAddress, AddressTaken, WrongKindOfAgency, Forbidden, NotFound.
    """
    card = _unit(ctx, agency_id)
    address = read_address(typed)
    p = PortalAddress
    if ctx.session.execute(select(p.address).where(p.address == address)).first():
        raise AddressTaken
    first = ctx.session.execute(select(p.address).where(p.agency_id == agency_id)).first() is None
    values = {"created_at": ctx.now, "created_by": ctx.actor.account_id}
    ctx.session.execute(insert(p).values(address=address, agency_id=agency_id, main=first, **values))
    _record(ctx, card, "portal:address:added", address=address)
    return address


def make_main(ctx: Context, address: str) -> None:
    """What is printed and linked from now on; the unit's other addresses lead there. Raises Forbidden, NotFound."""
    card = _owner(ctx, address)
    p = PortalAddress
    ctx.session.execute(update(p).where(p.agency_id == card.id).values(main=False))
    ctx.session.execute(update(p).where(p.address == address).values(main=True))
    _record(ctx, card, "portal:address:main", address=address)


def remove_address(ctx: Context, address: str) -> None:
    """The unit is no longer read there; another of its addresses becomes the main one. Raises Forbidden, NotFound."""
    card = _owner(ctx, address)
    p = PortalAddress
    ctx.session.execute(delete(p).where(p.address == address))
    left = ctx.session.execute(select(p.address, p.main).where(p.agency_id == card.id).order_by(p.address)).all()
    if left and not any(row.main for row in left):
        ctx.session.execute(update(p).where(p.address == left[0].address).values(main=True))
    _record(ctx, card, "portal:address:removed", address=address)


def _province(ctx: Context, province_id: UUID) -> AgencyCard:
    card = lock_agency(ctx, province_id)
    if card.kind != AgencyKind.PROVINCE:
        raise WrongKindOfAgency
    if not can_govern(ctx.actor, card.path):
        raise Forbidden
    return card


def _unit(ctx: Context, agency_id: UUID) -> AgencyCard:
    card = lock_agency(ctx, agency_id)
    if not can_govern(ctx.actor, card.path):
        raise Forbidden
    if card.kind not in (AgencyKind.PROVINCE, AgencyKind.COMMUNE):
        raise WrongKindOfAgency
    return card


def _owner(ctx: Context, address: str) -> AgencyCard:
    p, a = PortalAddress, Agency
    owner = ctx.session.execute(
        select(a.id).join(p, p.agency_id == a.id).where(p.address == address)
    ).scalar_one_or_none()
    if owner is None:
        raise NotFound
    return _unit(ctx, owner)


def _find(ctx: Context, province_id: UUID, state: FrameState) -> PortalFrame | None:
    f = PortalFrame
    return ctx.session.execute(
        select(f).where(f.province_id == province_id, f.state == state).execution_options(populate_existing=True)
    ).scalar_one_or_none()


def _retire(ctx: Context, province_id: UUID) -> None:
    f = PortalFrame
    live = (f.province_id == province_id) & (f.state == FrameState.LIVE)
    ctx.session.execute(update(f).where(live).values(state=FrameState.PAST))


def _record(ctx: Context, card: AgencyCard, action: str, **detail: object) -> None:
    audit.record(ctx, agency_id=card.id, action=action, subject_type="agency", subject_id=card.id, **detail)
