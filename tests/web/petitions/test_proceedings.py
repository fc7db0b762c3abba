"""Complaints and denunciations in the officials' pages: the signed paper, each step, who is named, nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from accounts.roles import Role
from core.audit import AuditEntry
from feedback.proceedings.labels import LABELS
from feedback.proceedings.states import Finding, Stage, Step
from feedback.states import Concerns, PetitionState
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.proceeding import COMPLAINED, TITLE, Court

QUEUE = "/can-bo/don-thu"
pytestmark = pytest.mark.query_budget(36)


@pytest.fixture
def court(desk: Desk, clock: SteppingClock) -> Court:
    clock.now = datetime(2026, 9, 8, 2, 0, tzinfo=UTC)
    return Court(desk)


def paper(court: Court, **values: str) -> dict[str, str]:
    return {
        "track": "complaint_first", "evidence": "signed_paper", "received_on": court.today.isoformat(),
        "field": "land", "title": TITLE, "complained": COMPLAINED, "book_number": "15/SKN", "name": "Bà Sim",
        "known_on": (court.today - timedelta(days=3)).isoformat(), "obstacle_days": "0",
        "decider": str(court.desk.officials.account(Role.LEADER)), **values,
    }  # fmt: skip


def test_a_complaint_from_the_signature_to_the_decision(
    court: Court, clerk: CheckingClient, handler: CheckingClient, leader: CheckingClient
) -> None:
    sent = court.desk.send()
    case, act = f"{QUEUE}/{sent.id}", f"{QUEUE}/{sent.id}/giai-quyet"
    assert "Ghi nhận khiếu nại, tố cáo có chữ ký" in clerk.get(case).text
    clerk.submit(f"{act}/chu-ky", paper(court))
    page = clerk.get(case)
    assert COMPLAINED in page.text
    assert "Khiếu nại lần đầu".lower() in page.text
    clerk.submit(case, {"assignee": str(court.handler.account_id)}, action=f"{case}/giao")
    day = court.today.isoformat()
    leader.submit(case, {"number": "1/TB", "day": day}, action=f"{act}/thu-ly")
    handler.submit(case, {"day": day, "words": "Đã đo lại thửa đất."}, action=f"{act}/ket-qua")
    assert "Đã đo lại thửa đất." in leader.get(case).text
    assert "Chưa có văn bản đã ban hành" in leader.get(case).text
    court.issue_result(sent.id)
    leader.submit(case, {"finding": "right"}, action=f"{act}/quyet-dinh")
    court.take(sent.id, Step.SEND, court.handler)
    page = handler.get(act)
    assert "Còn quyền khiếu nại lần hai" in page.text
    assert (court.view(sent.id).stage, court.view(sent.id).finding) == (Stage.SENT, Finding.RIGHT)


def test_what_is_missing_is_said_beside_the_field_and_nothing_typed_is_lost(
    court: Court, clerk: CheckingClient, leader: CheckingClient
) -> None:
    sent = court.desk.send()
    form = f"{QUEUE}/{sent.id}/giai-quyet/chu-ky"
    page = clerk.submit(form, paper(court, known_on="", received_on="sáng nay"), status=422)
    assert "Ngày chưa đúng" in page.text
    page = clerk.submit(form, paper(court, known_on=""), status=422)
    assert "Thời hiệu tính từ ngày này" in page.text
    assert COMPLAINED in page.text
    petition_id = court.formal()
    act = f"{QUEUE}/{petition_id}/giai-quyet"
    page = leader.submit(
        f"{QUEUE}/{petition_id}", {"number": "", "day": "2027-01-01"}, action=f"{act}/thu-ly", status=422
    )
    assert "Ghi số văn bản." in page.text


def test_who_came_second_is_told_so(court: Court, leader: CheckingClient) -> None:
    petition_id = court.formal()
    case, act = f"{QUEUE}/{petition_id}", f"{QUEUE}/{petition_id}/giai-quyet"
    leader.get(case)
    values = {"number": "1/TB", "day": court.today.isoformat(), "version": "1"}
    assert "ghi bước khác" in leader.submit(case, values, action=f"{act}/thu-ly", status=409).text


def test_a_second_complaint_shows_number_and_code_once(court: Court, handler: CheckingClient) -> None:
    petition_id = court.decided()
    case, day = f"{QUEUE}/{petition_id}", court.today.isoformat()
    values = {"evidence": "fingerprint", "received_on": day, "told_on": day, "obstacle_days": "0"}
    page = handler.submit(case, values, action=f"{case}/giai-quyet/lan-hai", status=200)
    assert "mã bí mật chỉ hiện một lần" in page.text
    assert court.desk.case(petition_id).state is PetitionState.CLOSED


def test_a_denunciation_is_open_to_the_named_alone_and_every_opening_is_written_down(
    court: Court, clerk: CheckingClient, handler: CheckingClient, leader: CheckingClient
) -> None:
    petition_id = court.formal(court.denunciation(relayed_by="Báo Tỉnh"), what="Ông Bằng nhận tiền của dân.")
    case, act = f"{QUEUE}/{petition_id}", f"{QUEUE}/{petition_id}/giai-quyet"
    assert "Ông Bằng" in handler.get(case).text
    assert "Ông Bằng" in leader.get(case).text  # named to settle it
    page = clerk.get(case)
    assert "Ông Bằng" not in page.text
    assert "Báo Tỉnh" not in page.text
    other = court.desk.officials.enter(
        leader.another(), court.desk.another("pho-chu-tich", Role.LEADER).account_id or uuid4()
    )
    other.get(case, status=404)
    other.get(act, status=404)
    with court.desk.runtime.reading() as ctx:
        statement = select(AuditEntry.action).where(AuditEntry.subject_id == str(petition_id))
        opened = [action for action in ctx.session.execute(statement).scalars() if action == "feedback:petition:open"]
    assert len(opened) == 2


def test_how_it_was_found_is_told_to_nobody_who_may_not_read_it(
    court: Court, clerk: CheckingClient, handler: CheckingClient
) -> None:
    """A clerk of the desk may be the one it speaks of, and hear of it before the conclusion is given out."""
    petition_id = court.examined()
    court.take(petition_id, Step.REPORT, court.handler)
    court.take(petition_id, Step.CONCLUDE, court.leader, finding=Finding.PARTLY)
    act, found = f"{QUEUE}/{petition_id}/giai-quyet", LABELS[Finding.PARTLY]
    assert found in handler.get(act).text
    assert found not in clerk.get(act).text


def test_the_desk_names_another_leader_without_reading_the_case(court: Court, clerk: CheckingClient) -> None:
    petition_id = court.formal(court.denunciation())
    deputy = court.desk.another("pho-chu-tich", Role.LEADER)
    act = f"{QUEUE}/{petition_id}/giai-quyet"
    clerk.submit(act, {"account": str(deputy.account_id)}, action=f"{act}/nguoi-giai-quyet")
    assert court.take(petition_id, Step.ACCEPT, deputy) is Stage.ACCEPTED


def test_a_denunciation_of_a_leader_is_not_settled_by_a_leader_of_that_commune(
    court: Court, clerk: CheckingClient
) -> None:
    sent = court.desk.send(Concerns.COMMUNE_LEADER)
    province = court.desk.officials.enter(clerk.another(), court.desk.province_clerk().account_id or uuid4())
    form = f"{QUEUE}/{sent.id}/giai-quyet/chu-ky"
    page = province.get(form)
    assert str(court.desk.officials.account(Role.LEADER)) not in page.text  # not even on the list


@pytest.mark.parametrize("role", [Role.HANDLER, Role.LEADER])
def test_whoever_does_not_have_the_case_records_no_signature(court: Court, client: CheckingClient, role: Role) -> None:
    petition_id = court.desk.send().id
    court.desk.triage(petition_id)
    browser = court.desk.officials.sign_in(client.another(), role)
    browser.get(f"{QUEUE}/{petition_id}/giai-quyet/chu-ky", status=403)


def test_the_senders_page_tells_the_way_the_dates_and_the_decisions_but_nothing_from_inside(
    court: Court, client: CheckingClient
) -> None:
    sent = court.desk.send()
    court.formalise(sent.id)
    court.desk.assign(sent.id)
    values = {"number": sent.receipt.number, "code": sent.receipt.access_code}
    page = client.submit("/tra-cuu", values)
    assert "Kiểm tra điều kiện" in page.text
    assert "thụ lý và báo cho người khiếu nại" in page.text  # what must be done, by when, and why that day
    assert "chưa phải đơn khiếu nại" not in page.text
    court.take(sent.id, Step.ACCEPT, court.leader, number="7/TB")
    court.take(sent.id, Step.REPORT, court.handler, words="Nội bộ: đã gặp ông Bằng.")
    court.take(sent.id, Step.DECIDE, court.leader, number="8/QĐ", finding=Finding.WRONG)
    court.take(sent.id, Step.SEND, court.handler)
    page = client.get("/tra-cuu/don")
    for told in ("7/TB", "01/QĐ-UBND", "Còn quyền khiếu nại lần hai", "khởi kiện"):
        assert told in page.text, told
    assert "ông Bằng" not in page.text


def test_the_list_holds_what_one_may_know_of(
    court: Court, clerk: CheckingClient, leader: CheckingClient, handler: CheckingClient
) -> None:
    court.formal(court.denunciation())
    court.accepted()
    deputy = court.desk.officials.enter(
        leader.another(), court.desk.another("pho-chu-tich", Role.LEADER).account_id or uuid4()
    )
    for browser, sealed in ((leader, True), (handler, True), (clerk, True), (deputy, False)):
        page = browser.get("/can-bo/khieu-nai-to-cao")
        assert TITLE in page.text
        assert ("Tố cáo · Xử lý ban đầu" in page.text) is sealed
    assert TITLE not in leader.get("/can-bo/khieu-nai-to-cao?muc=xong").text
    assert "Đang xác minh" in handler.get(f"{QUEUE}?muc=open").text
