"""Bursts are marked, kept and counted apart; a busy hall is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from accounts.roles import Role
from surveys.commands import MarkAnswers
from surveys.flags import flag_bursts
from surveys.forms import OVERALL
from surveys.ingest import record_answers
from surveys.models import SurveyDay
from surveys.services import mark_answers
from surveys.states import Channel, Validity
from tests.support.clock import SteppingClock
from tests.support.counters import Counters


def flag(counters: Counters, clock: SteppingClock) -> int:
    clock.advance(hours=1)
    with counters.runtime.transaction() as ctx:
        return flag_bursts(ctx)


def counted(counters: Counters) -> dict[Validity, int]:
    d = SurveyDay
    with counters.runtime.reading() as ctx:
        rows = ctx.session.query(d.validity, d.c1 + d.c2 + d.c3 + d.c4 + d.c5).filter(d.question == OVERALL)
        return {validity: number for validity, number in rows if number}


@pytest.mark.parametrize(
    ("scores", "marked"),
    [
        ([5] * 12, 12),
        ([1] * 20 + [4], 21),
        ([5] * 11, 0),
        ([5, 4, 3, 2, 1] * 12, 0),
        ([5] * 10 + [1, 2, 3], 0),
    ],
)
def test_many_alike_in_an_hour_are_marked(
    counters: Counters, clock: SteppingClock, scores: list[int], marked: int
) -> None:
    counters.rate(*scores)
    assert flag(counters, clock) == marked
    assert counted(counters).get(Validity.SUSPECT, 0) == marked
    assert sum(counted(counters).values()) == len(scores)
    assert flag(counters, clock) == 0


def test_a_counter_that_is_always_busy_is_not_punished(counters: Counters, clock: SteppingClock) -> None:
    for back in range(2, 12):
        counters.rate(*[5, 4] * 4, at=clock() - timedelta(days=back))
    counters.rate(*[5] * 30)
    assert flag(counters, clock) == 0


def test_paper_and_one_time_codes_come_in_heaps(counters: Counters, clock: SteppingClock) -> None:
    heap = [replace(counters.answer(5), channel=channel) for channel in (Channel.PAPER, Channel.SLIP) * 10]
    with counters.runtime.transaction() as ctx:
        record_answers(ctx, heap)
    assert flag(counters, clock) == 0


def test_the_manager_may_take_a_mark_back(counters: Counters, clock: SteppingClock) -> None:
    hour = clock()
    counters.rate(*[5] * 15)
    assert flag(counters, clock) == 15
    with counters.runtime.transaction(counters.official(Role.SURVEY_MANAGER)) as ctx:
        mark_answers(ctx, MarkAnswers(counters.points[0].id, hour, Validity.VALID, ""))
    assert counted(counters) == {Validity.VALID: 15}


def test_what_the_manager_decided_is_not_marked_again(counters: Counters, clock: SteppingClock) -> None:
    hour, point = clock(), counters.points[0].id
    manager = counters.official(Role.SURVEY_MANAGER)
    counters.rate(*[5] * 15)
    assert flag(counters, clock) == 15
    with counters.runtime.transaction(manager) as ctx:
        mark_answers(ctx, MarkAnswers(point, hour, Validity.VALID, ""))
    assert flag(counters, clock) == 0
    with counters.runtime.transaction(manager) as ctx:
        mark_answers(ctx, MarkAnswers(point, hour, Validity.EXCLUDED, "Thử máy"))
    # Fifteen more came to the same hour from a tablet that was cut off: those are looked at by themselves.
    counters.rate(*[5] * 15, at=hour)
    assert flag(counters, clock) == 15
    assert counted(counters) == {Validity.EXCLUDED: 15, Validity.SUSPECT: 15}


@pytest.mark.parametrize("doubted", [True, False])
def test_a_burst_does_not_make_the_next_one_usual(counters: Counters, clock: SteppingClock, *, doubted: bool) -> None:
    """What was marked, or typed in from paper in one go, says nothing of how busy a counter is."""
    for back in range(2, 8):
        counters.rate(5, 4, at=clock() - timedelta(days=back))
    earlier = [replace(counters.answer(5, at=clock() - timedelta(days=1)), channel=Channel.PAPER) for _ in range(80)]
    if doubted:
        earlier = [
            replace(one, channel=Channel.QR, validity=Validity.SUSPECT, doubt="Giống hệt nhau") for one in earlier
        ]
    with counters.runtime.transaction() as ctx:
        record_answers(ctx, earlier)
    counters.rate(*[5] * 14)
    assert flag(counters, clock) == 14


def test_four_of_five_alike_are_marked_where_that_is_not_usual(counters: Counters, clock: SteppingClock) -> None:
    """The counter's own weeks decide: what nine of ten would let through is marked, a full hall is not."""
    for back in range(2, 22):
        for point in (0, 1):
            counters.rate(*[5, 4, 5, 4, 3, 5], point=point, at=clock() - timedelta(days=back))
    counters.rate(*[1] * 64, *[3, 4, 5, 5] * 4)
    counters.rate(*[5, 4, 5, 4, 3, 5] * 13, point=1)
    assert flag(counters, clock) == 80
    assert counted(counters)[Validity.SUSPECT] == 80
    assert flag(counters, clock) == 0


def test_what_comes_late_to_an_older_hour_is_looked_at_too(counters: Counters, clock: SteppingClock) -> None:
    for back in range(6, 26):
        counters.rate(*[5, 4, 5, 4, 3, 5], at=clock() - timedelta(days=back))
    assert flag(counters, clock) == 0
    late = [replace(counters.answer(1, at=clock() - timedelta(days=3)), waited=72) for _ in range(60)]
    with counters.runtime.transaction() as ctx:
        record_answers(ctx, late)
    assert flag(counters, clock) == 60
