"""Where a case of any kind lies now, for those who decide on its data and read nothing of it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import literal, select, union_all

from casework.models import CaseHandle
from consultations.models import Consultation, Opinion
from core.context import Context
from dialogues.models import Question
from feedback.models import Petition


@dataclass(frozen=True, slots=True)
class PlacedCase:
    """A case, and the agency that has it."""

    case_id: UUID
    case_type: str
    number: str
    agency_id: UUID


def find_by_number(ctx: Context, number: str) -> PlacedCase | None:
    """The case of a number. One statement."""
    h = CaseHandle
    handle = ctx.session.execute(select(h.case_id, h.case_type, h.number).where(h.number == number)).one_or_none()
    return _placed(ctx, handle.case_id, handle.case_type, handle.number) if handle else None


def find_by_id(ctx: Context, case_id: UUID) -> PlacedCase | None:
    """The case of an id."""
    h = CaseHandle
    handle = ctx.session.execute(select(h.case_id, h.case_type, h.number).where(h.case_id == case_id)).one_or_none()
    return _placed(ctx, handle.case_id, handle.case_type, handle.number) if handle else None


def _placed(ctx: Context, case_id: UUID, case_type: str, number: str) -> PlacedCase | None:
    p, o, c, q = Petition, Opinion, Consultation, Question
    places = union_all(
        select(p.agency_id).where(p.id == case_id, literal(case_type) == "petition"),
        select(c.agency_id).join(o, o.consultation_id == c.id).where(o.id == case_id, literal(case_type) == "opinion"),
        select(q.agency_id).where(q.id == case_id, literal(case_type) == "question"),
    )
    agency_id = ctx.session.execute(places).scalars().first()
    return PlacedCase(case_id, case_type, number, agency_id) if agency_id else None
