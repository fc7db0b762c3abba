"""A real drop at the counter is noted once and reaches the head's first page."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from accounts import inbox
from accounts.inbox import OfficialNoticeKind
from accounts.roles import Role
from core.clock import local_date, start_of_day
from jobs.periodic import tell_survey_drops
from surveys.alerts.finding import Alert, last_week, list_alerts
from surveys.alerts.models import SurveyAlert
from tests.support.counters import Counters

GOOD, BAD = (5, 4, 5, 4, 5, 4, 5, 3, 5, 4), (1, 2, 1, 2, 1, 5, 2, 1, 2, 1)


def monday(counters: Counters) -> date:
    return last_week(local_date(counters.runtime.clock()))


def rate_week(counters: Counters, start: date, scores: tuple[int, ...], *, point: int = 0) -> None:
    at: datetime = start_of_day(start + timedelta(days=2)) + timedelta(hours=9)
    counters.rate(*scores, point=point, at=at)


@pytest.fixture
def steady(counters: Counters) -> Counters:
    """Seven good weeks at two counters, then a bad one at the first."""
    last = monday(counters)
    for back in range(1, 8):
        for point in (0, 1):
            rate_week(counters, last - timedelta(weeks=back), GOOD, point=point)
    rate_week(counters, last, GOOD, point=1)
    rate_week(counters, last, BAD)
    return counters


def alerts(counters: Counters) -> list[Alert]:
    with counters.runtime.reading() as ctx:
        return list(list_alerts(ctx, counters.commune, since=date(2000, 1, 1)))


def test_a_drop_reaches_head_and_survey_manager_once(steady: Counters) -> None:
    people = [steady.official(role) for role in (Role.LEADER, Role.SURVEY_MANAGER, Role.INTAKE_CLERK)]
    neighbour = steady.official(Role.LEADER, steady.others)
    for _ in range(2):
        tell_survey_drops(steady.runtime)
    found = alerts(steady)
    places = {one.service_point_id for one in found}
    assert places == {steady.points[0].id, None}  # the counter, and with it all of them together
    counter = next(one for one in found if one.service_point_id)
    assert (counter.week, counter.answers, counter.satisfied) == (monday(steady), 10, 1)
    assert counter.share < counter.low < counter.centre == pytest.approx(0.9)
    told = []
    with steady.runtime.reading() as ctx:
        for person in (*people, neighbour):
            assert person.account_id is not None
            told.append([line.kind for line in inbox.list_unseen(ctx, person.account_id)])
            lines = inbox.list_unseen(ctx, person.account_id)
            assert all(line.params == {"week": monday(steady).isoformat(), "places": 2} for line in lines)
    drop = [OfficialNoticeKind.SURVEY_DROP]
    assert told == [drop, drop, [], []]


def test_what_came_in_late_is_still_told_and_a_figure_once_told_stays(steady: Counters) -> None:
    tell_survey_drops(steady.runtime)
    before = alerts(steady)
    rate_week(steady, monday(steady), BAD, point=1)
    tell_survey_drops(steady.runtime)
    after = alerts(steady)
    assert {one.service_point_id for one in after} == {steady.points[0].id, steady.points[1].id, None}
    assert all(one in after for one in before)


def test_a_steady_counter_and_one_with_few_answers_are_left_alone(counters: Counters) -> None:
    last = monday(counters)
    for back in range(8):
        rate_week(counters, last - timedelta(weeks=back), GOOD)
    for back in range(8):
        rate_week(counters, last - timedelta(weeks=back), GOOD if back else (1, 2, 5, 5), point=1)
    tell_survey_drops(counters.runtime)
    with counters.runtime.reading() as ctx:
        points = ctx.session.scalars(select(SurveyAlert.service_point_id)).all()
    assert points == []
