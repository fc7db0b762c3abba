"""The sender hears that there is news, in words that give nothing away."""

from __future__ import annotations

import re
from uuid import UUID

import pytest

from accounts.roles import Role
from core.actor import ANONYMOUS
from core.notices import Channel, OpenNotice, list_latest_open
from core.outbox import Waiting, list_waiting
from core.short_text import MARKED, PLAIN
from feedback import services
from feedback.events import SenderToBeTold
from feedback.links.services import find_asked
from feedback.states import Concerns
from jobs.handlers import HANDLERS as ALL_HANDLERS
from jobs.handlers.senders import HANDLERS
from tests.support.petitioning import Desk


def run(desk: Desk, *, times: int = 1) -> list[OpenNotice]:
    with desk.runtime.reading() as ctx:
        waiting = [m for m in list_waiting(ctx.session, now=ctx.now) if m.topic == SenderToBeTold.topic]
    for message in waiting * times:
        for handler in HANDLERS[message.topic]:
            handler.run(desk.runtime, message)
    with desk.runtime.reading() as ctx:
        return list_latest_open(ctx)


WAYS = [
    ({"email": "ai@vidu.example", "phone": "0900 000 001"}, Channel.EMAIL),
    ({"phone": "0900 000 001"}, Channel.SMS),
]
ASKED = re.compile(r"http://localhost:8000/hoi/([2-9A-Z]{24})\b")


@pytest.mark.parametrize(("left", "channel"), WAYS)
def test_one_notice_by_the_way_that_was_left(desk: Desk, left: dict[str, str], channel: Channel) -> None:
    sent = desk.send(name="Bà Kín", consent=True, **left)
    desk.triage(sent.id)
    (notice,) = run(desk, times=3)
    assert (notice.channel, notice.to) == (channel, left.get("email") or left["phone"])
    assert sent.receipt.number in notice.text
    assert_nothing_told(notice, sent.receipt.access_code)
    assert channel is Channel.EMAIL or fits_one_message(notice.text)


def test_of_a_sealed_petition_only_the_mailbox_hears(desk: Desk) -> None:
    silent = desk.send(Concerns.COMMUNE_OFFICIAL, name="Bà Kín", consent=True, phone="0900 000 001")
    told = desk.send(Concerns.COMMUNE_OFFICIAL, name="Bà Kín", consent=True, email="ai@vidu.example")
    for sent in (silent, told):
        desk.triage(sent.id)
    (notice,) = run(desk)
    assert notice.to == "ai@vidu.example"
    assert_nothing_told(notice, told.receipt.access_code)


@pytest.mark.parametrize(("left", "channel"), WAYS)
def test_a_question_comes_with_the_link_that_opens_it(desk: Desk, left: dict[str, str], channel: Channel) -> None:
    sent = desk.send(consent=True, **left)
    ask(desk, sent.id)
    notices = run(desk, times=2)
    (asked,) = [notice for notice in notices if ASKED.search(notice.text)]
    assert asked.channel is channel
    assert_nothing_told(asked, sent.receipt.access_code)
    assert "Ngập tới đâu" not in asked.text
    assert channel is Channel.EMAIL or fits_one_message(asked.text)
    found = ASKED.search(asked.text)
    assert found is not None
    with desk.runtime.reading(ANONYMOUS) as ctx:
        opened = find_asked(ctx, found[1])
    assert opened is not None
    assert opened.question == "Ngập tới đâu, ngày nào?"


def test_a_question_of_a_sealed_petition_brings_no_link(desk: Desk) -> None:
    sent = desk.send(Concerns.COMMUNE_OFFICIAL, consent=True, email="ai@vidu.example")
    ask(desk, sent.id)
    texts = {notice.text for notice in run(desk)}
    assert len(texts) == 1  # the same words as for any other news
    assert "/hoi/" not in texts.pop()


def test_what_was_answered_before_the_notice_left_needs_no_link(desk: Desk) -> None:
    sent = desk.send(consent=True, email="ai@vidu.example")
    ask(desk, sent.id)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.supplement(ctx, sent.id, "Ngập tới đầu gối.")
    assert not any("/hoi/" in notice.text for notice in run(desk))


def test_a_notice_that_left_is_forgotten_with_its_link(desk: Desk) -> None:
    sent = desk.send(consent=True, email="ai@vidu.example")
    ask(desk, sent.id)
    for notice in run(desk):
        message = Waiting(notice.id, "notice.queued", 1, {"notice_id": str(notice.id)}, desk.runtime.clock())
        ALL_HANDLERS[message.topic][0].run(desk.runtime, message)
    with desk.runtime.reading() as ctx:
        assert {notice.text for notice in list_latest_open(ctx)} == {""}


def ask(desk: Desk, petition_id: UUID) -> None:
    desk.triage(petition_id)
    desk.assign(petition_id)
    desk.start(petition_id)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.ask(ctx, desk.target(petition_id), "Ngập tới đâu, ngày nào?")


def assert_nothing_told(notice: OpenNotice, access_code: str) -> None:
    words = notice.subject + notice.text
    for secret in (access_code, "Cống", "Cong tac", "Bà Kín", "cán bộ", "tố cáo", "Phản ánh"):
        assert secret not in words


def fits_one_message(text: str) -> bool:
    return len(text) <= MARKED or (text.isascii() and len(text) <= PLAIN)


def test_who_left_nothing_is_not_told(desk: Desk) -> None:
    desk.triage(desk.send().id)
    assert run(desk) == []


def test_a_petition_that_is_gone_troubles_nobody(desk: Desk) -> None:
    message = Waiting(
        UUID(int=1), SenderToBeTold.topic, 1, {"petition_id": str(UUID(int=2)), "act": "triage"}, desk.runtime.clock()
    )
    HANDLERS[message.topic][0].run(desk.runtime, message)
