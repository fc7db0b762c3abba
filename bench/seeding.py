"""Many petitions at once for one province: the shapes and shares of a year, the same for the same seed.

The rows are those of `demo.volume`; here one commune is much larger than the others, and its desk is the one measured.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from agencies.models import Agency
from bootstrap.runtime import Runtime
from core.context import Context
from demo.volume.answers import load_answers
from demo.volume.chance import Mix, rising_id
from demo.volume.petitions import Numbers, Planned, write_petitions
from demo.volume.places import ready_counters
from demo.volume.rows import Desk, Fate
from feedback.machine import OPEN_STATES
from feedback.states import PetitionState
from jobs.periodic import publish_surveys

S = PetitionState
# Of a thousand petitions of a year: most are done, some wait at each desk.
SHARES = Mix({
    S.RECEIVED: 15, S.TRIAGED: 10, S.ASSIGNED: 20, S.IN_PROGRESS: 40, S.AWAITING_INFO: 10, S.AWAITING_APPROVAL: 10,
    S.REOPENED: 5, S.ANSWERED: 60, S.CLOSED: 700, S.GUIDED: 50, S.FORWARDED: 50, S.REFUSED: 20, S.WITHDRAWN: 10,
})  # fmt: skip
# The largest commune has a twelfth of its province, as where a town stands among hamlets.
OWN_SHARE = 0.08
# Where a commune has none: so many windows are usual at a one-stop desk.
COUNTERS = 4


def seed(runtime: Runtime, *, count: int, commune_id: UUID, assignees: Sequence[UUID], number: int = 7) -> None:
    """Write that many petitions. The given commune is the largest."""
    rng = random.Random(f"{number}/{count}")
    with runtime.reading() as ctx:
        now, desks = ctx.now, _desks(ctx, commune_id, tuple(assignees))
    write_petitions(runtime, _plan(rng, desks, count, now), rng)


def seed_answers(runtime: Runtime, *, count: int, commune_id: UUID) -> None:
    """Write that many survey answers of a year at counters of the whole province, and publish its months."""
    with runtime.reading() as ctx:
        desks = _desks(ctx, commune_id, ())
    load_answers(runtime, ready_counters(runtime, desks, each=COUNTERS), count=count)
    publish_surveys(runtime)


def _plan(rng: random.Random, desks: Sequence[Desk], count: int, now: datetime) -> Iterator[Planned]:
    numbers, own = Numbers(), round(count * OWN_SHARE)
    for place in range(count):
        desk = desks[0] if place < own else desks[place * (len(desks) - 1) // count + 1]
        state = SHARES.pick(rng)
        received = now - timedelta(days=rng.uniform(0, 12) if state in OPEN_STATES else rng.uniform(15, 365))
        yield desk, Fate(rising_id(rng, place, count), numbers.fresh(desk, received), received, state)


def _desks(ctx: Context, commune_id: UUID, assignees: tuple[UUID, ...]) -> list[Desk]:
    """The measured commune first, then the other communes of its province."""
    a = Agency
    province = select(a.province_id).where(a.id == commune_id).scalar_subquery()
    rows = ctx.session.execute(
        select(a.id, a.code).where(a.province_id == province, a.kind == "commune").order_by(a.code)
    )
    return sorted((Desk(row.id, row.code, assignees) for row in rows), key=lambda desk: desk.id != commune_id)
