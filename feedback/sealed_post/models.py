"""Tables of sealed post: what a commune that runs alone hands to its province, and what a province took in."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model

IN_USE = text("retired_at IS NULL")


class ProvinceKey(Model):
    """khóa công khai của tỉnh: only what closes. What opens it was never on this machine."""

    __tablename__ = "province_key"
    __table_args__ = (
        Index("uq_province_key_in_use", "province_id", unique=True, sqlite_where=IN_USE, postgresql_where=IN_USE),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    province_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    box_public: Mapped[bytes] = mapped_column(LargeBinary(32))
    sign_public: Mapped[bytes] = mapped_column(LargeBinary(32))
    address: Mapped[str] = mapped_column(String(200))  # where the province's portal is, told to the sender
    imported_at: Mapped[datetime]
    imported_by: Mapped[uuid.UUID | None]
    retired_at: Mapped[datetime | None]


class PostBag(Model):
    """túi niêm phong: of one day. There is one for every day, of the same size, whether or not anybody wrote.

    How many of its slots are taken is sealed under a secret that the running server alone has, in memory (`boot` tells
    which run it was). After a restart nobody can tell, and there is a new bag.
    """

    __tablename__ = "post_bag"
    __table_args__ = (UniqueConstraint("day", "boot", name="uq_post_bag_day_boot"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    day: Mapped[date]
    key_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("province_key.id"))
    boot: Mapped[bytes] = mapped_column(LargeBinary(32))
    sealed_used: Mapped[bytes] = mapped_column(LargeBinary)
    acknowledged_on: Mapped[date | None]


class PostSlot(Model):
    """ngăn: as many in every bag, all of one size. Nobody but the province can tell a full one from an empty."""

    __tablename__ = "post_slot"

    bag_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("post_bag.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ReceivedBag(Model):
    """At the province: a commune's bag that was opened, once. The receipt can be made again, the cases not."""

    __tablename__ = "received_bag"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    from_agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    day: Mapped[date]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    box_public: Mapped[bytes] = mapped_column(LargeBinary(32))  # which of the desk's keys it was closed for
    received_at: Mapped[datetime]
    received_by: Mapped[uuid.UUID | None]
