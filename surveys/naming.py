"""nêu tên người ở quầy: windows are named by number; whether a name stands there too, the head alone decides."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from sqlalchemy import delete, insert, select

from agencies.models import ServicePoint
from core import audit
from core.context import Context
from core.errors import Forbidden, NotFound
from surveys.models import SurveyNaming
from surveys.policies import can_name_persons

LONGEST_NAME = 120


def list_named(ctx: Context, agency_id: uuid.UUID) -> Mapping[uuid.UUID, str]:
    """Who is named at which service point of an agency."""
    n = SurveyNaming
    rows = ctx.session.execute(select(n.service_point_id, n.person).where(n.agency_id == agency_id))
    return {row.service_point_id: row.person for row in rows}


def name_person(ctx: Context, service_point_id: uuid.UUID, person: str) -> None:
    """Name who serves at a window, or nobody (""). Results are never kept or shown by person.

    Raises NotFound, Forbidden. The log says that a name was put or taken away, not which.
    """
    agency_id = ctx.session.scalar(select(ServicePoint.agency_id).where(ServicePoint.id == service_point_id))
    if agency_id is None:
        raise NotFound
    if not can_name_persons(ctx.actor, agency_id=agency_id):
        raise Forbidden
    n = SurveyNaming
    ctx.session.execute(delete(n).where(n.service_point_id == service_point_id))
    if person:
        ctx.session.execute(
            insert(n).values(service_point_id=service_point_id, agency_id=agency_id, person=person[:LONGEST_NAME])
        )
    audit.record(
        ctx, agency_id=agency_id, action="surveys:naming:change", subject_type="service_point",
        subject_id=service_point_id, named=bool(person),
    )  # fmt: skip
