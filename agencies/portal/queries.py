"""Reads of frames and addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from agencies.models import Agency
from agencies.portal.content import FrameContent
from agencies.portal.models import PortalAddress, PortalFrame
from agencies.portal.sites import Frame, Site, Sites
from agencies.portal.states import FrameState
from agencies.queries import get_card
from core.context import Context


@dataclass(frozen=True, slots=True)
class FrameCard:
    """A frame for its keeper."""

    id: UUID
    state: FrameState
    content: FrameContent
    logo_mark: str
    changed_at: datetime
    changed_by: UUID | None
    live_from: datetime | None

    @property
    def frame(self) -> Frame:
        """As pages show it."""
        return Frame(self.content, self.logo_mark)


@dataclass(frozen=True, slots=True)
class AddressRow:
    """An address for its keeper."""

    address: str
    agency_id: UUID
    agency_code: str
    agency_name: str
    main: bool
    created_at: datetime


def find_frame(ctx: Context, province_id: UUID, state: FrameState) -> FrameCard | None:
    """The draft of a province, or what is in use there."""
    f = PortalFrame
    columns = (f.id, f.state, f.content, f.logo_mark, f.changed_at, f.changed_by, f.live_from)
    row = ctx.session.execute(select(*columns).where(f.province_id == province_id, f.state == state)).one_or_none()
    if row is None:
        return None
    values = row._asdict()
    return FrameCard(**{**values, "content": FrameContent.read(values["content"])})


def find_logo(ctx: Context, mark: str) -> bytes | None:
    """The picture with this hash."""
    f = PortalFrame
    return ctx.session.execute(select(f.logo).where(f.logo_mark == mark).limit(1)).scalar_one_or_none()


def list_addresses(ctx: Context, province_id: UUID) -> list[AddressRow]:
    """The addresses of a province's units, by unit, the main one first."""
    p, a = PortalAddress, Agency
    rows = ctx.session.execute(
        select(p.address, p.agency_id, a.code.label("agency_code"), a.name.label("agency_name"), p.main, p.created_at)
        .join(a, a.id == p.agency_id)
        .where(a.province_id == province_id)
        .order_by(a.folded, a.code, p.main.desc(), p.address)
    )
    return [AddressRow(*row) for row in rows]


def load_sites(ctx: Context) -> Sites:
    """All frames in use and all addresses: few rows, kept by each process until something public changes."""
    f, p = PortalFrame, PortalAddress
    frames = ctx.session.execute(select(f.province_id, f.content, f.logo_mark).where(f.state == FrameState.LIVE))
    rows = ctx.session.execute(select(p.address, p.agency_id, p.main)).all()
    cards = {agency_id: get_card(ctx, agency_id) for agency_id in {row.agency_id for row in rows}}
    # A unit that ended answers at its address no more: its successor has one of its own.
    sites = [Site(row.address, cards[row.agency_id], row.main) for row in rows if cards[row.agency_id].in_force]
    return Sites(
        by_address={site.address: site for site in sites},
        main_of={site.card.id: site.address for site in sites if site.main},
        frames={row.province_id: Frame(FrameContent.read(row.content), row.logo_mark) for row in frames},
    )
