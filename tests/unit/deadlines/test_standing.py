"""How a clock looks from now."""

from __future__ import annotations

from datetime import datetime

import pytest

from core.clock import end_of_day
from deadlines.standing import Standing, standing_of
from deadlines.states import ClockState, StandingKind
from tests.unit.deadlines.shipped import CALENDAR, at

K, S = StandingKind, ClockState
DUE = end_of_day(at("2026-11-30").date())  # Monday


@pytest.mark.parametrize(
    ("state", "now", "met", "paused", "expected"),
    [
        (S.RUNNING, "2026-11-20", None, None, Standing(K.ON_TIME, 5)),
        (S.RUNNING, "2026-11-26", None, None, Standing(K.DUE_SOON, 2)),
        (S.RUNNING, "2026-11-25", None, None, Standing(K.ON_TIME, 3)),
        (S.RUNNING, "2026-11-30 23:59", None, None, Standing(K.DUE_SOON, 0)),
        (S.RUNNING, "2026-12-01 00:00", None, None, Standing(K.OVERDUE, None, 1)),
        (S.RUNNING, "2026-12-05", None, None, Standing(K.OVERDUE, None, 5)),
        (S.PAUSED, "2026-12-20", None, "2026-11-26", Standing(K.PAUSED, 2)),
        (S.MET, "2026-12-20", "2026-11-30 23:59", None, Standing(K.MET)),
        (S.MET, "2026-12-20", "2026-12-02", None, Standing(K.MET_LATE, None, 2)),
        (S.STOPPED, "2026-12-20", None, None, Standing(K.STOPPED)),
    ],
)
def test_standing(state: ClockState, now: str, met: str | None, paused: str | None, expected: Standing) -> None:
    def moment(text: str | None) -> datetime | None:
        return at(text) if text else None

    seen = standing_of(
        state=state, due_at=DUE, now=at(now), calendar=CALENDAR, met_at=moment(met), paused_at=moment(paused)
    )
    assert seen == expected


def test_without_a_due_date() -> None:
    seen = standing_of(state=S.RUNNING, due_at=None, now=at("2026-11-20"), calendar=CALENDAR)
    assert seen == Standing(K.OPEN_ENDED)
