"""What the counts of surveys save and cost: panels read from them, the same from the answers, and writing them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from agencies.models import Agency, ServicePoint
from agencies.queries import AgencyCard, get_card, under
from bench.world import Installation
from bootstrap.runtime import Runtime
from core.clock import local_date
from core.context import Context
from core.ids import random_id
from demo.world import COMMUNE_CODE
from surveys import queries
from surveys.commands import NewAnswer
from surveys.forms import COUNTER
from surveys.ingest import insert_new, record_new
from surveys.models import SurveyAnswer
from surveys.parts.queries import told_below, told_cells
from surveys.queries import Period
from surveys.states import Channel, Validity

_TIMES, _GROUPS, GROUP = 60, 150, 16


class _Undone(Exception):
    """Nothing of what was written only to be measured is kept."""


@dataclass(frozen=True, slots=True)
class Panels:
    """Milliseconds. `kept`: 95 of 100 stay below, by panel; `live` and `best`: a province's from answers, from counts.

    `writing`: a group of answers without their counts, `counting`: what these add to it.
    """

    kept: Mapping[str, float]
    live: float
    best: float
    writing: float
    counting: float
    group: int = GROUP


def probe_panels(installation: Installation) -> Panels:
    """Read each panel some dozens of times, the answers a few times, and write groups that are not kept."""
    runtime = installation.runtime
    with runtime.reading() as ctx:
        commune, province = _places(ctx)
    clock = time.thread_time if runtime.engine.dialect.name == "sqlite" else time.perf_counter
    with runtime.reading() as ctx:
        year = Period(local_date(ctx.now) - timedelta(days=364), local_date(ctx.now))
        took = {
            "of a commune": _times(clock, lambda: told_cells(ctx, commune.id)),
            "of a province": _times(clock, lambda: told_below(ctx, province.path)),
            "of a commune's year, by question": _times(clock, lambda: queries.question_tallies(ctx, commune.id, year)),
            "of a commune's year, by day": _times(clock, lambda: queries.daily_tallies(ctx, commune.id, year)),
        }
        live = _times(clock, lambda: _from_answers(ctx, province), times=3)
    writing, both = _write(runtime, insert_new), _write(runtime, record_new)
    kept = {name: found[len(found) * 95 // 100] for name, found in took.items()}
    return Panels(kept, live[0], took["of a province"][0], writing, max(0.0, both - writing))


def _places(ctx: Context) -> tuple[AgencyCard, AgencyCard]:
    a = Agency
    row = ctx.session.execute(select(a.id, a.province_id).where(a.code == COMMUNE_CODE, a.valid_to.is_(None))).one()
    return get_card(ctx, row.id), get_card(ctx, row.province_id)


def _from_answers(ctx: Context, province: AgencyCard) -> object:
    """The same panel if there were no counts: three months of every commune, added up from the answers."""
    a = SurveyAnswer
    below = select(Agency.id).where(under(Agency.path, province.path))
    return ctx.session.execute(
        select(a.agency_id, a.overall, func.count())
        .where(a.agency_id.in_(below), a.validity == Validity.VALID, a.hour >= ctx.now - timedelta(days=92))
        .group_by(a.agency_id, a.overall)
    ).all()


def _times(clock: Callable[[], float], ask: Callable[[], object], *, times: int = _TIMES) -> list[float]:
    ask()
    took = []
    for _ in range(times):
        began = clock()
        ask()
        took.append((clock() - began) * 1000)
    return sorted(took)


def _write(runtime: Runtime, write: Callable[[Context, list[NewAnswer]], object]) -> float:
    """Milliseconds of processor time for a group, the middle of many."""
    took = []
    with runtime.reading() as ctx:
        point = ctx.session.execute(select(ServicePoint.id, ServicePoint.agency_id).limit(1)).one()
    with suppress(_Undone), runtime.transaction() as ctx:
        for _ in range(_GROUPS):
            group = [_answer(ctx, point.id, point.agency_id) for _ in range(GROUP)]
            began = time.thread_time()
            write(ctx, group)
            took.append((time.thread_time() - began) * 1000)
        raise _Undone
    return sorted(took)[len(took) // 2]


def _answer(ctx: Context, point: UUID, agency: UUID) -> NewAnswer:
    return NewAnswer(
        id=random_id(), form_id=COUNTER.id, agency_id=agency, service_point_id=point, at=ctx.now, overall=4,
        channel=Channel.QR, language="vi",
    )  # fmt: skip
