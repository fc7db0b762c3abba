"""Reads of agencies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from agencies.models import Agency, ServicePoint
from agencies.name_index import FormerName, UnitHit
from agencies.name_reading import name_index
from agencies.states import AgencyKind
from core.context import Context
from core.errors import NotFound

__all__ = [
    "AgencyCard", "FormerName", "ServicePointCard", "UnitHit", "find_card_by_code", "find_service_point_by_code",
    "find_successor_code", "get_card", "get_service_point", "get_service_point_by_code", "list_at_paths",
    "list_children", "list_open_communes", "list_provinces", "list_service_points", "list_subtree_ids", "lock_agency",
    "search_units", "under",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class AgencyCard:
    """An agency as pages show it. `home_url` is left to the web layer: code is enough to build it."""

    id: UUID
    code: str
    kind: str
    name: str
    short_name: str
    path: str
    province_code: str
    province_name: str
    hotline: str
    is_open: bool
    province_id: UUID
    parent_id: UUID | None
    subtype: str
    desk_address: str
    remote: bool
    lat: float | None
    lon: float | None
    version: int
    in_force: bool


@dataclass(frozen=True, slots=True)
class ServicePointCard:
    """A counter; `code` is what its printed QR code carries."""

    id: UUID
    agency_id: UUID
    number: str
    name: str
    code: str
    active: bool
    version: int


def under(column: InstrumentedAttribute[str], path: str) -> ColumnElement[bool]:
    """That a column of paths lies in the subtree of a path: a range the index answers, on both databases.

    "." comes right before "/" in ASCII and segments hold neither, so the range holds the descendants exactly.
    """
    return or_(column == path, and_(column >= path + ".", column < path + "/"))


# Statements of every page are built once: SQLAlchemy takes longer to build them than the database to answer.
@cache
def _cards() -> Select[*tuple[Any, ...]]:
    a, p = Agency, aliased(Agency)
    return select(
        a.id, a.code, a.kind, a.name, a.short_name, a.path, p.code.label("province_code"),
        p.name.label("province_name"), a.hotline, a.opened_at, a.province_id,
        a.parent_id, a.subtype, a.desk_address, a.remote, a.lat, a.lon, a.version, a.valid_to,
    ).join(p, p.id == a.province_id)  # fmt: skip


@cache
def _card_by_id() -> Select[*tuple[Any, ...]]:
    return _cards().where(Agency.id == bindparam("agency_id"))


@cache
def _card_by_code(*, with_kind: bool) -> Select[*tuple[Any, ...]]:
    statement = _cards().where(Agency.code == bindparam("code"), Agency.valid_to.is_(None))
    return statement.where(Agency.kind == bindparam("kind")) if with_kind else statement


def _card(row: Row[*tuple[Any, ...]]) -> AgencyCard:
    values = row._asdict()
    opened_at, valid_to = values.pop("opened_at"), values.pop("valid_to")
    return AgencyCard(is_open=opened_at is not None and valid_to is None, in_force=valid_to is None, **values)


def get_card(ctx: Context, agency_id: UUID) -> AgencyCard:
    """The card of an agency, also of one that has ended. Raises NotFound."""
    return ctx.once(("card", agency_id), lambda: _read_card(ctx, agency_id))


def _read_card(ctx: Context, agency_id: UUID) -> AgencyCard:
    row = ctx.session.connection().execute(_card_by_id(), {"agency_id": agency_id}).one_or_none()
    if row is None:
        raise NotFound
    return _card(row)


def find_card_by_code(ctx: Context, code: str, kind: AgencyKind | None = None) -> AgencyCard | None:
    """The card of the agency in force with this code, of this kind when one is given; else None."""
    values = {"code": code} if kind is None else {"code": code, "kind": kind}
    row = ctx.session.connection().execute(_card_by_code(with_kind=kind is not None), values).one_or_none()
    return _card(row) if row else None


def find_successor_code(ctx: Context, code: str) -> str | None:
    """The code of the agency in force that took over the last one with this code; None when there is none."""
    a = Agency
    unit = ctx.session.execute(
        select(a.successor_id).where(a.code == code, a.valid_to.is_not(None)).order_by(a.valid_to.desc()).limit(1)
    ).scalar_one_or_none()
    while unit is not None:
        found, ended, following = ctx.session.execute(
            select(a.code, a.valid_to.is_not(None), a.successor_id).where(a.id == unit)
        ).one()
        if not ended:
            return str(found)
        unit = following
    return None


def search_units(ctx: Context, text: str, limit: int = 10) -> tuple[UnitHit, ...]:
    """Provinces and communes that answer to a new or old name, best first; diacritics and order do not matter."""
    return name_index(ctx).search(text, limit=limit)


def list_provinces(ctx: Context) -> tuple[AgencyCard, ...]:
    """The provinces in force, in alphabetical order."""
    return _listed(ctx, Agency.kind == AgencyKind.PROVINCE)


def list_open_communes(ctx: Context, province_id: UUID | None = None) -> tuple[AgencyCard, ...]:
    """The communes whose desk is open here, by name; of one province when it is given."""
    conditions = [Agency.kind == AgencyKind.COMMUNE, Agency.opened_at.is_not(None)]
    if province_id is not None:
        conditions.append(Agency.province_id == province_id)
    return _listed(ctx, *conditions)


def list_at_paths(ctx: Context, paths: Sequence[str]) -> tuple[AgencyCard, ...]:
    """The agencies in force at these places of the tree: where somebody holds a role."""
    return _listed(ctx, Agency.path.in_(paths))


def list_children(ctx: Context, agency_id: UUID, kind: AgencyKind | None = None) -> tuple[AgencyCard, ...]:
    """The agencies in force right below one, by kind and name: its communes, or its hamlets and offices."""
    values = {"parent_id": agency_id} if kind is None else {"parent_id": agency_id, "kind": kind}
    return tuple(_card(row) for row in ctx.session.connection().execute(_children(with_kind=kind is not None), values))


@cache
def _children(*, with_kind: bool) -> Select[*tuple[Any, ...]]:
    conditions = [Agency.parent_id == bindparam("parent_id")]
    if with_kind:
        conditions.append(Agency.kind == bindparam("kind"))
    return _in_order(*conditions)


def _in_order(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    in_force = _cards().where(Agency.valid_to.is_(None), *conditions)
    return in_force.order_by(Agency.kind, Agency.folded, Agency.code)


def _listed(ctx: Context, *conditions: ColumnElement[bool]) -> tuple[AgencyCard, ...]:
    return tuple(_card(row) for row in ctx.session.execute(_in_order(*conditions)))


def list_subtree_ids(ctx: Context, path: str) -> tuple[UUID, ...]:
    """The ids of the agency of this path and of all below it, ended ones too: what they received stays theirs."""
    return tuple(ctx.session.execute(select(Agency.id).where(under(Agency.path, path))).scalars())


@cache
def _points() -> Select[*tuple[Any, ...]]:
    s = ServicePoint
    return select(s.id, s.agency_id, s.number, s.name, s.code, s.active, s.version)


@cache
def _point_by_code() -> Select[*tuple[Any, ...]]:
    return _points().where(ServicePoint.code == bindparam("code"))


def list_service_points(ctx: Context, agency_id: UUID, *, active_only: bool = True) -> tuple[ServicePointCard, ...]:
    """The counters of an agency, by number."""
    statement = _points().where(ServicePoint.agency_id == agency_id)
    if active_only:
        statement = statement.where(ServicePoint.active)
    rows = ctx.session.execute(statement.order_by(ServicePoint.number, ServicePoint.name))
    return tuple(ServicePointCard(*row) for row in rows)


def list_points_below(ctx: Context, path: str) -> tuple[ServicePointCard, ...]:
    """The open counters of the unit of a path and of all units in force below it, unit by unit."""
    rows = ctx.session.execute(
        _points()
        .join(Agency, Agency.id == ServicePoint.agency_id)
        .where(under(Agency.path, path), Agency.valid_to.is_(None), ServicePoint.active)
        .order_by(Agency.folded, Agency.code, ServicePoint.number, ServicePoint.name)
    )
    return tuple(ServicePointCard(*row) for row in rows)


def get_service_point(ctx: Context, service_point_id: UUID) -> ServicePointCard:
    """A counter by id. Raises NotFound."""
    row = ctx.session.execute(_points().where(ServicePoint.id == service_point_id)).one_or_none()
    if row is None:
        raise NotFound
    return ServicePointCard(*row)


def find_service_point_by_code(ctx: Context, code: str) -> ServicePointCard | None:
    """The counter of a printed code, however it was typed; None when there is none."""
    row = ctx.session.connection().execute(_point_by_code(), {"code": code.strip().upper()}).one_or_none()
    return ServicePointCard(*row) if row else None


def get_service_point_by_code(ctx: Context, code: str) -> ServicePointCard:
    """The counter of a printed code, active or not. Raises NotFound."""
    point = find_service_point_by_code(ctx, code)
    if point is None:
        raise NotFound
    return point


def lock_agency(ctx: Context, agency_id: UUID) -> AgencyCard:
    """The card, with the row locked until the transaction ends. Raises NotFound.

    Its key is left free: whoever writes a row that names the agency meanwhile does not wait, so nobody waits in a ring.
    """
    held = _cards().where(Agency.id == agency_id).with_for_update(of=Agency, key_share=True)
    row = ctx.session.execute(held).one_or_none()
    if row is None:
        raise NotFound
    return _card(row)
