"""Tables of agencies."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from agencies.states import AgencyKind, SuccessionHow
from core.db import EnumText, Model, one_of

# Ranges of paths only mean "subtree" when text is compared byte by byte: SQLite does, PostgreSQL must be told.
PATH = String(200).with_variant(String(200, collation="C"), "postgresql")
IN_FORCE = text("valid_to IS NULL")


class Agency(Model):
    """đơn vị: a province, a commune, a hamlet or an office, as it was called from one day to another.

    A unit that ends keeps its row: `valid_to` is the first day it no longer was, `successor_id` who took over.
    `path` is its place in the tree (`24.07288.th-trung-tam`); a segment never holds a dot.
    """

    __tablename__ = "agency"
    __table_args__ = (
        one_of("kind", AgencyKind),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="validity_ordered"),
        CheckConstraint("(kind = 'province') = (parent_id IS NULL)", name="province_is_root"),
        CheckConstraint("kind IN ('province', 'commune') OR opened_at IS NULL", name="desk_of_government"),
        CheckConstraint("successor_id IS NULL OR valid_to IS NOT NULL", name="successor_of_ended"),
        # A code and a place belong to one unit at a time; codes of ended units were and will be used again.
        Index("uq_agency_code_in_force", "code", unique=True, sqlite_where=IN_FORCE, postgresql_where=IN_FORCE),
        Index("uq_agency_path_in_force", "path", unique=True, sqlite_where=IN_FORCE, postgresql_where=IN_FORCE),
        Index("ix_agency_parent_id", "parent_id", "kind"),
        Index("ix_agency_path", "path"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60))
    kind: Mapped[AgencyKind] = mapped_column(EnumText(AgencyKind))
    subtype: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(160))
    short_name: Mapped[str] = mapped_column(String(120))
    # The short name without diacritics: lists are sorted by it, the same way on both databases.
    folded: Mapped[str] = mapped_column(String(160).with_variant(String(160, collation="C"), "postgresql"))
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agency.id"))
    # The province it lies in (itself for a province): what every page says beside the name, without climbing the tree.
    province_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    path: Mapped[str] = mapped_column(PATH)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    successor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agency.id"))
    # vùng sâu, vùng xa: longer periods in the Law on Complaints, art. 28 and 37. Off until the province sets it.
    remote: Mapped[bool]
    opened_at: Mapped[datetime | None]
    hotline: Mapped[str] = mapped_column(String(40))
    desk_address: Mapped[str] = mapped_column(String(200))
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    version: Mapped[int]


class FormerUnit(Model):
    """đơn vị trước sắp xếp: a commune that ended before 1 July 2025. Known by province, district and name."""

    __tablename__ = "agency_former"
    __table_args__ = (Index("uq_agency_former_known_by", "province", "district", "name", unique=True),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    province: Mapped[str] = mapped_column(String(120))
    district: Mapped[str] = mapped_column(String(120))
    name: Mapped[str] = mapped_column(String(160))
    code: Mapped[str] = mapped_column(String(20))


class FormerUnitSuccessor(Model):
    """Which unit took over a former one, or which share of it."""

    __tablename__ = "agency_former_successor"
    __table_args__ = (one_of("how", SuccessionHow), Index("ix_agency_former_successor_agency_id", "agency_id"))

    former_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency_former.id"), primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    how: Mapped[SuccessionHow] = mapped_column(EnumText(SuccessionHow))


class ServicePoint(Model):
    """quầy, điểm phục vụ: where people are served; its code is printed on the counter and never changes."""

    __tablename__ = "service_point"
    __table_args__ = (
        CheckConstraint("length(code) = 6", name="code_length"),
        Index("uq_service_point_code", "code", unique=True),
        Index("ix_service_point_agency_id", "agency_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    number: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(120))
    code: Mapped[str] = mapped_column(String(6))
    active: Mapped[bool]
    version: Mapped[int]


class UnitRevision(Model):
    """One row: a mark that changes whenever a unit does, so that each process knows when its index of names is old."""

    __tablename__ = "agency_revision"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mark: Mapped[uuid.UUID]
