"""The search pages: marked hits, numbers, a phone that stands in no address."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from feedback.states import Concerns, PetitionKind
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk

SEARCH, PHONE = "/can-bo/don-thu/tim", "/can-bo/don-thu/tim-so-dien-thoai"
pytestmark = pytest.mark.query_budget(36)


def test_hits_are_marked_and_what_was_written_stays_text(desk: Desk, clerk: CheckingClient) -> None:
    sent = desk.send(what="Nước ngập <b>đường</b> đê cả tuần.")
    desk.triage(sent.id, title="Đường đê")
    page = clerk.get(f"{SEARCH}?q=duong+de")
    assert [mark.text for mark in page.all("mark")] == ["Đường", "đê", "đường", "đê"]
    assert "&lt;b&gt;" in page.markup
    glance = clerk.get(f"{SEARCH}?q=duong+de&xem={sent.id}")
    assert "Mở đơn để làm việc" in glance.text


def test_words_and_filters_combine(
    desk: Desk, clerk: CheckingClient, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind, title in ((PetitionKind.PROPOSAL, "Rác ở chợ"), (PetitionKind.REPORT, "Rác bờ kênh")):
        desk.triage(desk.send(what="Rác đổ đã lâu.").id, kind, title=title)
        clock.advance(minutes=1)
    page = clerk.get(f"{SEARCH}?q=rac&loai=proposal")
    assert "Rác ở chợ" in page.text
    assert "Rác bờ kênh" not in page.text
    assert [one.text for one in page.all("option") if "selected" in one.attrib] == ["Kiến nghị"]
    assert "Không thấy đơn nào" in clerk.get(f"{SEARCH}?q=rac&loai=proposal&buoc=closed").text
    monkeypatch.setattr("feedback.queries.search.LOOKED_AT", 1)
    page = clerk.get(f"{SEARCH}?q=rac&loai=proposal")
    assert "Chưa thấy đơn nào đúng" in page.text
    assert "Rác ở chợ" in clerk.get(next(link for link in page.links() if "sau=" in link)).text


def test_a_number_leads_to_its_petition(desk: Desk, clerk: CheckingClient) -> None:
    number = desk.send().receipt.number
    page = clerk.get(f"{SEARCH}?q={number.split('-')[2]}")
    assert number.split("-")[2] in page.text
    assert "Nội dung được giữ kín." in page.text


def test_nothing_sealed_is_found_and_the_page_says_why(desk: Desk, clerk: CheckingClient) -> None:
    sent = desk.send(Concerns.COMMUNE_OFFICIAL, what="Cán bộ vòi tiền.")
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO)
    page = clerk.get(f"{SEARCH}?q=vòi+tiền")
    assert "Không thấy đơn nào" in page.text
    assert "vòi tiền." not in page.text


def test_a_phone_is_posted_and_found_by_the_desk_alone(
    desk: Desk, client: CheckingClient, clerk: CheckingClient
) -> None:
    desk.triage(desk.send(name="Bà Kín Đáo", phone="0912345678", consent=True).id)
    page = clerk.submit(PHONE, {"phone": "0912 345 678"}, status=200)
    assert "Cống tắc" in page.text
    assert "Kín Đáo" not in page.text
    clerk.submit(PHONE, {"phone": "bà Kín"}, status=422)
    leader = desk.officials.sign_in(client.another(), Role.LEADER)
    leader.get(PHONE, status=403)
    assert "số điện thoại người gửi" not in leader.get(SEARCH).text


def test_long_and_odd_questions_are_harmless(desk: Desk, clerk: CheckingClient) -> None:
    for query in ("a" * 5000, "%22%22%22", "%00", "đ" * 300, "NOT+AND+OR", "%F0%9F%98%80"):
        clerk.get(f"{SEARCH}?q={query}&sau=khong&noi=x&xem=1")
