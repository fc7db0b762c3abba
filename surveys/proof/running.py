"""One walk over all service points: begun once a night, taken up again where it stopped, its faults kept."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import insert, select, update

from agencies.models import ServicePoint
from core.clock import local_date
from core.context import Context
from core.ids import uuid7
from surveys.proof.counting import Difference, Found, Place
from surveys.proof.models import SurveyFault, SurveyProof

# An older walk that never came to its end is begun anew: too much has changed behind it.
_GIVEN_UP = timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk under way."""

    id: uuid.UUID
    reached: uuid.UUID | None


def begin(ctx: Context) -> Walk:
    """Begin a walk."""
    walk_id = uuid7()
    ctx.session.execute(
        insert(SurveyProof).values(
            id=walk_id, began_at=ctx.now, finished_at=None, reached=None, points=0, answers=0, faults=0
        )
    )
    return Walk(walk_id, None)


def begin_or_go_on(ctx: Context) -> Walk | None:
    """The walk of this night: begun, or where it stopped; None when it is done."""
    p = SurveyProof
    last = ctx.session.execute(
        select(p.id, p.began_at, p.finished_at, p.reached).order_by(p.began_at.desc(), p.id.desc()).limit(1)
    ).one_or_none()
    if last is None:
        return begin(ctx)
    if last.finished_at is None and last.began_at > ctx.now - _GIVEN_UP:
        return Walk(last.id, last.reached)
    return None if local_date(last.began_at) == local_date(ctx.now) else begin(ctx)


def next_places(ctx: Context, reached: uuid.UUID | None, *, limit: int) -> Sequence[Place]:
    """The service points that come next, closed ones too."""
    s = ServicePoint
    statement = select(s.id, s.agency_id).order_by(s.id).limit(limit)
    rows = ctx.session.execute(statement if reached is None else statement.where(s.id > reached))
    return [Place(row.id, row.agency_id) for row in rows]


def note(ctx: Context, walk: Walk, proved: Sequence[Found]) -> Sequence[Difference]:
    """Keep what was found of some service points and how far the walk is; gives the differences not known before.

    A difference that is no longer found is settled.
    """
    p = SurveyProof
    fresh: list[Difference] = []
    for found in proved:
        fresh += _keep(ctx, walk, found)
    ctx.session.execute(
        update(p).where(p.id == walk.id).values(
            reached=proved[-1].place.id, points=p.points + len(proved),
            answers=p.answers + sum(found.answers for found in proved),
            faults=p.faults + sum(len(found.differences) for found in proved),
        )
    )  # fmt: skip
    return fresh


def _keep(ctx: Context, walk: Walk, found: Found) -> Sequence[Difference]:
    f = SurveyFault
    rows = ctx.session.execute(
        select(f.id, f.summary, f.day, f.question, f.validity)
        .where(f.service_point_id == found.place.id, f.settled_at.is_(None))
    )  # fmt: skip
    known = {(row.summary, row.day, row.question, row.validity): row.id for row in rows}
    fresh = []
    for one in found.differences:
        cell = {"kept": _listed(one.kept), "counted": _listed(one.counted), "proof_id": walk.id}
        fault_id = known.pop((one.summary, one.day, one.question, one.validity), None)
        if fault_id is not None:
            ctx.session.execute(update(f).where(f.id == fault_id).values(cell))
            continue
        fresh.append(one)
        ctx.session.execute(
            insert(f).values(
                id=uuid7(), agency_id=one.place.agency_id, service_point_id=one.place.id, summary=one.summary,
                day=one.day, question=one.question, validity=one.validity, found_at=ctx.now, settled_at=None, **cell,
            )
        )  # fmt: skip
    if known:
        ctx.session.execute(update(f).where(f.id.in_(sorted(known.values()))).values(settled_at=ctx.now))
    return fresh


def _listed(numbers: Sequence[int] | None) -> list[int] | None:
    return None if numbers is None else list(numbers)


def finish(ctx: Context, walk: Walk) -> None:
    """The walk has seen everything."""
    ctx.session.execute(update(SurveyProof).where(SurveyProof.id == walk.id).values(finished_at=ctx.now))
