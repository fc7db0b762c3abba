"""One kept page may not weigh more than people who share a device: what is more is kept and marked, never refused."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select

from jobs.periodic import TASKS
from surveys import tickets
from surveys.forms import COUNTER
from surveys.models import SurveyAnswer
from surveys.patterns.limits import SHIPPED
from surveys.patterns.models import SurveyPace
from surveys.patterns.pace import TOO_MANY
from surveys.patterns.states import PatternLimit
from surveys.states import Source, Validity
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.counters import Counters

HOUR, DAY, PAGE = (
    SHIPPED[limit].number for limit in (PatternLimit.KEPT_HOUR, PatternLimit.KEPT_DAY, PatternLimit.KEPT_PAGE)
)


def page(counters: Counters, source: Source = Source.CODE) -> str:
    """The ticket of a page opened now."""
    runtime, point = counters.runtime, counters.points[0]
    made = tickets.new_ticket(
        service_point_id=point.id, agency_id=point.agency_id, form_id=COUNTER.id, now=runtime.clock(), source=source
    )
    return tickets.sign_ticket(runtime.keys, made)


def bring(client: CheckingClient, counters: Counters, kept: str, ago: timedelta, device: UUID | None = None) -> Any:
    """Bring one rating that was given so long ago."""
    fields = {"ve": kept, "ma": str(device or uuid4()), "diem": "1", "tuoi": str(int(ago.total_seconds()))}
    return json.loads(client.post(f"/ks/{counters.points[0].code}/gui-sau", fields, status=200).response.data)


def kept_as(counters: Counters) -> dict[Validity, int]:
    a = SurveyAnswer
    with counters.runtime.reading() as ctx:
        rows = ctx.session.execute(
            select(a.validity, a.validity_reason, func.count()).group_by(a.validity, a.validity_reason)
        )
        found = {}
        for validity, reason, number in rows:
            assert (reason == TOO_MANY) == (validity is Validity.SUSPECT)
            found[validity] = number
    return found


def test_more_than_a_family_in_an_hour_is_marked(
    client: CheckingClient, counters: Counters, clock: SteppingClock
) -> None:
    kept = page(counters)
    clock.advance(days=3)
    same = uuid4()
    for _ in range(HOUR):
        # A device that did not hear from us sends it again and again: that is still one.
        assert bring(client, counters, kept, timedelta(hours=30), same) == {"moi": True}
        assert bring(client, counters, kept, timedelta(hours=30), same) == {"moi": False}
        same = uuid4()
    assert kept_as(counters) == {Validity.VALID: HOUR}
    assert bring(client, counters, kept, timedelta(hours=30)) == {"moi": True}
    assert bring(client, counters, kept, timedelta(hours=20)) == {"moi": True}
    assert kept_as(counters) == {Validity.VALID: HOUR + 1, Validity.SUSPECT: 1}
    assert bring(client, counters, page(counters), timedelta(0)) == {"moi": True}
    assert kept_as(counters) == {Validity.VALID: HOUR + 2, Validity.SUSPECT: 1}


def test_a_slow_drip_dated_back_over_weeks_is_bounded(
    client: CheckingClient, counters: Counters, clock: SteppingClock
) -> None:
    """One a few hours, none of them odd by itself, from a page kept for two months."""
    kept = page(counters)
    clock.advance(days=60)
    for number in range(PAGE + 5):
        assert bring(client, counters, kept, timedelta(hours=20 * number)) == {"moi": True}
    assert kept_as(counters) == {Validity.VALID: PAGE, Validity.SUSPECT: 5}


def test_what_is_counted_names_nobody_and_is_forgotten(
    client: CheckingClient, counters: Counters, clock: SteppingClock
) -> None:
    kept, device = page(counters), uuid4()
    bring(client, counters, kept, timedelta(0), device)
    number = tickets.read_kept_ticket(counters.runtime.keys, kept, now=clock())
    assert number is not None
    with counters.runtime.reading() as ctx:
        tags = list(ctx.session.scalars(select(SurveyPace.tag)))
        answer = ctx.session.scalars(select(SurveyAnswer.id)).one()
    assert len(tags) == 3
    known = {number.number.bytes, device.bytes, answer.bytes, number.service_point_id.bytes}
    assert not known & set(tags)
    clock.advance(days=13)
    TASKS["surveys.forget"].run(counters.runtime)
    bring(client, counters, kept, timedelta(0))
    clock.advance(days=1, hours=1)
    TASKS["surveys.forget"].run(counters.runtime)
    with counters.runtime.reading() as ctx:
        # The page's own first count is not renewed by what came later; hour and day of the second answer are its own.
        left = list(ctx.session.scalars(select(SurveyPace.answers).order_by(SurveyPace.answers)))
    assert left == [1, 1]
    assert kept_as(counters) == {Validity.VALID: 2}


def test_a_one_time_code_needs_no_count(client: CheckingClient, counters: Counters) -> None:
    bring(client, counters, page(counters, Source.SLIP), timedelta(0))
    with counters.runtime.reading() as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(SurveyPace)) == 0
