"""A paper on its sender's page: what it is, when it reached them, until when what; and nothing by looking alone."""

from __future__ import annotations

from uuid import UUID

import pytest

from core.notices import list_latest_open
from core.outbox import list_waiting
from feedback.delivery.states import DeliveryAct, DeliveryState, Way
from feedback.papers.states import PaperKind
from feedback.proceedings.states import Step
from feedback.states import Concerns
from jobs.handlers.deliveries import HANDLERS
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.delivering import NUMBER, Mailroom
from tests.support.petitioning import Desk, Sent
from tests.support.proceeding import Court

pytestmark = pytest.mark.query_budget(36)


def decided(desk: Desk, concerns: Concerns = Concerns.NOBODY, **left: object) -> tuple[Sent, UUID]:
    court, sent = Court(desk), desk.send(concerns, **left)
    court.formalise(sent.id)
    desk.assign(sent.id)
    court.take(sent.id, Step.ACCEPT, court.leader)
    court.take(sent.id, Step.REPORT, court.handler)
    paper_id = Mailroom(desk).issued(sent.id)
    court.take(sent.id, Step.DECIDE, court.leader)
    return sent, paper_id


def follow(client: CheckingClient, sent: Sent) -> CheckingClient:
    client.submit("/tra-cuu", {"number": sent.receipt.number, "code": sent.receipt.access_code})
    return client


def test_looking_is_not_receiving_and_opening_is(desk: Desk, client: CheckingClient, clock: SteppingClock) -> None:
    sent, paper_id = decided(desk)
    room, page = Mailroom(desk), f"/tra-cuu/don/van-ban/{paper_id}"
    tracked = follow(client, sent).get("/tra-cuu/don")
    assert f"số {NUMBER}/QĐ-UBND" in tracked.text
    shown = client.get(page)
    assert "Thời hạn tính từ ngày bà con nhận được văn bản" in shown.text
    assert client.get(f"{page}/tep.pdf", status=303).location == page  # an address that somebody guessed opens nothing
    assert room.one(paper_id, Way.PAGE).state is DeliveryState.SENT
    client.submit(page, {}, action=f"{page}/tep.pdf", follow=False)
    assert room.one(paper_id, Way.PAGE).state is DeliveryState.REACHED
    got = client.get(f"{page}/tep.pdf")
    assert got.response.headers["Content-Type"] == "application/pdf"
    assert got.response.headers["Cache-Control"] == "no-store"
    shown = client.get(page)
    for told in ("Khiếu nại lần hai", "Khởi kiện ra toà án", "Quyết định có hiệu lực", "Vì sao là ngày này?",
                 "Tự tính lại ngày này", "mở văn bản trên trang tra cứu"):  # fmt: skip
        assert told in shown.text, told
    with_answer = client.get(next(one for one in shown.links() if one.startswith("/tinh-han?")))
    assert "Hạn: hết" in with_answer.text


def test_nobody_without_the_code_opens_it_and_no_other_sender(desk: Desk, client: CheckingClient) -> None:
    _, paper_id = decided(desk)
    other = desk.send()
    page = f"/tra-cuu/don/van-ban/{paper_id}"
    client.get(page, status=303)
    client.get(f"{page}/tep.pdf", status=303)
    follow(client, other).get(page, status=404)
    client.get(f"{page}/tep.pdf", status=404)


def test_what_is_written_to_the_other_side_is_not_on_the_senders_page(desk: Desk, client: CheckingClient) -> None:
    sent, _ = decided(desk)
    told = Mailroom(desk).issued(sent.id, PaperKind.DENUNCIATION_TOLD)
    follow(client, sent).get(f"/tra-cuu/don/van-ban/{told}", status=404)
    assert str(told) not in client.get("/tra-cuu/don").text


@pytest.mark.parametrize("concerns", [Concerns.NOBODY, Concerns.COMMUNE_OFFICIAL])
@pytest.mark.parametrize("left", [{"email": "ai@vidu.example"}, {"phone": "0900 000 001"}])
def test_word_goes_out_without_a_word_of_it_and_of_a_sealed_case_none(
    desk: Desk, concerns: Concerns, left: dict[str, str]
) -> None:
    sent, paper_id = decided(desk, concerns, name="Bà Kín", consent=True, **left)
    with desk.runtime.reading() as ctx:
        waiting = [one for one in list_waiting(ctx.session, now=ctx.now) if one.topic in HANDLERS]
        before = {one.id for one in list_latest_open(ctx)}
    for message in waiting * 2:
        for handler in HANDLERS[message.topic]:
            handler.run(desk.runtime, message)
    with desk.runtime.reading() as ctx:
        told = [one for one in list_latest_open(ctx) if one.id not in before]
    if concerns is not Concerns.NOBODY:
        assert told == []
        return
    (notice,) = told
    assert sent.receipt.number in notice.text
    for word in (str(NUMBER), "khiếu nại", "quyết định", sent.receipt.access_code, "Bà Kín"):
        assert word.lower() not in f"{notice.subject} {notice.text}".lower(), word
    way = Way.EMAIL if left.get("email") else Way.SMS
    assert Mailroom(desk).one(paper_id, way).state is DeliveryState.PLANNED


def test_how_it_arrived_is_told_in_plain_words(desk: Desk, client: CheckingClient, clock: SteppingClock) -> None:
    sent, paper_id = decided(desk)
    room = Mailroom(desk)
    letter = room.one(paper_id, Way.POST).id
    room.record(letter, DeliveryAct.SEND)
    clock.advance(days=4)
    room.record(letter, DeliveryAct.REACH)
    shown = follow(client, sent).get(f"/tra-cuu/don/van-ban/{paper_id}")
    assert "bưu điện báo đã phát, có phiếu" in shown.text
    assert "đang chờ cơ quan có thẩm quyền xác nhận" in shown.text
    assert "Nhận và mở văn bản" in shown.text  # received by post, the page not opened yet
