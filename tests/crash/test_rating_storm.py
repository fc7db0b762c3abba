"""20,000 ratings from eight clients, one in ten twice, while web processes die and connections are cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import UUID

import pytest

from bootstrap.runtime import Runtime
from tests.crash.counted_once import verify
from tests.crash.fleet import Fleet, sailing
from tests.crash.storm import Storm, draw_blows, draw_sendings
from tests.crash.weather import environ_of, set_up_counters
from tests.support.staffed import COMMUNE

SEED = 20261123
ANSWERS = 20_000
BLOWS = 12


@pytest.fixture
def fleet(runtime: Runtime, tmp_path: Path) -> Iterator[Fleet]:
    """The web server with two workers; nothing else is needed to rate."""
    with sailing(Fleet(runtime.settings, environ_of(runtime.settings), tmp_path, only=("web",))) as started:
        yield started


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_every_rating_counts_exactly_once(
    runtime: Runtime, units: Mapping[str, UUID], fleet: Fleet, backend: str
) -> None:
    points = set_up_counters(runtime, units[COMMUNE])
    cuts = backend == "postgresql"
    sendings = draw_sendings(SEED, ANSWERS, len(points))
    storm = Storm(runtime, fleet, points, draw_blows(SEED, ANSWERS, BLOWS, cuts=cuts))
    storm.blow(sendings)

    assert sum(fleet.kills.values()) >= BLOWS // 2 - 1
    assert storm.interrupted, "the blows fell while answers were under way"
    assert bool(storm.cuts) == cuts
    fleet.wait_for_web()
    verify(runtime, storm, sendings)
