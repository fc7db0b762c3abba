"""A citizen answers the handler's question by its link: no account, no number, no code, no script."""

from __future__ import annotations

import io
import re

import pytest

from accounts.roles import Role
from core.actor import ANONYMOUS
from feedback import services
from feedback.links.services import issue_link
from feedback.states import Concerns, PetitionState
from tests.support.checking_client import Answer, CheckingClient
from tests.support.clock import SteppingClock
from tests.support.petitioning import WHAT, Desk
from tests.support.recordings import m4a
from tests.web.petitions.test_writing import photo

pytestmark = pytest.mark.query_budget(36)
QUESTION, ANSWER = "Cống nào, gần nhà ai?", "Cống trước nhà văn hoá thôn."


def ask(desk: Desk, concerns: Concerns = Concerns.NOBODY) -> str:
    """A petition that waits for its sender; gives its id's page of the desk."""
    petition_id = desk.in_progress(concerns)
    desk.extra["asked"] = petition_id
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.ask(ctx, desk.target(petition_id), QUESTION)
    return f"/can-bo/don-thu/{petition_id}"


@pytest.fixture
def address(desk: Desk) -> str:
    """The link to a question."""
    ask(desk)
    with desk.runtime.transaction() as ctx:
        issued = issue_link(ctx, desk.extra["asked"], days=30)
    assert issued is not None
    return f"/hoi/{issued.secret}"


def is_the_neutral_page(page: Answer) -> bool:
    return page.h1 == "Đường dẫn này không còn dùng được" and QUESTION not in page.text


def test_the_page_shows_the_question_and_nothing_else(client: CheckingClient, desk: Desk, address: str) -> None:
    page = client.get(address)
    assert QUESTION in page.text
    case = desk.case(desk.extra["asked"])
    for secret in (WHAT, case.title, case.number, "Cống tắc"):
        assert secret not in page.text
    headers = page.response.headers
    assert "Set-Cookie" not in headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in headers["X-Robots-Tag"]
    assert 'name="robots" content="noindex"' in page.markup
    assert client.get(address.lower().replace("/HOI", "/hoi")).text == page.text  # as typed from paper


def test_an_answer_with_photos_and_files_goes_on_with_the_case(
    client: CheckingClient, desk: Desk, address: str, handler: CheckingClient
) -> None:
    page = client.get(address)
    fields = {"text": ANSWER, "photos": (photo(), "a.jpg"), "voice": (io.BytesIO(m4a(20)), "loi.m4a")}
    thanks = client.submit_on(page, fields)
    assert thanks.path == "/hoi/da-nhan"
    assert ANSWER not in thanks.text
    assert desk.case(desk.extra["asked"]).state is PetitionState.IN_PROGRESS
    case = handler.get(f"/can-bo/don-thu/{desk.extra['asked']}")
    assert ANSWER in case.text
    assert "Ảnh 1" in case.text
    assert "Ghi âm" in case.text
    assert handler.get(str(case.one("a", class_="attachment").get("href"))).response.mimetype == "image/jpeg"


def test_sending_twice_is_thanked_twice_and_counted_once(client: CheckingClient, desk: Desk, address: str) -> None:
    page = client.get(address)
    assert client.submit_on(page, {"text": ANSWER}).path == "/hoi/da-nhan"
    version = desk.case(desk.extra["asked"]).version
    assert client.submit_on(page, {"text": ANSWER}).path == "/hoi/da-nhan"
    assert desk.case(desk.extra["asked"]).version == version
    assert is_the_neutral_page(client.get(address, status=404))


def test_wrong_old_and_settled_links_look_the_same(
    client: CheckingClient, desk: Desk, address: str, clock: SteppingClock
) -> None:
    wrong = client.get("/hoi/K7Q4M2XCK7Q4M2XCK7Q4M2XC", status=404)
    page = client.get(address)
    clock.advance(days=40)
    old = client.get(address, status=404)
    assert is_the_neutral_page(wrong)
    assert wrong.text == old.text
    assert is_the_neutral_page(client.submit_on(page, {"text": ANSWER}, status=404))
    assert desk.case(desk.extra["asked"]).state is PetitionState.AWAITING_INFO


def test_withdrawn_meanwhile(client: CheckingClient, desk: Desk, address: str) -> None:
    page = client.get(address)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.withdraw(ctx, desk.extra["asked"])
    assert is_the_neutral_page(client.submit_on(page, {"text": ANSWER}, status=404))


def test_a_gap_loses_no_word_and_leaves_no_file(client: CheckingClient, desk: Desk, address: str) -> None:
    page = client.get(address)
    short = client.submit_on(page, {"text": "Đây"}, status=422)
    assert short.one("textarea", id="text").text == "Đây"
    broken = {"text": ANSWER, "photos": (photo(), "a.jpg"), "file": (io.BytesIO(b"no pdf"), "b.pdf")}
    refused = client.submit_on(page, broken, status=422)
    assert ANSWER in refused.text
    assert not [path for path in (desk.runtime.settings.data_dir / "files").rglob("*") if path.is_file()]
    assert desk.case(desk.extra["asked"]).state is PetitionState.AWAITING_INFO


def test_the_desk_hands_it_over_on_paper(client: CheckingClient, desk: Desk, clerk: CheckingClient) -> None:
    page = clerk.get(ask(desk))
    sheet = clerk.submit_on(page, {}, action=f"/can-bo/don-thu/{desk.extra['asked']}/giay-hoi")
    assert QUESTION in sheet.text
    found = re.search(r"localhost:8000(/hoi/[2-9A-Z-]{29})", sheet.text)
    assert found is not None
    assert client.submit(found[1], {"text": ANSWER}).path == "/hoi/da-nhan"
    clerk.get(f"/can-bo/don-thu/{desk.extra['asked']}/giay-hoi", status=404)


def test_the_sheet_is_for_whoever_made_it(desk: Desk, clerk: CheckingClient, handler: CheckingClient) -> None:
    page = clerk.get(ask(desk))
    clerk.submit_on(page, {}, action=f"/can-bo/don-thu/{desk.extra['asked']}/giay-hoi")
    handler.get(f"/can-bo/don-thu/{desk.extra['asked']}/giay-hoi", status=404)


def test_of_a_sealed_petition_there_is_no_paper(desk: Desk, handler: CheckingClient) -> None:
    page = handler.get(ask(desk, Concerns.COMMUNE_OFFICIAL))
    assert "giay-hoi" not in page.markup
    token = next(field.get("value") for field in page.all("input") if field.get("name") == "csrf_token")
    handler.post(f"/can-bo/don-thu/{desk.extra['asked']}/giay-hoi", {"csrf_token": token}, status=403)


def test_taking_back_the_contact_ends_the_link(client: CheckingClient, desk: Desk) -> None:
    sent = desk.send(consent=True, email="ai@vidu.example")
    desk.triage(sent.id)
    desk.assign(sent.id)
    desk.start(sent.id)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.ask(ctx, desk.target(sent.id), QUESTION)
    with desk.runtime.transaction() as ctx:
        issued = issue_link(ctx, sent.id, days=30)
    assert issued is not None
    client.submit("/tra-cuu", {"number": sent.receipt.number, "code": sent.receipt.access_code})
    client.submit("/tra-cuu/don/xoa-lien-lac", {"sure": "y"})
    client.get(f"/hoi/{issued.secret}", status=404)


def test_photos_may_come_behind_the_code_too(client: CheckingClient, desk: Desk) -> None:
    sent = desk.send(Concerns.COMMUNE_OFFICIAL)
    desk.triage(sent.id)
    desk.assign(sent.id)
    desk.start(sent.id)
    for _ in range(5):
        with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
            services.ask(ctx, desk.target(sent.id), QUESTION)
        client.submit("/tra-cuu", {"number": sent.receipt.number, "code": sent.receipt.access_code})
        two = {"photos": [(photo(), "a.jpg"), (photo(), "b.jpg")]}
        page = client.submit("/tra-cuu/don/bo-sung", {"text": ANSWER, **two})
        assert page.path == "/tra-cuu/don"
    assert page.markup.count('class="attachment"') == 10
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.ask(ctx, desk.target(sent.id), QUESTION)
    full = client.submit("/tra-cuu/don/bo-sung", {"text": ANSWER, "photos": (photo(), "a.jpg")}, status=422)
    assert "không nhận thêm được nữa" in full.text
    assert client.submit("/tra-cuu/don/bo-sung", {"text": ANSWER}).path == "/tra-cuu/don"
