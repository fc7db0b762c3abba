"""What people are told of their own data: the clocks of a request, and what of an opinion or question is still kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from flask_babel import gettext

from casework.errors import CaseShredded
from casework.identity import has_identity
from casework.sealing import open_case_key
from core.context import Context
from deadlines.queries import ClockView
from deadlines.states import StandingKind
from privacy.requests.terms import ACKNOWLEDGE_ROW
from web.formatting import long_day
from web.public.petitions.words import ClockCard, clock_card

_RUNNING = frozenset({StandingKind.ON_TIME, StandingKind.DUE_SOON, StandingKind.OVERDUE})


def request_card(clock: ClockView, agency_name: str) -> ClockCard:
    """As any due card; the first term says that it is about telling that the request came."""
    card = clock_card(clock, agency_name)
    if clock.row != ACKNOWLEDGE_ROW or clock.standing.kind not in _RUNNING:
        return card
    until = long_day(clock.due_at)
    return replace(
        card, text=str(gettext("%(agency)s phải báo đã nhận trước hết %(day)s.", agency=agency_name, day=until))
    )


@dataclass(frozen=True, slots=True)
class Left:
    """What is still kept of an opinion or a question: what was written, and who wrote it."""

    words: bool
    name: bool


def what_is_left(ctx: Context, case_id: UUID) -> Left:
    """Whoever erased something sees at once that it is gone. Two statements."""
    try:
        open_case_key(ctx, case_id)
    except CaseShredded:
        return Left(words=False, name=False)
    return Left(words=True, name=has_identity(ctx, case_id))
