"""The walk of the nightly proof: reads in short snapshots, keeps what it found a few service points at a time.

Used by the job and by the command; both may be killed at any moment, and the next one goes on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import structlog

from bootstrap.runtime import Runtime
from processes.proving import tell_of_differences
from surveys.proof import running
from surveys.proof.counting import Difference, Found, Place, as_of_one_moment, prove, stretches

# So many service points to a transaction that keeps them.
AT_ONCE = 20

log = structlog.get_logger()


def walk_on(runtime: Runtime, walk: running.Walk, *, until: Callable[[], bool] = lambda: False) -> bool:
    """Go on with a walk until its end (True), or until it has taken long enough (False)."""
    reached = walk.reached
    while not until():
        with runtime.reading() as ctx:
            places = running.next_places(ctx, reached, limit=AT_ONCE)
        if not places:
            with runtime.transaction() as ctx:
                running.finish(ctx, walk)
            return True
        proved = [_prove(runtime, place) for place in places]
        with runtime.transaction() as ctx:
            fresh = running.note(ctx, walk, proved)
            tell_of_differences(ctx, fresh)
        _say(fresh)
        reached = places[-1].id
    return False


def within(seconds: float, clock: Callable[[], float] = time.monotonic) -> Callable[[], bool]:
    """Whether so many seconds have gone by since now."""
    end = clock() + seconds
    return lambda: clock() >= end


def _prove(runtime: Runtime, place: Place) -> Found:
    with runtime.reading() as ctx:
        parts = stretches(ctx, place)
    whole = Found(place)
    for stretch in parts:
        with runtime.reading() as ctx:
            as_of_one_moment(ctx)
            found = prove(ctx, place, stretch)
        whole.answers += found.answers
        whole.differences += found.differences
    return whole


def _say(fresh: Sequence[Difference]) -> None:
    for one in fresh:
        log.error(
            "survey_counts_differ", summary=one.summary.value, service_point=str(one.place.id),
            day=one.day.isoformat(), question=one.question, validity=one.validity.value,
        )  # fmt: skip
