"""The queue's tools: filters, batches, handing over, remarks, canned answers, the conflict page, keys, today."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from feedback.states import Concerns, PetitionKind, PetitionState
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.petitioning import WHAT, Desk

QUEUE = "/can-bo/don-thu"
pytestmark = pytest.mark.query_budget(36)


def test_filters_combine_and_are_kept_under_a_name(desk: Desk, clerk: CheckingClient) -> None:
    desk.triage(desk.send().id, title="Cống tắc")
    desk.triage(desk.send().id, PetitionKind.PROPOSAL, title="Xin sửa mương")
    page = clerk.get(f"{QUEUE}?muc=open&loai=proposal&linh-vuc=infrastructure")
    assert "Xin sửa mương" in page.text
    assert "Cống tắc" not in page.text
    assert "1 đơn" in page.text
    address = f"{QUEUE}?muc=open&loai=proposal&loc=1"
    kept = clerk.submit(address, {"name": "Kiến nghị"}, action="/bo-loc")
    assert "Bộ lọc của tôi" in kept.text
    assert "Bỏ bộ lọc “Kiến nghị”" in clerk.get(address).text
    forgotten = clerk.submit(address, {}, action="/bo")
    assert "Bộ lọc của tôi" not in forgotten.text
    clerk.get(f"{QUEUE}?muc=open&loai=khong-co&buoc=x&han=y&nguoi=z&noi=1&nguon=2")


def test_the_way_back_leads_to_the_list_one_came_from(desk: Desk, clerk: CheckingClient) -> None:
    petition_id = desk.send().id
    desk.triage(petition_id)
    assert f'href="{QUEUE}" data-key="u"' in clerk.get(f"{QUEUE}/{petition_id}").markup
    clerk.get(f"{QUEUE}?muc=unassigned&loai=report&khac=https://example.org/")
    back = clerk.get(f"{QUEUE}/{petition_id}").markup
    assert f'href="{QUEUE}?muc=unassigned&amp;loai=report" data-key="u"' in back


def test_many_are_given_seen_first_and_undone(desk: Desk, clerk: CheckingClient) -> None:
    first, second, new = desk.send().id, desk.send().id, desk.send().id
    for one in (first, second):
        desk.triage(one)
    preview = clerk.get(f"{QUEUE}/nhieu-don?viec=assign&chon={first}&chon={second}&chon={new}&chon=x")
    assert "Để nguyên" in preview.text
    assert desk.case(first).state is PetitionState.TRIAGED
    clerk.submit_on(preview, {}, action="/nhieu-don", status=422)
    chosen = {"nguoi": str(desk.officials.account(Role.HANDLER)), "ve": "https://example.org/"}
    done = clerk.submit_on(preview, chosen, action="/nhieu-don")
    assert "Đã giao 2 đơn" in done.text
    assert "example.org" not in done.markup
    assert {desk.case(one).state for one in (first, second)} == {PetitionState.ASSIGNED}
    desk.start(second)
    undone = clerk.submit_on(done, {}, action="/hoan-tac")
    assert "Đã hoàn tác 1 đơn" in undone.text
    assert desk.case(first).state is PetitionState.TRIAGED
    assert desk.case(first).assignee_id is None
    assert desk.case(second).state is PetitionState.IN_PROGRESS


def test_undoing_comes_too_late(desk: Desk, handler: CheckingClient, clock: SteppingClock) -> None:
    one = desk.send().id
    desk.triage(one)
    preview = handler.get(f"{QUEUE}/nhieu-don?viec=claim&chon={one}")
    done = handler.submit_on(preview, {}, action=f"{QUEUE}/nhieu-don")
    assert desk.case(one).assignee_id == desk.officials.account(Role.HANDLER)
    clock.advance(minutes=16)
    assert "không hoàn tác được nữa" in handler.submit_on(done, {}, action="/hoan-tac").text
    assert "Hoàn tác" not in handler.get(done.path).text.replace("hoàn tác được nữa", "")
    assert desk.case(one).state is PetitionState.ASSIGNED


def test_a_case_is_claimed_from_its_page(desk: Desk, handler: CheckingClient, leader: CheckingClient) -> None:
    one = desk.send().id
    desk.triage(one)
    assert f"{one}/nhan" not in leader.get(f"{QUEUE}/{one}").markup
    handler.submit(f"{QUEUE}/{one}", {}, action=f"{QUEUE}/{one}/nhan")
    assert desk.case(one).assignee_id == desk.officials.account(Role.HANDLER)


def test_somebody_leaves_and_hands_over(desk: Desk, clerk: CheckingClient) -> None:
    cases = [desk.in_progress() for _ in range(2)]
    handler, verifier = desk.officials.account(Role.HANDLER), desk.officials.account(Role.VERIFIER)
    page = clerk.get(f"{QUEUE}/ban-giao?tu={handler}")
    assert "đang giữ 2 đơn" in page.text
    clerk.submit_on(page, {"nguoi": str(verifier)}, action="/nhieu-don")
    assert {desk.case(one).assignee_id for one in cases} == {verifier}


def test_a_remark_calls_a_colleague_and_no_stranger(desk: Desk, clerk: CheckingClient, handler: CheckingClient) -> None:
    one = desk.in_progress()
    named = str(desk.officials.account(Role.INTAKE_CLERK))
    body = {"text": "Chị xem giúp bản đồ cống.", "named": named}
    page = handler.submit(f"{QUEUE}/{one}", body, action=f"{QUEUE}/{one}/ghi-chu")
    assert "Chị xem giúp bản đồ cống." in page.text
    assert "Cống tắc" in clerk.get("/can-bo").text
    assert "#trao-doi" in clerk.get("/can-bo").markup
    assert "Chị xem giúp bản đồ cống." in clerk.get(f"{QUEUE}/{one}").text
    assert "#trao-doi" not in clerk.get("/can-bo").markup


def test_a_sealed_case_calls_only_who_may_read_it(desk: Desk, handler: CheckingClient) -> None:
    sent = desk.send(Concerns.COMMUNE_OFFICIAL)
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO)
    desk.assign(sent.id)
    page = handler.get(f"{QUEUE}/{sent.id}")
    assert WHAT in page.text
    assert not [box for box in page.all("input") if box.get("name") == "named"]


def test_a_colleague_at_the_same_case_is_named(
    desk: Desk, clerk: CheckingClient, leader: CheckingClient, clock: SteppingClock
) -> None:
    one = desk.in_progress()
    assert "cũng đang mở đơn này" not in clerk.get(f"{QUEUE}/{one}").text
    assert "Người intake-clerk cũng đang mở đơn này" in leader.get(f"{QUEUE}/{one}").text
    clock.advance(minutes=11)
    assert "cũng đang mở đơn này" not in clerk.get(f"{QUEUE}/{one}").text


def test_a_lost_race_keeps_every_word(desk: Desk, handler: CheckingClient) -> None:
    one = desk.in_progress()
    case = f"{QUEUE}/{one}"
    old = handler.get(case)
    desk.propose(one)
    words = {"outcome": "resolved", "text": "Bản trả lời viết rất lâu mới xong.", "public_text": ""}
    lost = handler.submit_on(old, words, action=f"{case}/soan", status=409)
    assert "Đơn vừa có người sửa trước" in lost.text
    assert "Bản trả lời viết rất lâu mới xong." in lost.text


def test_a_canned_answer_begins_the_draft(desk: Desk, clerk: CheckingClient, handler: CheckingClient) -> None:
    fields = {"title": "Đã nạo vét", "field": "infrastructure", "body": "Xã đã nạo vét cống xong trong ngày."}
    clerk.submit(f"{QUEUE}/mau-tra-loi/moi", fields)
    one = desk.in_progress()
    page = handler.get(f"{QUEUE}/{one}")
    link = next(link for link in page.links() if "mau=" in link)
    begun = handler.get(link.partition("#")[0])
    assert "Xã đã nạo vét cống xong trong ngày." in begun.text
    listed = handler.get(f"{QUEUE}/mau-tra-loi")
    edit = next(link for link in listed.links() if "/mau-tra-loi/" in link and not link.endswith("/moi"))
    handler.submit(edit, {}, action="/bo")
    assert "Chưa có mẫu nào" in clerk.get(f"{QUEUE}/mau-tra-loi").text


def test_single_keys_can_be_turned_off(clerk: CheckingClient) -> None:
    page = clerk.submit(f"{QUEUE}/phim-tat", {"tat": "1"})
    assert "Bật lại phím tắt" in page.text
    cookie = clerk.browser.get_cookie("phim", path="/can-bo")
    assert cookie is not None
    assert cookie.value == "0"


def test_today_shows_what_is_next(desk: Desk, handler: CheckingClient, client: CheckingClient) -> None:
    desk.in_progress()
    page = handler.get("/can-bo")
    assert "Cống tắc" in page.text
    assert "Hết hạn hôm nay" in page.text
    admin = desk.officials.sign_in(client.another(), Role.COMMUNE_ADMIN)
    assert "Cần tôi làm" not in admin.get("/can-bo").text
