"""What takes two people, in the browser: asking, agreeing, seeing, shutting; the log tells who and when, not what."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import update

from accounts.models import RoleGrant
from accounts.roles import Role
from feedback.models import Petition
from feedback.states import Concerns, PetitionKind
from tests.support.agreeing import WORDS
from tests.support.checking_client import CheckingClient
from tests.support.petitioning import WHAT, Desk
from tests.support.staffed import PROVINCE

TWO = "/can-bo/hai-nguoi"
NAME = "Bà Kín Đáo"
pytestmark = pytest.mark.query_budget(60)


def sealed(desk: Desk) -> UUID:
    sent = desk.send(Concerns.COMMUNE_OFFICIAL, name=NAME, phone="0900 000 777", consent=True)
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO)
    desk.assign(sent.id)
    return sent.id


def request_of(browser: CheckingClient, page: str) -> str:
    """The newest request on a page."""
    own = [link for link in browser.get(page).links() if link.startswith(f"{TWO}/") and "/don/" not in link]
    return own[0]


def test_asked_agreed_seen_and_shut(
    desk: Desk, clerk: CheckingClient, handler: CheckingClient, leader: CheckingClient
) -> None:
    petition_id = sealed(desk)
    case, asking = handler.get(f"/can-bo/don-thu/{petition_id}"), f"{TWO}/don/{petition_id}"
    assert NAME not in case.text
    assert asking in case.links()
    page = handler.get(asking)
    assert WHAT not in page.text
    assert "vì vậy" in handler.submit_on(page, {"reason": "meet", "words": "vì vậy"}, action=asking, status=422).text
    handler.submit_on(page, {"reason": "meet", "words": WORDS}, action=asking)
    request = request_of(handler, asking)
    for stranger in (clerk, leader, desk.officials.sign_in(clerk.another(), Role.VERIFIER)):
        stranger.get(asking, status=404)
    desk.officials.sign_in(clerk.another(), Role.COMMUNE_ADMIN).get(TWO, status=403)
    waits = leader.get(request_of(leader, TWO))
    assert WORDS in waits.text
    assert WHAT not in waits.text
    assert NAME not in waits.text
    agreed = leader.submit_on(waits, {}, action=f"{request}/dong-y")
    assert "Đã đồng ý" in agreed.text
    assert NAME not in agreed.text
    shown = handler.submit(request, {}, action=f"{request}/xem", status=200)
    assert NAME in shown.text
    assert "no-store" in shown.response.headers["Cache-Control"]
    assert NAME not in handler.get(request).text
    shut = handler.submit_on(shown, {}, action=f"{request}/khep")
    assert "Đã khép lại" in shut.text
    late = handler.submit_on(shown, {}, action=f"{request}/khep")
    assert NAME not in late.text
    log = desk.officials.sign_in(clerk.another(), Role.LOG_AUDITOR).get("/quan-tri/nhat-ky").text
    for line in ("đề nghị mở danh tính người gửi", "đồng ý mở danh tính người gửi", "Người gửi đơn: mở (hẹn gặp"):
        assert line in log
    assert WORDS not in log
    assert WHAT not in log
    assert NAME not in log


def test_whom_it_speaks_of_standing_aside_and_ties(desk: Desk, clerk: CheckingClient, handler: CheckingClient) -> None:
    petition_id = sealed(desk)
    page, case = f"{TWO}/don/{petition_id}", f"/can-bo/don-thu/{petition_id}"
    verifier = desk.officials.account(Role.VERIFIER)
    out = handler.submit(page, {"accused": str(verifier)}, action=f"{page}/noi-ve")
    assert "không còn thấy đơn này" in out.text
    assert str(verifier) in [box.get("value") for box in out.all("input") if box.get("checked") is not None]
    kept = handler.submit_on(out, {"why": "vì vậy"}, action=f"{page}/xin-thoi", status=422)
    assert "vì vậy" in kept.text
    gone = handler.submit_on(out, {"why": "Người bị nói tới là em tôi."}, action=f"{page}/xin-thoi")
    assert "giao người khác" in gone.text
    handler.get(case, status=404)
    handler.get(page, status=404)
    assert clerk.get(case).text
    ties = "/can-bo/quan-he"
    other = str(desk.officials.account(Role.LEADER))
    declared = handler.submit(ties, {"other": other, "tie": "superior"}, action=ties)
    assert "Cấp trên trực tiếp" in declared.text
    assert "Kê khai từ" in declared.text
    again = handler.submit(ties, {"other": other, "tie": "superior"}, action=ties, status=422)
    assert "đã kê khai rồi" in again.text


@pytest.mark.query_budget(140)  # everything of the case is sealed again in one go
def test_naming_anew_forgets_nobody_and_a_leader_sends_it_up(
    desk: Desk, clerk: CheckingClient, handler: CheckingClient
) -> None:
    petition_id = sealed(desk)
    page = f"{TWO}/don/{petition_id}"
    moved, leader = desk.officials.account(Role.RECORDS_CLERK), desk.officials.account(Role.LEADER)
    said = handler.submit(page, {"accused": str(moved)}, action=f"{page}/noi-ve")
    assert "Chuyển đơn lên tỉnh" not in said.text
    assert "Lãnh đạo" in said.text  # nobody need know who of them
    with desk.runtime.transaction() as ctx:  # works elsewhere from now on
        ctx.session.execute(update(RoleGrant).where(RoleGrant.account_id == moved).values(valid_to=ctx.now))
    again = handler.get(page)
    assert str(moved) in [box.get("value") for box in again.all("input") if box.get("checked") is not None]
    both = handler.submit(page, {"accused": [str(moved), str(leader)]}, action=f"{page}/noi-ve")
    assert both.path == "/can-bo/don-thu"
    assert "đã lên tỉnh" in both.text
    for who in (handler, clerk):
        who.get(page, status=404)
        who.get(f"/can-bo/don-thu/{petition_id}", status=404)


@pytest.mark.query_budget(140)
def test_a_complaint_stays_and_the_page_says_why(desk: Desk, handler: CheckingClient) -> None:
    """The chairman settles first what is complained of; so the page only says where it could go."""
    petition_id = sealed(desk)
    _made(desk, petition_id, PetitionKind.COMPLAINT)
    page, leader = f"{TWO}/don/{petition_id}", desk.officials.account(Role.LEADER)
    said = handler.submit(page, {"accused": str(leader)}, action=f"{page}/noi-ve")
    assert "ai ở đây cũng là cấp dưới" in said.text
    assert f"/can-bo/don-thu/{petition_id}/chuyen-toi?toi={PROVINCE}" in said.links()
    _made(desk, petition_id, PetitionKind.DENUNCIATION_INFO)  # as one that accused a leader before it went by itself
    assert handler.get(page, status=303).location == "/can-bo/don-thu"
    assert desk.case(petition_id).agency_id == desk.units[PROVINCE]


def _made(desk: Desk, petition_id: UUID, kind: PetitionKind) -> None:
    with desk.runtime.transaction() as ctx:
        ctx.session.execute(update(Petition).where(Petition.id == petition_id).values(kind=kind))


def test_a_copy_without_the_sender_for_a_named_reader(
    desk: Desk, clerk: CheckingClient, handler: CheckingClient, leader: CheckingClient
) -> None:
    petition_id = sealed(desk)
    page = f"/can-bo/ban-luoc/don/{petition_id}"
    assert page in handler.get(f"{TWO}/don/{petition_id}").links()
    for stranger in (leader, clerk):
        stranger.get(page, status=404)
    assert "không có ở đây" in handler.submit(page, {"more": "không có ở đây"}, action=page, status=422).text
    made = handler.submit(page, {"more": "Cống"}, action=page)
    copy = made.path
    assert WHAT not in made.text
    looked = leader.submit(copy, {}, action=f"{copy}/doc", status=200)
    assert "đã che" in looked.text
    assert "Cống đầu xóm" not in looked.text
    assert "đầu xóm tắc" in looked.text
    leader.submit_on(looked, {}, action=f"{copy}/duyet")
    verifier = desk.officials.sign_in(clerk.another(), Role.VERIFIER)
    verifier.get(copy, status=404)
    account = desk.officials.account(Role.VERIFIER)
    handler.submit(copy, {}, action=f"{copy}/nguoi-doc/{account}/them")
    assert copy in verifier.get(TWO).links()
    assert "đầu xóm tắc" in verifier.submit(copy, {}, action=f"{copy}/doc", status=200).text
    verifier.get(f"{copy}/anh/0", status=404)
    verifier.get(f"/can-bo/don-thu/{petition_id}", status=404)
    log = desk.officials.sign_in(clerk.another(), Role.LOG_AUDITOR).get("/quan-tri/nhat-ky").text
    assert "đọc bản lược tên" in log
    handler.submit(copy, {}, action=f"{copy}/thu-lai")
    verifier.get(copy, status=404)
