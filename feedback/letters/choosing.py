"""For which cases letters are written: of one desk, received within some days, open to everybody who works there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from core.clock import start_of_day
from core.context import Context
from feedback.models import Petition
from feedback.papers.policies import fitting_kinds, fitting_states
from feedback.papers.states import PaperKind

# Written one by one or not at all: what a proceeding decides is not sent by the hundred.
LETTER_KINDS = (
    PaperKind.ANSWER, PaperKind.EXTENSION_NOTICE, PaperKind.RECEIPT, PaperKind.REQUEST_MORE, PaperKind.TRANSFER,
    PaperKind.GUIDANCE, PaperKind.REFUSAL,
)  # fmt: skip
MOST = 2_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which document, at which desk, for what was received from one day to another, both included."""

    kind: PaperKind
    agency_id: UUID
    first: date
    last: date


def choose(ctx: Context, chosen: Chosen) -> Sequence[UUID]:
    """The cases, oldest first, at most so many. Sealed ones are never written by the hundred."""
    p = Petition
    kinds = fitting_kinds(chosen.kind)
    statement = select(p.id).where(
        p.agency_id == chosen.agency_id,
        p.state.in_(fitting_states(chosen.kind)),
        p.sealed.is_(False),
        p.received_at >= start_of_day(chosen.first),
        p.received_at < start_of_day(chosen.last + timedelta(days=1)),
    )
    if kinds is not None:
        statement = statement.where(p.kind.in_(kinds))
    return list(ctx.session.execute(statement.order_by(p.received_at, p.id).limit(MOST)).scalars())
