"""What was proved and what was found, for administrators. Counts only: no answer, no word of anybody."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import false, func, or_, select, true
from sqlalchemy.sql.elements import ColumnElement

from accounts.matrix import Capability, roles_for
from agencies.models import Agency, ServicePoint
from agencies.queries import under
from core.actor import ActorKind
from core.context import Context
from surveys.forms import is_for_all
from surveys.proof.models import SurveyFault, SurveyProof
from surveys.proof.states import Summary
from surveys.states import Validity

NIGHTS = 14
# In the place of a question whose numbers are not for all.
HIDDEN = "confidential"
_MOST_FAULTS = 100
_SETTLED_SHOWN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Night:
    """One walk."""

    began_at: datetime
    finished_at: datetime | None
    points: int
    answers: int
    faults: int


@dataclass(frozen=True, slots=True)
class Fault:
    """A row of counts that is not, or was not, what its answers say."""

    id: uuid.UUID
    agency_name: str
    point_number: str
    point_name: str
    summary: Summary
    day: date
    question: str
    validity: Validity
    kept: Sequence[int] | None
    counted: Sequence[int] | None
    found_at: datetime
    settled_at: datetime | None


def list_nights(ctx: Context, *, limit: int = NIGHTS) -> Sequence[Night]:
    """The last walks, the newest first."""
    p = SurveyProof
    rows = ctx.session.execute(
        select(p.began_at, p.finished_at, p.points, p.answers, p.faults)
        .order_by(p.began_at.desc(), p.id.desc()).limit(limit)
    )  # fmt: skip
    return [Night(*row) for row in rows]


def list_faults(ctx: Context) -> Sequence[Fault]:
    """The faults in the reader's reach: open ones, then those settled lately."""
    f = SurveyFault
    rows: Any = ctx.session.execute(
        select(
            f.id, Agency.name, ServicePoint.number, ServicePoint.name, f.summary, f.day, f.question, f.validity,
            f.kept, f.counted, f.found_at, f.settled_at,
        )
        .join(Agency, Agency.id == f.agency_id)
        .join(ServicePoint, ServicePoint.id == f.service_point_id)
        .where(_reach(ctx), f.settled_at.is_(None) | (f.settled_at > ctx.now - _SETTLED_SHOWN))
        .order_by(f.settled_at.is_not(None), f.found_at.desc(), f.id)
        .limit(_MOST_FAULTS)
    )  # fmt: skip
    return [_shown(Fault(*row)) for row in rows]


def _shown(fault: Fault) -> Fault:
    """Numbers of a question that only the head and the inspection may read (law sheet §9.8) are nobody else's."""
    if fault.summary is not Summary.DAY or is_for_all(fault.question):
        return fault
    return replace(fault, question=HIDDEN, kept=None, counted=None)


def count_open(ctx: Context) -> int:
    """How many faults in the reader's reach are open."""
    f = SurveyFault
    found = select(f.id).join(Agency, Agency.id == f.agency_id).where(_reach(ctx), f.settled_at.is_(None)).subquery()
    return ctx.session.scalar(select(func.count()).select_from(found)) or 0


def _reach(ctx: Context) -> ColumnElement[bool]:
    if ctx.actor.kind is ActorKind.SYSTEM:
        return true()
    return or_(false(), *(under(Agency.path, path) for path in ctx.actor.paths(*roles_for(Capability.SURVEY_PROVE))))
