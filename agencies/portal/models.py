"""Tables of the portal's frame and of the addresses of units."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from agencies.portal.states import FrameState
from core.db import EnumText, Model, one_of

_DRAFT, _LIVE, _MAIN = text("state = 'draft'"), text("state = 'live'"), text("main")


class PortalFrame(Model):
    """khung cổng tỉnh: head and foot of the provincial portal around the public pages of its communes."""

    __tablename__ = "portal_frame"
    __table_args__ = (
        one_of("state", FrameState),
        CheckConstraint("(logo IS NULL) = (logo_mark = '')", name="logo_whole"),
        CheckConstraint("(state = 'draft') = (live_from IS NULL)", name="live_once"),
        Index("uq_portal_frame_draft", "province_id", unique=True, sqlite_where=_DRAFT, postgresql_where=_DRAFT),
        Index("uq_portal_frame_live", "province_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
        Index("ix_portal_frame_logo_mark", "logo_mark"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    province_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    state: Mapped[FrameState] = mapped_column(EnumText(FrameState))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    logo: Mapped[bytes | None] = mapped_column(LargeBinary)  # PNG, drawn anew from what was uploaded
    logo_mark: Mapped[str] = mapped_column(String(64))  # its hash, by which it is asked for
    changed_at: Mapped[datetime]
    changed_by: Mapped[uuid.UUID | None]
    live_from: Mapped[datetime | None]


class PortalAddress(Model):
    """địa chỉ của đơn vị: a domain, or a path of another site, at which the pages of one unit are read."""

    __tablename__ = "portal_address"
    __table_args__ = (
        CheckConstraint("address = lower(address)", name="address_lower"),
        Index("uq_portal_address_main", "agency_id", unique=True, sqlite_where=_MAIN, postgresql_where=_MAIN),
    )

    address: Mapped[str] = mapped_column(String(253), primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    main: Mapped[bool]  # what is printed and linked; the others lead to it
    created_at: Mapped[datetime]
    created_by: Mapped[uuid.UUID | None]
