"""What speaks of somebody is taken where people hold the key of the desk, and not where the server alone does.

`ctx.unkeyed` (SEALED_WITHOUT_KEYS): an installation that knowingly does without; see docs/operations.md.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, exists, or_, select

from agencies.models import Agency
from agencies.queries import get_card
from casework.locks.errors import DeskWithoutKey
from casework.locks.models import DeskKey
from core.context import Context


def keeps_sealed(ctx: Context, agency_id: uuid.UUID) -> bool:
    """Whether what speaks of somebody may be entrusted to this desk."""
    return ctx.unkeyed or bool(ctx.session.execute(select(_keyed(agency_id))).scalar_one())


def demand_desk_key(ctx: Context, agency_id: uuid.UUID) -> None:
    """Raises DeskWithoutKey, with the name of the place. Denunciation Act art. 8; law sheet §2.4."""
    if not keeps_sealed(ctx, agency_id):
        raise DeskWithoutKey(name=get_card(ctx, agency_id).name)


def list_desks_without_key(
    ctx: Context, among: Collection[uuid.UUID] | None = None, *, provinces: Collection[uuid.UUID] = ()
) -> Sequence[tuple[uuid.UUID, str]]:
    """Id and name of the open desks that have no key of their own, by name: all, or these and those of the provinces.

    Whether they may do without is not asked: a warning is due either way.
    """
    a = Agency
    statement = select(a.id, a.name).where(a.opened_at.is_not(None), a.valid_to.is_(None), ~_keyed(a.id))
    if among is not None:
        statement = statement.where(or_(a.id.in_(among), a.province_id.in_(provinces)))
    return [(row.id, row.name) for row in ctx.session.execute(statement.order_by(a.folded, a.id))]


def _keyed(agency_id: object) -> ColumnElement[bool]:
    k = DeskKey
    return exists().where(and_(k.agency_id == agency_id, k.retired_at.is_(None)))
