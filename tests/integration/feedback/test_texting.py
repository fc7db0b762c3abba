"""Where a petition stands, by text message: to the telephone left with it; everyone else gets one answer."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from accounts.roles import Role
from core.actor import ANONYMOUS
from core.notices import Channel, OpenNotice, list_latest_open
from core.outbox import list_waiting
from core.short_text import MARKED, PLAIN
from feedback import services
from feedback.labels import LABELS
from feedback.states import Concerns, PetitionState
from feedback.texting.events import TextReceived
from feedback.texting.models import InboundText
from feedback.texting.services import EACH_AN_HOUR, TextIn, neutral, sweep_texts, take_in
from jobs.handlers.texts import HANDLERS
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk

PHONE, OTHER = "0912 345 678", "0987 654 321"
URL = "http://localhost:8000"


def text_in(desk: Desk, text: str, *, sender: str = "+84912345678", name: str = "") -> bool:
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        count = len(ctx.session.execute(select(InboundText.id)).all())
        return take_in(ctx, TextIn(name or f"m{count}", sender, text))


def answers(desk: Desk, *, times: int = 1) -> list[OpenNotice]:
    with desk.runtime.reading() as ctx:
        waiting = [m for m in list_waiting(ctx.session, now=ctx.now) if m.topic == TextReceived.topic]
    for message in waiting * times:
        HANDLERS[message.topic][0].run(desk.runtime, message)
    with desk.runtime.reading() as ctx:
        return list_latest_open(ctx)


def told(desk: Desk, number: str, *, sender: str = "+84912345678") -> str:
    before = {notice.id for notice in answers(desk)}
    assert text_in(desk, f"TRA {number}", sender=sender)
    (answer,) = [notice for notice in answers(desk) if notice.id not in before]
    assert (answer.channel, answer.to) == (Channel.SMS, sender)
    assert len(answer.text) <= MARKED or (answer.text.isascii() and len(answer.text) <= PLAIN)
    return answer.text


def sent(desk: Desk, concerns: Concerns = Concerns.NOBODY) -> tuple[UUID, str]:
    found = desk.send(concerns, consent=True, phone=PHONE)
    return found.id, found.receipt.number


@pytest.mark.parametrize("sender", ["+84912345678", "84912345678", "0912345678", "0912.345.678"])
def test_the_phone_left_with_it_hears_step_and_date(desk: Desk, sender: str) -> None:
    petition_id, number = sent(desk)
    desk.triage(petition_id)
    assert told(desk, number, sender=sender) == f"Đơn {number}: chờ phân công, hạn 24/03/2026."


def test_a_waiting_question_and_an_end_are_told_without_a_date(desk: Desk) -> None:
    petition_id, number = sent(desk)
    desk.triage(petition_id)
    desk.assign(petition_id)
    desk.start(petition_id)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.ask(ctx, desk.target(petition_id), "Cống nào, gần nhà ai?")
    assert told(desk, number) == f"Đơn {number}: chờ bổ sung."
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.withdraw(ctx, petition_id)
    assert told(desk, number) == f"Đơn {number}: đã rút."


def test_everyone_else_gets_one_answer(desk: Desk) -> None:
    petition_id, number = sent(desk)
    untriaged = told(desk, number)
    desk.triage(petition_id)
    sealed_id, sealed = sent(desk, Concerns.COMMUNE_OFFICIAL)
    desk.triage(sealed_id)
    _, protected = sent(desk, Concerns.COMMUNE_LEADER)
    silent = desk.send()
    desk.triage(silent.id)
    heard = {
        untriaged,
        told(desk, number, sender="+84987654321"),
        told(desk, sealed),
        told(desk, protected),
        told(desk, silent.receipt.number),
        told(desk, "07288-26-AAAA-AAA"),
    }
    assert heard == {neutral(URL)}
    for secret in (number, sealed, protected):
        assert secret not in neutral(URL)


def test_whoever_took_the_phone_back_is_told_nothing(desk: Desk) -> None:
    petition_id, number = sent(desk)
    desk.triage(petition_id)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.erase_contact(ctx, petition_id)
    assert told(desk, number) == neutral(URL)


def test_words_that_ask_nothing_get_the_same_answer(desk: Desk) -> None:
    assert text_in(desk, "Bao giờ sửa cống?")
    (answer,) = answers(desk)
    assert answer.text == neutral(URL)


def test_a_repeated_message_is_answered_once_and_kept_by_nobody(desk: Desk) -> None:
    assert text_in(desk, "TRA gì đó", name="m-1")
    assert not text_in(desk, "TRA gì đó", name="m-1")
    assert len(answers(desk, times=3)) == 1
    assert not text_in(desk, "TRA gì đó", name="m-1")
    with desk.runtime.reading() as ctx:
        assert ctx.session.execute(select(InboundText.sealed)).scalars().all() == [None]


def test_while_it_waits_it_is_sealed(desk: Desk) -> None:
    text_in(desk, "TRA 07288-26-AAAA-AAA")
    with desk.runtime.reading() as ctx:
        (sealed,) = ctx.session.execute(select(InboundText.sealed)).scalars()
    assert sealed is not None
    assert b"84912345678" not in sealed
    assert b"TRA 07288" not in sealed


def test_two_machines_do_not_talk_for_ever(desk: Desk, clock: SteppingClock) -> None:
    assert [text_in(desk, "gì") for _ in range(EACH_AN_HOUR + 2)] == [True] * EACH_AN_HOUR + [False] * 2
    assert text_in(desk, "gì", sender="+84987654321")
    assert not text_in(desk, "gì", sender="VIETTEL")
    assert not text_in(desk, "gì", sender="1900")
    clock.advance(minutes=61)
    assert text_in(desk, "gì")


def test_that_it_came_and_was_answered_is_forgotten_after_a_week(desk: Desk, clock: SteppingClock) -> None:
    text_in(desk, "gì")
    assert len(answers(desk)) == 1
    clock.advance(days=6)
    with desk.runtime.transaction() as ctx:
        assert sweep_texts(ctx) == 0
    clock.advance(days=2)
    with desk.runtime.transaction() as ctx:
        assert sweep_texts(ctx) == 1
        assert list_latest_open(ctx) == []  # nor to which telephone the answer went


def test_each_step_fits_one_message(desk: Desk) -> None:
    longest = max(len(LABELS[state]) for state in PetitionState)
    assert len("Đơn 07288-26-K7Q4-M2X: , hạn 05/12/2026.") + longest <= MARKED
