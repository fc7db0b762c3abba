"""What a camera recorded, beside what was claimed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from feedback.claims.shots import Shot, compare, metres_between, read_shot
from feedback.claims.states import Noticed
from feedback.commands import Spot
from tests.support.scenes import photo

HERE, NEAR, FAR = Spot(21.4773, 106.1234), Spot(21.4775, 106.1236), Spot(21.4873, 106.1234)
DONE = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
CAME = DONE - timedelta(days=10)


def test_time_and_place_are_read_and_nothing_is_fine_too() -> None:
    shot = read_shot(photo(DONE, HERE))
    assert shot.taken_at == DONE
    assert shot.spot == HERE
    assert read_shot(photo()) == Shot()
    assert read_shot(b"no photo at all") == Shot()


@pytest.mark.parametrize(
    ("shot", "noticed"),
    [
        (Shot(DONE, NEAR), ()),
        (Shot(DONE + timedelta(hours=30), NEAR), ()),
        (Shot(DONE + timedelta(hours=40), NEAR), (Noticed.OTHER_TIME,)),
        (Shot(CAME - timedelta(hours=1), NEAR), (Noticed.TOO_EARLY,)),
        (Shot(DONE, FAR), (Noticed.FAR_AWAY,)),
        (Shot(), (Noticed.NO_TIME, Noticed.NO_PLACE)),
    ],
)
def test_what_is_worth_a_second_look(shot: Shot, noticed: tuple[Noticed, ...]) -> None:
    assert tuple(compare(shot, done_at=DONE, spot=HERE, received_at=CAME).noticed) == noticed


def test_distances() -> None:
    assert metres_between(HERE, HERE) == 0
    assert 20 < metres_between(HERE, NEAR) < 40
    assert 1_100 < metres_between(HERE, FAR) < 1_125


def test_no_place_claimed_is_no_distance() -> None:
    compared = compare(Shot(DONE, HERE), done_at=DONE, spot=None, received_at=CAME)
    assert (compared.metres, compared.noticed, compared.hours) == (None, (), 0)
