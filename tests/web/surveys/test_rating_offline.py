"""Ratings that waited on a device: once each, dated to when they were given, marked, never dropped in silence."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from agencies.commands import UpdateServicePoint
from agencies.services import update_service_point
from surveys import tickets
from surveys.answering import LATE
from surveys.batches import QUIET, seal_batch, verify_batches
from surveys.commands import MarkAnswers
from surveys.forms import COUNTER, OVERALL, Condition, Question
from surveys.marking import move_answers
from surveys.models import SurveyAnswer, SurveyDay, SurveyForm
from surveys.states import Channel, QuestionKind, Source, Validity
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.counters import Counters
from web.public.surveys.details import conditions_of


def ticket(counters: Counters, source: Source = Source.CODE, number: UUID | None = None) -> str:
    """As a page opened now carries it."""
    runtime, point = counters.runtime, counters.points[0]
    made = tickets.new_ticket(
        service_point_id=point.id, agency_id=point.agency_id, form_id=COUNTER.id, now=runtime.clock(), source=source,
        number=number,
    )  # fmt: skip
    return tickets.sign_ticket(runtime.keys, made)


def bring(client: CheckingClient, counters: Counters, status: int = 200, point: int = 0, **fields: Any) -> Any:
    """Send what was kept; gives what the worker is told."""
    sent = {name.replace("_", "-"): str(value) for name, value in fields.items()}
    return json.loads(client.post(f"/ks/{counters.points[point].code}/gui-sau", sent, status=status).response.data)


def rows(counters: Counters) -> list[Any]:
    a = SurveyAnswer
    with counters.runtime.reading() as ctx:
        wanted = select(a.overall, a.hour, a.channel, a.waited, a.details, a.form_id).order_by(a.hour, a.overall)
        return list(ctx.session.execute(wanted))


def cells(counters: Counters) -> dict[tuple[str, Any], int]:
    d = SurveyDay
    with counters.runtime.reading() as ctx:
        found = ctx.session.execute(select(d.question, d.day, d.c1 + d.c2 + d.c3 + d.c4 + d.c5))
        return {(question, day.isoformat()): number for question, day, number in found if number}


def test_one_kept_page_for_many_people_each_once(
    client: CheckingClient, counters: Counters, clock: SteppingClock
) -> None:
    kept, first = ticket(counters), uuid4()
    clock.advance(days=2)
    for device, face, ago in ((first, 4, 3600 * 26), (uuid4(), 2, 3600 * 25), (first, 4, 3600 * 27)):
        told = bring(client, counters, ve=kept, ma=device, diem=face, tuoi=ago)
        assert "moi" in told
    assert bring(client, counters, ve=kept, ma=first, diem=1, tuoi=5) == {"moi": False}
    now = clock()
    assert [(row.overall, row.waited) for row in rows(counters)] == [(4, 26), (2, 25)]
    assert [now - row.hour < timedelta(hours=27) for row in rows(counters)] == [True, True]
    assert sum(number for (question, _), number in cells(counters).items() if question == LATE) == 2
    assert sum(number for (question, _), number in cells(counters).items() if question == OVERALL) == 2


def test_sent_online_and_again_from_the_device_is_one_answer(client: CheckingClient, counters: Counters) -> None:
    """The network broke after we had saved it: the worker cannot know, and sends the same fields once more."""
    page = client.get(f"/ks/{counters.points[0].code}")
    client.submit_on(page, {"diem": "5"}, follow=False)
    assert bring(client, counters, ve=page_ticket(page), ma="", diem=5, tuoi=40) == {"moi": False}
    device, kept = uuid4(), ticket(counters)
    client.post(f"/ks/{counters.points[0].code}", {"ve": kept, "ma": str(device), "diem": "3"}, status=303)
    assert bring(client, counters, ve=kept, ma=device, diem=3, tuoi=40) == {"moi": False}
    assert [(row.overall, row.waited) for row in rows(counters)] == [(3, None), (5, None)]


def page_ticket(page: Any) -> str:
    return next(element.get("value") or "" for element in page.root.iter() if element.get("name") == "ve")


def test_no_device_dates_an_answer_before_its_page_was_made(
    client: CheckingClient, counters: Counters, clock: SteppingClock
) -> None:
    made = clock()
    kept = ticket(counters)
    clock.advance(hours=40)
    bring(client, counters, ve=kept, ma=uuid4(), diem=5, tuoi=400 * 86400)
    bring(client, counters, ve=kept, ma=uuid4(), diem=4, tuoi="-5")
    hours = [row.hour for row in rows(counters)]
    assert hours == [moment.replace(minute=0, second=0, microsecond=0) for moment in (made, clock())]


def test_what_is_no_longer_asked_or_served_still_counts(
    client: CheckingClient, counters: Counters, clock: SteppingClock
) -> None:
    kept = ticket(counters)
    clock.advance(days=30)
    point = counters.points[0]
    with counters.runtime.transaction() as ctx:
        ctx.session.execute(SurveyForm.__table__.update().values(closed_at=ctx.now))
        update_service_point(ctx, UpdateServicePoint(point.id, point.version, point.number, point.name, active=False))
    assert bring(client, counters, ve=kept, ma=uuid4(), diem=4, tuoi=86400) == {"moi": True}
    [row] = rows(counters)
    assert (row.form_id, row.waited) == (COUNTER.id, 24)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"ve": "A" * 114, "diem": 5}, 422), ({"diem": 5}, 422), ({"p": "A" * 114, "c_attitude": 5}, 422),
    ],
)  # fmt: skip
def test_what_is_not_ours_is_refused_with_a_reason(
    client: CheckingClient, counters: Counters, fields: dict[str, Any], status: int
) -> None:
    assert bring(client, counters, status=status, ma=uuid4(), **fields)["loi"]
    kept = ticket(counters)
    assert bring(client, counters, status=422, point=1, ve=kept, ma=uuid4(), diem=5)["loi"]  # of another counter
    assert bring(client, counters, status=422, ve=kept, ma=uuid4(), diem=9)["loi"]
    assert rows(counters) == []


def test_a_one_time_code_stays_one_answer_whatever_number_the_device_sends(
    client: CheckingClient, counters: Counters, clock: SteppingClock
) -> None:
    slip = ticket(counters, Source.SLIP)
    clock.advance(hours=5)
    assert bring(client, counters, ve=slip, ma=uuid4(), diem=5, tuoi=7200) == {"moi": True}
    assert bring(client, counters, ve=slip, ma=uuid4(), diem=1, tuoi=60) == {"moi": False}
    screen = ticket(counters, Source.SCREEN)
    clock.advance(days=3)
    bring(client, counters, ve=screen, ma=uuid4(), diem=3, tuoi=60)
    # A page seen on the hall's screen once proves nothing days later.
    assert [row.channel for row in rows(counters)] == [Channel.SLIP, Channel.QR]


def test_the_second_page_is_brought_later_too(client: CheckingClient, counters: Counters, clock: SteppingClock) -> None:
    sent = client.submit(f"/ks/{counters.points[0].code}", {"diem": "2"}, follow=False)
    receipt = sent.location.partition("p=")[2]
    clock.advance(hours=2)
    assert bring(client, counters, p=receipt, c_attitude=2, loi_nhan="Chờ lâu") == {"moi": True}
    assert bring(client, counters, p=receipt, c_attitude=5) == {"moi": False}
    [row] = rows(counters)
    assert row.details == {"attitude": 2}


def test_faces_first_and_more_after_them_are_one_answer_whichever_way_they_come(
    client: CheckingClient, counters: Counters, clock: SteppingClock
) -> None:
    """The device brings what grew as a whole; or its page is sent straight to us, when the worker is gone."""
    first, second, kept = uuid4(), uuid4(), ticket(counters)
    address = f"/ks/{counters.points[0].code}/noi-them"
    assert 'name="c-attitude"' in client.get(address).markup
    client.get("/ks/ZZZZZZ/noi-them", status=404)
    clock.advance(hours=30)
    bring(client, counters, ve=kept, ma=first, diem=2, tuoi=3600)
    bring(client, counters, ve=kept, ma=first, diem=2, tuoi=3700, c_attitude=1, loi_nhan="Chờ lâu")
    sent = {"ve": kept, "ma": str(second), "diem": "5", "kenh": "qr", "c-attitude": "4", "loi-nhan": ""}
    assert "Đã nhận cả phần thêm" in client.follow(client.post(address, sent)).text
    client.post(address, {**sent, "ve": "A" * 114}, status=422)
    assert [(row.overall, row.details, row.waited) for row in rows(counters)] == [
        (2, {"attitude": 1}, 1), (5, {"attitude": 4}, None),
    ]  # fmt: skip


def test_late_answers_hold_in_the_chain_and_move_with_their_counts(
    client: CheckingClient, counters: Counters, clock: SteppingClock
) -> None:
    kept = ticket(counters)
    clock.advance(days=1)
    bring(client, counters, ve=kept, ma=uuid4(), diem=4, tuoi=7200, c_attitude=3)
    clock.advance(seconds=int(QUIET.total_seconds()))
    with counters.runtime.transaction() as ctx:
        assert seal_batch(ctx) == 1
        assert list(verify_batches(ctx)) == []
    [row] = rows(counters)
    command = MarkAnswers(counters.points[0].id, row.hour, Validity.EXCLUDED, "thử")
    with counters.runtime.transaction() as ctx:
        assert move_answers(ctx, command.service_point_id, command.hour, command.validity, command.reason) == 1
    d = SurveyDay
    with counters.runtime.reading() as ctx:
        marked = dict(ctx.session.execute(select(d.question, d.c4).where(d.validity == Validity.EXCLUDED)).all())
        ctx.session.rollback()
    assert (marked[OVERALL], marked[LATE]) == (1, 1)
    with counters.runtime.transaction() as ctx:
        ctx.session.execute(SurveyAnswer.__table__.update().values(waited=1))
        assert [broken.reason for broken in verify_batches(ctx)]


def test_the_worker_looks_after_nothing_but_surveys(client: CheckingClient) -> None:
    answer = client.get("/ks/worker.js").response
    assert answer.mimetype == "text/javascript"
    assert "Service-Worker-Allowed" not in answer.headers
    assert "Set-Cookie" not in client.get("/ks/cho-gui").response.headers


def test_moments_before_the_epoch_of_a_ticket_do_no_harm(client: CheckingClient, counters: Counters) -> None:
    early = datetime.fromtimestamp(0, UTC)
    point = counters.points[0]
    made = tickets.new_ticket(service_point_id=point.id, agency_id=point.agency_id, form_id=COUNTER.id, now=early)
    assert bring(client, counters, ve=tickets.sign_ticket(counters.runtime.keys, made), diem=5, tuoi="9" * 9)
    [row] = rows(counters)
    assert row.waited == 32_767 or row.waited > 0


def test_a_page_with_all_questions_knows_what_each_depends_on_as_it_is_sent() -> None:
    """A number is stored by its place in its range, and sent as the number it is."""
    when = (Condition(OVERALL, (1, 2)), Condition("minutes", (3, 4)))
    form = replace(
        COUNTER, questions=(
            COUNTER.questions[0], Question("minutes", QuestionKind.NUMBER, "Phút", "Phút", low=10, high=60),
            Question("why", QuestionKind.TEXT, "Vì sao", "Vì sao", when=when[0]),
            Question("long", QuestionKind.YES_NO, "Lâu", "Lâu", when=when[1]),
        ),
    )  # fmt: skip
    assert conditions_of(form) == {"why": (OVERALL, "1 2"), "long": ("minutes", "12 13")}
