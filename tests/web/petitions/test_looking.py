"""Officials claim, the Board goes to look, everybody sees how it stands: each on their own pages."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from accounts.roles import Role
from core.actor import ANONYMOUS
from core.clock import VIETNAM
from feedback.aftermath.commands import Disagree
from feedback.aftermath.queries import followed_by
from feedback.aftermath.services.disputing import disagree
from feedback.aftermath.services.wishing import begin_wish
from feedback.aftermath.states import AskState, Doubt, Way, Wish
from feedback.claims.queries import list_claims
from feedback.claims.states import ClaimState
from feedback.states import Concerns
from tests.support.checking_client import CheckingClient
from tests.support.petitioning import WHAT, Desk
from tests.support.proceeding import Court
from tests.support.scenes import photo

pytestmark = pytest.mark.query_budget(36)
WORDS = "Cống vẫn tắc như cũ, nước vẫn ngập."
NAME, PHONE = "Nguyễn Văn Thử", "0900 000 123"


def upload() -> tuple[io.BytesIO, str]:
    return io.BytesIO(photo()), "anh.jpg"


def signed_in(client: CheckingClient, desk: Desk, role: Role) -> CheckingClient:
    return desk.officials.sign_in(client.another(), role)


def report_done(client: CheckingClient, desk: Desk, petition_id: object, **more: object) -> None:
    official = signed_in(client, desk, Role.HANDLER)
    now = desk.runtime.clock().astimezone(VIETNAM)
    form = official.get(f"/can-bo/sau-tra-loi/{petition_id}/bao-da-lam")
    fields = {
        "text": "Đã nạo vét cống bằng máy.", "place": "Cống đầu xóm", "done_on": f"{now:%Y-%m-%d}",
        "done_time": f"{now - timedelta(minutes=5):%H:%M}", "after": [upload()], "before": [upload()], **more,
    }  # fmt: skip
    official.submit_on(form, {**fields, "after": [], "before": []}, status=422)
    page = official.submit_on(form, fields)
    assert "Mới là lời báo" in page.text


def test_from_a_claim_to_both_sides_in_public(client: CheckingClient, desk: Desk) -> None:
    petition_id = desk.answered()
    report_done(client, desk, petition_id, open_photos="y")
    public = client.get("/xa/07288/viec-da-lam")
    assert "Chưa ai xem" in public.text
    assert "Đã nạo vét cống bằng máy." in public.text
    board = signed_in(client, desk, Role.BOARD_MEMBER)
    listed = board.get("/ban-thanh-tra/viec-can-xem?gan=21.47731,106.12345")
    assert "Cống tắc" in listed.text
    with desk.runtime.reading() as ctx:
        claim_id = list_claims(ctx, petition_id)[0].id
    address = f"/ban-thanh-tra/viec-can-xem/{claim_id}"
    page = board.get(address)
    assert WHAT not in page.text
    board.submit_on(page, {"done": "0", "text": ""}, action=address, status=422)
    board.submit_on(page, {"done": "0", "text": WORDS, "photos": [upload()], "open_photos": "y"}, action=address)
    with desk.runtime.reading() as ctx:
        claim = list_claims(ctx, petition_id)[0]
    assert claim.state is ClaimState.CONTRADICTED
    after = client.get("/xa/07288/viec-da-lam?loc=contradicted")
    assert WORDS in after.text
    sources = [image.get("src") or "" for image in after.all("img") if "/viec-da-lam/anh/" in (image.get("src") or "")]
    assert len(sources) == 3
    for source in sources:
        assert client.get(source).response.mimetype == "image/jpeg"
    assert "Chưa có việc nào" in client.get("/xa/07288/viec-da-lam?loc=confirmed").text
    assert "Cống" not in board.get("/ban-thanh-tra/viec-can-xem").text  # looked at
    assert "Ban thấy chưa xong" in board.get("/ban-thanh-tra/viec-can-xem?muc=xong").text


def test_words_and_photos_that_nobody_opened_stay_closed(client: CheckingClient, desk: Desk) -> None:
    petition_id = desk.answered()
    report_done(client, desk, petition_id)
    public = client.get("/xa/07288/viec-da-lam")
    assert "lời và ảnh không công khai" in public.text
    assert "nạo vét" not in public.text
    assert list(public.all("img")) == []
    with desk.runtime.reading() as ctx:
        scene_id = list_claims(ctx, petition_id)[0].photos[0].id
    client.get(f"/viec-da-lam/anh/{scene_id}", status=404)


def test_nothing_of_a_sealed_case_is_seen_by_board_or_public(client: CheckingClient, desk: Desk) -> None:
    petition_id = desk.in_progress(Concerns.COMMUNE_OFFICIAL)
    report_done(client, desk, petition_id)
    board = signed_in(client, desk, Role.BOARD_MEMBER)
    with desk.runtime.reading() as ctx:
        claim = list_claims(ctx, petition_id)[0]
    board.get(f"/ban-thanh-tra/viec-can-xem/{claim.id}", status=404)
    board.get(f"/ban-thanh-tra/don/{petition_id}/anh-cho/{claim.photos[0].id}", status=404)
    assert "Không còn việc nào chờ xem" in board.get("/ban-thanh-tra/viec-can-xem").text
    assert "Chưa có việc nào" in client.get("/xa/07288/viec-da-lam").text


def test_the_board_answers_a_request_and_never_learns_who(client: CheckingClient, desk: Desk) -> None:
    sent = desk.send(what=f"{WHAT} Tôi là {NAME}, gọi {PHONE}.", name=NAME, phone=PHONE, consent=True)
    desk.triage(sent.id)
    desk.assign(sent.id)
    desk.start(sent.id)
    desk.propose(sent.id, f"Kính gửi ông {NAME}: đã nạo vét.", "Đã nạo vét.")
    desk.approve(sent.id)
    desk.officials.account(Role.BOARD_MEMBER)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        disagree(ctx, sent.id, Disagree(Way.BOARD, 1, WORDS, (Doubt.NOT_DONE,)))
    board = signed_in(client, desk, Role.BOARD_MEMBER)
    assert "Cống tắc" in board.get("/ban-thanh-tra/de-nghi").text
    with desk.runtime.reading() as ctx:
        request_id = followed_by(ctx, sent.id).asks[0].id
    page = board.get(f"/ban-thanh-tra/de-nghi/{request_id}")
    assert WHAT in page.text
    assert NAME not in page.text
    assert "000 123" not in page.text
    board.submit_on(page, {}, action=f"/ban-thanh-tra/de-nghi/{request_id}/nhan")
    page = board.get(f"/ban-thanh-tra/de-nghi/{request_id}")
    found = {"finding": "unsettled", "text": "Cống còn tắc, nước ngập mắt cá.", "photos": [upload()]}
    here = f"/ban-thanh-tra/de-nghi/{request_id}"
    board.submit_on(page, {**found, "text": "x", "photos": []}, action=here, status=422)
    board.submit_on(page, found, action=here)
    with desk.runtime.reading() as ctx:
        assert followed_by(ctx, sent.id).asks[0].state is AskState.FOUND
    official = signed_in(client, desk, Role.HANDLER)
    assert "Ban Thanh tra nhân dân vừa trả lời" in official.get("/can-bo/sau-tra-loi").text
    assert "Cống còn tắc" in official.get(f"/can-bo/don-thu/{sent.id}").text
    for role in (Role.LEADER, Role.FRONT_OFFICER):
        signed_in(client, desk, role).get(f"/ban-thanh-tra/de-nghi/{request_id}", status=403)


def test_a_member_who_is_close_to_it_sees_it_no_more(client: CheckingClient, desk: Desk) -> None:
    petition_id = desk.answered()
    report_done(client, desk, petition_id)
    board = signed_in(client, desk, Role.BOARD_MEMBER)
    with desk.runtime.reading() as ctx:
        claim_id = list_claims(ctx, petition_id)[0].id
    page = board.get(f"/ban-thanh-tra/viec-can-xem/{claim_id}")
    board.submit_on(page, {}, action=f"/ban-thanh-tra/don/{petition_id}/lien-quan")
    board.get(f"/ban-thanh-tra/viec-can-xem/{claim_id}", status=404)


def test_what_waits_after_an_answer(client: CheckingClient, desk: Desk) -> None:
    petition_id = desk.answered()
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        disagree(ctx, petition_id, Disagree(Way.REOPEN, 1, WORDS, (Doubt.NOT_DONE,)))
    complaint = Court(desk).accepted()
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        wish_id = begin_wish(ctx, complaint, Wish.WITHDRAW, "Tôi không khiếu nại nữa.")
    clerk = signed_in(client, desk, Role.INTAKE_CLERK)
    page = clerk.get("/can-bo/sau-tra-loi")
    assert "Cống tắc" in page.text
    assert "Chưa giao" in page.text
    assert "Rút khiếu nại, tố cáo" in page.text
    early = clerk.submit_on(page, {}, action=f"/can-bo/sau-tra-loi/yeu-cau/{wish_id}/da-ghi")
    assert "Ghi bước có chữ ký trước" in early.text
    clerk.submit_on(page, {}, action=f"/can-bo/sau-tra-loi/yeu-cau/{wish_id}/khep")
    assert "Không có yêu cầu nào chờ ký" in clerk.get("/can-bo/sau-tra-loi").text


def test_satisfaction_for_officials_and_for_everybody(client: CheckingClient, desk: Desk) -> None:
    for _ in range(4):
        desk.answered()
    leader = signed_in(client, desk, Role.LEADER)
    assert "4 trên 4 đơn thuộc thẩm quyền" in leader.get("/can-bo/muc-do-hai-long").text
    assert "ít hơn 5 đơn" in client.get("/xa/07288/hai-long").text
    desk.answered()
    page = client.get("/xa/07288/hai-long")
    assert "5 trên 5 đơn thuộc thẩm quyền" in page.text
    assert "0 trên 0 người có nói" in page.text
    province = client.get("/tinh/24/hai-long?ky=nam")
    assert "Xã Yên Thế" in province.text
    inspector = signed_in(client, desk, Role.PROVINCIAL_INSPECTOR)
    assert "Xã Yên Thế" in inspector.get("/can-bo/muc-do-hai-long?xa=07288").text
    signed_in(client, desk, Role.HANDLER).get("/can-bo/muc-do-hai-long?xa=07294", status=404)
