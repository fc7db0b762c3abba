"""Many petitions at once for one province: the shapes and shares of a year, the same for the same seed.

The rows are those of `demo.volume`, without audit links: no page measured here reads them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from agencies.models import Agency
from core.context import Context
from demo.volume.petitions import rule_versions
from demo.volume.rows import Desk, Fate, PetitionRows, fresh_number
from demo.volume.writing import Writer
from feedback.machine import OPEN_STATES
from feedback.states import PetitionState

CHUNK = 2_000
S = PetitionState
# Of a thousand petitions of a year: most are done, some wait at each desk.
SHARES = {
    S.RECEIVED: 15, S.TRIAGED: 10, S.ASSIGNED: 20, S.IN_PROGRESS: 40, S.AWAITING_INFO: 10, S.AWAITING_APPROVAL: 10,
    S.REOPENED: 5, S.ANSWERED: 60, S.CLOSED: 700, S.GUIDED: 50, S.FORWARDED: 50, S.REFUSED: 20, S.WITHDRAWN: 10,
}  # fmt: skip
# The largest commune has a twelfth of its province, as where a town stands among hamlets.
OWN_SHARE = 0.08


def seed(ctx: Context, *, count: int, commune_id: UUID, assignees: Sequence[UUID], number: int = 7) -> None:
    """Write that many petitions. The given commune is the largest."""
    rng = random.Random(f"{number}/{count}")
    desks = _desks(ctx, commune_id, tuple(assignees))
    versions = rule_versions(ctx)
    taken: set[str] = set()
    for start in range(0, count, CHUNK):
        writer = Writer()
        for _ in range(min(CHUNK, count - start)):
            desk = desks[0] if rng.random() < OWN_SHARE else rng.choice(desks)
            writer.add_petition(PetitionRows(ctx, rng, desk, _fate(ctx, rng, desk, taken), versions))
        writer.write(ctx)


def _desks(ctx: Context, commune_id: UUID, assignees: tuple[UUID, ...]) -> list[Desk]:
    """The measured commune first, then the other communes of its province."""
    a = Agency
    province = select(a.province_id).where(a.id == commune_id).scalar_subquery()
    rows = ctx.session.execute(
        select(a.id, a.code).where(a.province_id == province, a.kind == "commune").order_by(a.code)
    )
    return sorted((Desk(row.id, row.code, assignees) for row in rows), key=lambda desk: desk.id != commune_id)


def _fate(ctx: Context, rng: random.Random, desk: Desk, taken: set[str]) -> Fate:
    state = rng.choices(list(SHARES), list(SHARES.values()))[0]
    received = ctx.now - timedelta(days=rng.uniform(0, 12) if state in OPEN_STATES else rng.uniform(15, 365))
    due = received + timedelta(days=rng.uniform(10, 30))
    number = fresh_number(desk.code, received.year, taken)
    return Fate(UUID(bytes=rng.randbytes(16), version=4), number, received, due, state)
