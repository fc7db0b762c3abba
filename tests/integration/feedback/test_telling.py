"""The sender hears that there is news, in words that give nothing away."""

from __future__ import annotations

from uuid import UUID

import pytest

from core.notices import Channel, OpenNotice, list_latest_open
from core.outbox import Waiting, list_waiting
from feedback.events import SenderToBeTold
from feedback.states import Concerns
from jobs.handlers.feedback import HANDLERS
from tests.support.petitioning import Desk


def run(desk: Desk, *, times: int = 1) -> list[OpenNotice]:
    with desk.runtime.reading() as ctx:
        waiting = [m for m in list_waiting(ctx.session, now=ctx.now) if m.topic == SenderToBeTold.topic]
    for message in waiting * times:
        for handler in HANDLERS[message.topic]:
            handler.run(desk.runtime, message)
    with desk.runtime.reading() as ctx:
        return list_latest_open(ctx)


@pytest.mark.parametrize(
    ("left", "channel"),
    [({"email": "ai@vidu.example", "phone": "0900 000 001"}, Channel.EMAIL), ({"phone": "0900 000 001"}, Channel.SMS)],
)
def test_one_notice_by_the_way_that_was_left(desk: Desk, left: dict[str, str], channel: Channel) -> None:
    sent = desk.send(Concerns.COMMUNE_OFFICIAL, name="Bà Kín", consent=True, **left)
    desk.triage(sent.id)
    (notice,) = run(desk, times=3)
    assert (notice.channel, notice.to) == (channel, left.get("email") or left["phone"])
    words = notice.subject + notice.text
    assert sent.receipt.number in notice.text
    for secret in (sent.receipt.access_code, "Cống", "Bà Kín", "cán bộ", "tố cáo", "Phản ánh"):
        assert secret not in words


def test_who_left_nothing_is_not_told(desk: Desk) -> None:
    desk.triage(desk.send().id)
    assert run(desk) == []


def test_a_petition_that_is_gone_troubles_nobody(desk: Desk) -> None:
    message = Waiting(
        UUID(int=1), SenderToBeTold.topic, 1, {"petition_id": str(UUID(int=2)), "act": "triage"}, desk.runtime.clock()
    )
    HANDLERS[message.topic][0].run(desk.runtime, message)
