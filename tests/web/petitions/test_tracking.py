"""The sender follows the petition with number and code."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from casework.numbers import PER_NUMBER_AND_NETWORK
from feedback import services
from feedback.states import PetitionState
from tests.support.checking_client import Answer, CheckingClient
from tests.support.clock import SteppingClock
from tests.support.petitioning import WHAT, Desk, Sent

pytestmark = pytest.mark.query_budget(25)


def follow(client: CheckingClient, sent: Sent) -> Answer:
    fields = {"number": sent.receipt.number, "code": sent.receipt.access_code.lower()}
    return client.submit("/tra-cuu", fields)


def work(desk: Desk, sent: Sent) -> None:
    desk.triage(sent.id)
    desk.assign(sent.id)
    desk.start(sent.id)


def test_number_and_code_open_the_page(client: CheckingClient, desk: Desk) -> None:
    sent = desk.send()
    page = follow(client, sent)
    assert page.path == "/tra-cuu/don"
    assert "Còn 10 ngày làm việc" in page.text
    assert "Vì sao là ngày này?" in page.text
    assert page.response.headers["Cache-Control"] == "no-store"


def test_unknown_number_and_wrong_code_look_the_same(client: CheckingClient, desk: Desk) -> None:
    sent = desk.send()
    wrong = client.submit("/tra-cuu", {"number": sent.receipt.number, "code": "AAAA-AAAA-AAAA"}, status=422)
    unknown = client.submit("/tra-cuu", {"number": "07288-26-AAAA-AAA", "code": sent.receipt.access_code}, status=422)
    assert wrong.one("ul", class_="govuk-error-summary__list") is not None
    assert wrong.h1 == unknown.h1
    errors = [[text for text in page.text.split(".") if "chưa khớp" in text] for page in (wrong, unknown)]
    assert errors[0] == errors[1] != []
    assert sent.receipt.access_code not in wrong.markup


def test_guessing_is_stopped_and_said_plainly(client: CheckingClient, desk: Desk) -> None:
    sent = desk.send()
    for _ in range(PER_NUMBER_AND_NETWORK):
        client.submit("/tra-cuu", {"number": sent.receipt.number, "code": "AAAA"}, status=422)
    page = client.submit("/tra-cuu", {"number": sent.receipt.number, "code": "AAAA"}, status=422)
    assert "Đã thử sai nhiều lần" in page.text
    right = {"number": sent.receipt.number, "code": sent.receipt.access_code}
    assert WHAT in client.submit("/tra-cuu", right).text  # nobody's wrong tries lock the sender out


def test_the_number_may_come_filled_in(client: CheckingClient, desk: Desk) -> None:
    page = client.get("/tra-cuu?so=07288-26-AAAA-AAA")
    assert page.one("input", id="number").get("value") == "07288-26-AAAA-AAA"


def test_without_the_code_nothing_is_shown(client: CheckingClient, desk: Desk) -> None:
    sent = desk.send()
    for path in ("", "/bo-sung", "/nhan-xet", "/rut", "/anh/00000000-0000-0000-0000-000000000000"):
        assert client.get(f"/tra-cuu/don{path}", status=303).location == "/tra-cuu"
    follow(client, sent)
    assert client.another().get("/tra-cuu/don", status=303).location == "/tra-cuu"


def test_the_page_closes_after_two_hours_or_when_asked(
    client: CheckingClient, desk: Desk, clock: SteppingClock
) -> None:
    sent = desk.send()
    page = follow(client, sent)
    client.submit_on(page, {}, action="/tra-cuu/don/dong")
    client.get("/tra-cuu/don", status=303)
    follow(client, sent)
    clock.advance(hours=3)
    client.get("/tra-cuu/don", status=303)


def test_answering_a_question(client: CheckingClient, desk: Desk) -> None:
    sent = desk.send()
    work(desk, sent)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.ask(ctx, desk.target(sent.id), "Cống nào, gần nhà ai?")
    page = follow(client, sent)
    assert "Cống nào, gần nhà ai?" in page.text
    assert "Đang tạm dừng" in page.text
    client.submit("/tra-cuu/don/bo-sung", {"text": "x"}, status=422)
    after = client.submit("/tra-cuu/don/bo-sung", {"text": "Cống trước nhà văn hóa."})
    assert "Bà con đã bổ sung" in after.text
    assert desk.case(sent.id).state is PetitionState.IN_PROGRESS


def test_reading_and_judging_the_answer(client: CheckingClient, desk: Desk) -> None:
    sent = desk.send()
    work(desk, sent)
    desk.propose(sent.id, "Đã nạo vét cống hôm qua.", "Đã nạo vét.")
    assert "Đã nạo vét cống hôm qua" not in follow(client, sent).text
    desk.approve(sent.id)
    assert "Đã nạo vét cống hôm qua" in client.get("/tra-cuu/don").text
    client.submit("/tra-cuu/don/nhan-xet", {}, status=422)
    low = client.submit("/tra-cuu/don/nhan-xet", {"rating": "1", "comment": "Cống vẫn tắc như cũ."}, status=200)
    assert low.h1 == "Bà con chưa đồng ý ở chỗ nào?"
    chosen = {"doubts": ["not_done"], "way": "reopen"}
    client.submit_on(low, {**chosen, "doubts": []}, status=422)
    after = client.submit_on(low, chosen)  # stars and words were carried over
    assert "Xem lại" in after.text
    assert desk.case(sent.id).state is PetitionState.REOPENED


def test_withdrawing(client: CheckingClient, desk: Desk) -> None:
    sent = desk.send()
    follow(client, sent)
    after = client.submit("/tra-cuu/don/rut", {"part": "all", "text": "Đã xong"})
    assert "Đã rút" in after.text
    assert desk.case(sent.id).state is PetitionState.WITHDRAWN
    client.submit("/tra-cuu/don/rut", {}, status=422)
