"""What stands beside the ratings: an afternoon without network, text messages, a week that went badly, a screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from accounts.roles import Role
from agencies.queries import list_service_points
from core.actor import SYSTEM
from core.clock import local_date, start_of_day
from core.ids import random_id
from demo.world import World
from processes.dropping import tell_of_drops
from surveys.alerts.finding import last_week
from surveys.commands import NewAnswer
from surveys.forms import COUNTER
from surveys.ingest import record_answers
from surveys.parts.telling import publish_all
from surveys.publishing import last_closed_month
from surveys.states import Channel
from surveys.walls.screens import put_up_wall

# Scores: a storm took the network of the third counter for an afternoon; texts came to the first; in the week that
# ended last the computers of the first counter stood still for two days.
_LATE, _HOURS = (4, 5, 3, 4, 5, 4, 2), 4
_TEXTED = (5, 4, 4, 5, 2, 5)
_BAD_WEEK = (1, 2, 1, 2, 3, 1, 2, 2, 1, 4, 2, 1, 2, 3)


def load(world: World) -> None:
    """Record them, publish, tell of the drop, and put up the screen."""
    assert world.commune_id is not None
    with world.runtime.reading() as ctx:
        points = [point.id for point in list_service_points(ctx, world.commune_id)]
    afternoon = start_of_day(last_closed_month(world.now).replace(day=14)) + timedelta(hours=14)
    monday = start_of_day(last_week(local_date(world.now)))
    given = [_answer(world, points[2], score, afternoon, waited=_HOURS) for score in _LATE]
    given += [_answer(world, points[0], score, afternoon, channel=Channel.SMS) for score in _TEXTED]
    given += _spread(world, points[0], _BAD_WEEK, monday + timedelta(days=1, hours=8))
    with world.runtime.transaction(SYSTEM) as ctx:
        record_answers(ctx, given)
        publish_all(ctx)
        tell_of_drops(ctx, world.commune_id)
    clerk = world.official("tiepnhan", Role.INTAKE_CLERK, world.commune_id)
    with world.at(world.ago(days=12)).transaction(clerk) as ctx:
        put_up_wall(ctx, agency_id=world.commune_id, with_dialogue=True, with_disclosures=True)


def _spread(world: World, point: UUID, scores: Sequence[int], first: datetime) -> list[NewAnswer]:
    """Over two working days, one an hour."""
    return [
        _answer(world, point, score, first + timedelta(days=place % 2, hours=place // 2))
        for place, score in enumerate(scores)
    ]


def _answer(
    world: World, point: UUID, score: int, at: datetime, *, channel: Channel = Channel.QR, waited: int | None = None
) -> NewAnswer:  # fmt: skip
    assert world.commune_id is not None
    return NewAnswer(
        id=random_id(), form_id=COUNTER.id, agency_id=world.commune_id, service_point_id=point, at=at, overall=score,
        channel=channel, language="vi", waited=waited,
    )  # fmt: skip
