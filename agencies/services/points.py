"""Counters and their printed codes."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import insert, select, update

from agencies.commands import CreateServicePoint, UpdateServicePoint
from agencies.models import ServicePoint
from agencies.queries import get_service_point
from agencies.services._guard import GOVERNMENT, check_version, lock_for
from core import audit
from core.context import Context
from core.ids import random_symbols, uuid7

CODE_LENGTH = 6


def create_service_point(ctx: Context, command: CreateServicePoint) -> UUID:
    """Add a counter with a code of its own; gives its id. Raises what `lock_for` raises."""
    agency = lock_for(ctx, command.agency_id, kinds=GOVERNMENT)
    point_id, code = uuid7(), _free_code(ctx)
    ctx.session.execute(
        insert(ServicePoint).values(
            id=point_id, agency_id=agency.id, number=command.number, name=command.name, code=code, active=True,
            version=1,
        )
    )  # fmt: skip
    audit.record(
        ctx, agency_id=agency.id, action="agencies:service_point:create", subject_type="service_point",
        subject_id=point_id, number=command.number, name=command.name, code=code,
    )  # fmt: skip
    return point_id


def update_service_point(ctx: Context, command: UpdateServicePoint) -> None:
    """Rename a counter, close it or open it again; the printed code stays.

    Raises StaleVersion, NotFound, and what `lock_for` raises.
    """
    # The agency is the lock of all its counters.
    agency = lock_for(ctx, get_service_point(ctx, command.service_point_id).agency_id, kinds=GOVERNMENT)
    point = get_service_point(ctx, command.service_point_id)
    check_version(command.version, point.version)
    values = {"number": command.number, "name": command.name, "active": command.active}
    s = ServicePoint
    ctx.session.execute(update(s).where(s.id == point.id).values(version=point.version + 1, **values))
    audit.record(
        ctx, agency_id=agency.id, action="agencies:service_point:update", subject_type="service_point",
        subject_id=point.id, before={"number": point.number, "name": point.name, "active": point.active}, after=values,
    )  # fmt: skip


def _free_code(ctx: Context) -> str:
    while True:
        code = random_symbols(CODE_LENGTH)
        if not ctx.session.execute(select(ServicePoint.id).where(ServicePoint.code == code)).first():
            return code
