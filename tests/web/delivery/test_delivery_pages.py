"""Deliveries in the browser: side by side, recorded, listed, printed; postings until everybody reads them."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from uuid import UUID

import pikepdf
import pytest

from accounts.roles import Role
from feedback.delivery.states import DeliveryState, Recipient, Way
from feedback.proceedings.states import Stage, Step
from feedback.states import Concerns
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.delivering import Mailroom, result_of
from tests.support.petitioning import Desk
from tests.support.proceeding import Court

pytestmark = pytest.mark.query_budget(36)
LIST, POSTINGS = "/can-bo/giao-van-ban", "/can-bo/niem-yet"
TITLE = "Kết luận về thu chi quỹ thôn"


@pytest.fixture
def court(desk: Desk, clock: SteppingClock) -> Court:
    clock.now = datetime(2026, 9, 8, 2, 0, tzinfo=UTC)
    return Court(desk)


@pytest.fixture
def records(client: CheckingClient, desk: Desk) -> CheckingClient:
    """Signed in as the commune's records clerk."""
    return desk.officials.sign_in(client.another(), Role.RECORDS_CLERK)


def a_pdf() -> io.BytesIO:
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(made)
    made.seek(0)
    return made


def decided(court: Court, concerns: Concerns = Concerns.NOBODY) -> tuple[UUID, UUID]:
    petition_id = court.formal(concerns=concerns)
    court.take(petition_id, Step.ACCEPT, court.leader)
    court.take(petition_id, Step.REPORT, court.handler)
    paper_id = Mailroom(court.desk).issued(petition_id)
    court.take(petition_id, Step.DECIDE, court.leader)
    return petition_id, paper_id


def test_from_waiting_to_the_receipt_with_its_slip(court: Court, records: CheckingClient) -> None:
    petition_id, paper_id = decided(court)
    page = f"/can-bo/don-thu/{petition_id}/giao-van-ban"
    assert "Chờ gửi cho: người gửi đơn" in records.get(page).text
    letter = Mailroom(court.desk).one(paper_id, Way.POST)
    one = f"{LIST}/{letter.id}"
    assert one in records.get(LIST).links()
    day = court.today.isoformat()
    shown = records.submit(one, {"act": "send", "day": day}, action=one, status=422)
    assert "Ghi số hiệu bưu gửi" in shown.text
    records.submit(one, {"name": "Bà Nguyễn Thị Nhận", "address": "Thôn Cầu Gỗ", "way": "post"}, action=f"{one}/sua")
    records.submit(one, {"act": "send", "day": day, "tracking": "RR1VN"}, action=one)
    assert court.view(petition_id).stage is Stage.SENT
    scan = (a_pdf(), "phieu.pdf")
    records.submit(one, {"act": "reach", "day": day, "who": "Bà Nhận", "scan": scan}, action=one)
    shown = records.get(one)
    for told in ("RR1VN", "Bà Nhận", "Xem phiếu, biên bản"):
        assert told in shown.text, told
    slip = next(link for link in shown.links() if "/phieu/" in link)
    assert records.get(slip).response.headers["Cache-Control"] == "no-store"
    assert "phiếu" in records.get(page).text
    assert court.view(petition_id).served_on == court.today
    assert one in records.get(f"{LIST}?muc=da-toi").links()


def test_the_sheets_show_names_to_those_who_may_and_each_is_written_down(court: Court, records: CheckingClient) -> None:
    _, paper_id = decided(court)
    _, sealed_paper = decided(court, Concerns.COMMUNE_OFFICIAL)
    room = Mailroom(court.desk)
    mine = room.plan(paper_id, Recipient.RELATED)
    kept = room.plan(sealed_paper, Recipient.RELATED)
    listed = records.get(LIST)
    assert str(kept) not in " ".join(listed.links())
    for kind in ("phong-bi", "phieu-gui", "giao-nhan"):
        answer = records.submit_on(
            listed, {"chon": [str(mine), str(kept), "x"], "kieu": kind}, action=f"{LIST}/in", status=200
        )
        assert answer.text.count("Trần Văn Nhận") == 1, kind
    with court.desk.runtime.reading() as ctx:
        printed = ctx.session.connection().exec_driver_sql(
            "SELECT count(*) FROM audit_entry WHERE action = 'feedback:delivery:print'"
        )
        assert printed.scalar_one() == 3


def test_of_a_sealed_case_the_records_clerk_finds_nothing(
    court: Court, records: CheckingClient, handler: CheckingClient, leader: CheckingClient
) -> None:
    petition_id, paper_id = decided(court, Concerns.COMMUNE_OFFICIAL)
    letter = Mailroom(court.desk).one(paper_id, Way.POST)
    for page in (f"/can-bo/don-thu/{petition_id}/giao-van-ban", f"{LIST}/{letter.id}"):
        records.get(page, status=404)
        handler.get(page)
    # Whoever settles it sees how it stands, not for whom the envelopes are.
    assert "Bưu điện" in leader.get(f"/can-bo/don-thu/{petition_id}/giao-van-ban").text
    leader.get(f"{LIST}/{letter.id}", status=404)


def test_the_address_of_the_sender_is_taken_from_the_case_by_a_button(court: Court, handler: CheckingClient) -> None:
    petition_id, paper_id = decided(court)
    letter = Mailroom(court.desk).one(paper_id, Way.POST)
    one = f"{LIST}/{letter.id}"
    refused = handler.submit(one, {}, action=f"{one}/dia-chi", status=422)
    assert "Người gửi không để lại" in refused.text or "không để lại" in refused.text
    assert court.desk.case(petition_id).id == petition_id


def test_more_recipients_are_added_and_missing_names_are_said(court: Court, handler: CheckingClient) -> None:
    petition_id, paper_id = decided(court)
    page = f"/can-bo/don-thu/{petition_id}/giao-van-ban"
    values = {"paper": str(paper_id), "recipient": "related", "way": "by_hand"}
    assert "Ghi tên người hoặc cơ quan nhận" in handler.submit(page, values, action=page, status=422).text
    handler.submit(page, {**values, "name": "Ông Trần Văn Bên"}, action=page)
    assert "Ông Trần Văn Bên" in handler.get(page).text
    assert Mailroom(court.desk).one(paper_id, Way.BY_HAND, Recipient.RELATED).state is DeliveryState.PLANNED


def test_a_conclusion_from_the_covered_version_to_the_public_page_and_off_it(
    court: Court, handler: CheckingClient, leader: CheckingClient, client: CheckingClient
) -> None:
    petition_id = court.formal(court.denunciation())
    court.take(petition_id, Step.ACCEPT, court.leader)
    court.take(petition_id, Step.NOTIFY, court.handler)
    court.take(petition_id, Step.REPORT, court.handler)
    court.take(petition_id, Step.CONCLUDE, court.leader)
    court.take(petition_id, Step.SEND, court.handler)
    court.take(petition_id, Step.ACT_ON, court.handler)
    paper_id = result_of(court.desk, petition_id)
    propose = f"{POSTINGS}/van-ban/{paper_id}"
    missing = handler.submit(propose, {"form": "portal", "title": TITLE}, status=422)
    assert "Tải lên bản đã che" in missing.text
    shown = handler.submit(propose, {"form": "portal", "title": TITLE, "redacted": (a_pdf(), "che.pdf")})
    one = shown.path
    assert "duyet" not in " ".join(shown.links())
    leader.get(f"{one}/ban-che.pdf")
    leader.submit(one, {}, action=f"{one}/duyet")
    place = "Trang niêm yết của xã"
    handler.submit(one, {"place": place, "day": court.today.isoformat()}, action=f"{one}/treo")
    listed = client.get("/xa/07288/niem-yet")
    assert TITLE in listed.text
    item = next(link for link in listed.links() if link.startswith("/niem-yet/"))
    assert place in client.get(item).text
    again = client.get("/xa/07288/niem-yet")  # what is kept in the process is read by now
    assert max(again.queries, client.get(item).queries) <= 3
    got = client.get(f"{item}/tep.pdf")
    assert got.response.headers["Content-Type"] == "application/pdf"
    for answer in (listed, client.get(item)):
        assert "Set-Cookie" not in answer.response.headers
        assert court.desk.case(petition_id).number not in answer.text
    early = handler.submit(one, {"day": court.today.isoformat()}, action=f"{one}/go-som", status=422)
    assert "Ghi ngắn gọn vì sao" in early.text
    values = {"day": court.today.isoformat(), "words": "Còn hở số điện thoại"}
    handler.submit(one, values, action=f"{one}/go-som")
    client.get(item, status=404)
    client.get(f"{item}/tep.pdf", status=404)
    assert TITLE not in client.get("/xa/07288/niem-yet").text
    assert one in handler.get(f"{POSTINGS}?muc=xong").links()
