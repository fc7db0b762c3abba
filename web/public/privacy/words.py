"""The clocks of a request in words: two run at once, one until it is acknowledged, one until it is answered."""

from __future__ import annotations

from dataclasses import replace

from flask_babel import gettext

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
