"""Officials work the queue: from the sealed newcomer to the approved answer."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import select

from accounts.roles import Role
from casework.behalf import Behalf
from casework.states import Writer
from core.audit import AuditDetail, AuditEntry
from feedback.states import Concerns, PetitionKind, PetitionState
from tests.support.checking_client import CheckingClient
from tests.support.petitioning import WHAT, Desk

QUEUE = "/can-bo/don-thu"
pytestmark = pytest.mark.query_budget(36)


def audited(desk: Desk, petition_id: object) -> list[str]:
    with desk.runtime.reading() as ctx:
        statement = select(AuditEntry.action).where(AuditEntry.subject_id == str(petition_id)).order_by(AuditEntry.seq)
        return list(ctx.session.execute(statement).scalars())


def test_from_the_newcomer_to_the_answer(
    desk: Desk, clerk: CheckingClient, handler: CheckingClient, leader: CheckingClient
) -> None:
    sent = desk.send()
    case, act = f"{QUEUE}/{sent.id}", f"{QUEUE}/{sent.id}/"
    glance = clerk.get(f"{QUEUE}?xem={sent.id}")
    assert WHAT not in glance.text
    assert WHAT in clerk.get(case).text
    triage = {"kind": "report", "field": "infrastructure", "urgency": "ordinary", "title": "Cống tắc"}
    clerk.submit(case, triage, action=f"{act}phan-loai")
    clerk.submit(case, {"assignee": str(desk.officials.account(Role.HANDLER))}, action=f"{act}giao")
    assert "Cống tắc" in handler.get(QUEUE).text
    answer = {"outcome": "resolved", "text": "Đã nạo vét cống hôm qua.", "public_text": "Đã nạo vét."}
    handler.submit(case, answer, action=f"{act}soan")
    handler.submit(case, {}, action=f"{act}trinh")
    assert "Đã nạo vét cống hôm qua." in leader.get(case).text
    leader.submit(case, {}, action=f"{act}duyet")
    assert desk.case(sent.id).state is PetitionState.ANSWERED


def test_the_queue_costs_few_queries(desk: Desk, clerk: CheckingClient) -> None:
    for _ in range(3):
        desk.triage(desk.send().id)
    page = clerk.get(f"{QUEUE}?muc=open")
    assert page.queries <= 9  # with the session's own, how many wait for a look, how many wrote of the same


def test_opening_a_sealed_petition_is_written_down_every_time(desk: Desk, clerk: CheckingClient) -> None:
    sent = desk.send()
    clerk.get(f"{QUEUE}?xem={sent.id}")
    assert audited(desk, sent.id) == ["feedback:petition:submit"]
    clerk.get(f"{QUEUE}/{sent.id}")
    clerk.get(f"{QUEUE}/{sent.id}")
    assert audited(desk, sent.id)[1:] == ["feedback:petition:open"] * 2


def test_what_concerns_leaders_does_not_exist_at_the_commune(
    desk: Desk, clerk: CheckingClient, leader: CheckingClient
) -> None:
    sent = desk.send(Concerns.COMMUNE_LEADER)
    for browser in (clerk, leader):
        for path in (f"{QUEUE}/{sent.id}", f"{QUEUE}/{sent.id}/anh/{uuid4()}"):
            browser.get(path, status=404)
        for view in ("mine", "open", "untriaged", "done"):
            assert sent.receipt.number.split("-")[2] not in browser.get(f"{QUEUE}?muc={view}&xem={sent.id}").text
    province = desk.officials.enter(clerk.another(), desk.province_clerk().account_id or uuid4())
    assert WHAT in province.get(f"{QUEUE}/{sent.id}").text


def test_a_sealed_case_is_closed_to_whoever_is_not_named(
    desk: Desk, clerk: CheckingClient, handler: CheckingClient, leader: CheckingClient
) -> None:
    sent = desk.send(Concerns.COMMUNE_OFFICIAL)
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO)
    desk.assign(sent.id)
    page = clerk.get(f"{QUEUE}/{sent.id}")
    assert WHAT not in page.text
    assert "đích danh" in page.text
    leader.get(f"{QUEUE}/{sent.id}", status=404)
    assert WHAT in handler.get(f"{QUEUE}/{sent.id}").text


def test_the_identity_is_shown_once_for_a_reason(desk: Desk, clerk: CheckingClient, leader: CheckingClient) -> None:
    behalf = Behalf(Writer.SEVERAL, people=7, representatives="Ông Ổi")
    sent = desk.send(name="Bà Kín Đáo", phone="0900 000 777", consent=True, behalf=behalf)
    desk.triage(sent.id)
    case = f"{QUEUE}/{sent.id}"
    assert "Kín Đáo" not in clerk.get(case).text
    assert "Ông Ổi" not in clerk.get(case).text
    clerk.submit(case, {}, action=f"{case}/danh-tinh", status=422)
    shown = clerk.submit(case, {"reason": "ask"}, action=f"{case}/danh-tinh", status=200)
    assert "Bà Kín Đáo" in shown.text
    assert "Ông Ổi" in shown.text
    assert "Nhiều người cùng gửi" in shown.text
    assert "Kín Đáo" not in clerk.get(case).text
    assert audited(desk, sent.id)[-1] == "petition:identity:open"
    page = leader.get(case)
    assert f"{case}/danh-tinh" not in page.markup
    token = page.one("input", id="giao-csrf_token").get("value")
    leader.post(f"{case}/danh-tinh", {"csrf_token": token, "reason": "ask"}, status=403)


def test_why_an_identity_was_opened_is_one_of_a_list_and_the_auditor_reads_it(
    desk: Desk, clerk: CheckingClient
) -> None:
    sent = desk.send(name="Bà Kín Đáo", phone="0900 000 777", consent=True)
    desk.triage(sent.id)
    case = f"{QUEUE}/{sent.id}"
    clerk.submit(case, {"reason": "Gọi bà Kín Đáo, 0900 000 777"}, action=f"{case}/danh-tinh", status=422)
    assert "petition:identity:open" not in audited(desk, sent.id)
    clerk.submit(case, {"reason": "meet"}, action=f"{case}/danh-tinh", status=200)
    with desk.runtime.reading() as ctx:
        details = select(AuditDetail.detail).join(AuditEntry, AuditEntry.id == AuditDetail.entry_id)
        opened = details.where(AuditEntry.action == "petition:identity:open")
        assert ctx.session.execute(opened).scalars().all() == [{"reason": "meet"}]
    log = desk.officials.sign_in(clerk.another(), Role.LOG_AUDITOR).get("/quan-tri/nhat-ky")
    assert "Người gửi đơn: mở (hẹn gặp, hẹn xuống tận nơi xem)" in log.text


def test_a_lost_race_is_a_409_and_a_gap_keeps_what_was_typed(desk: Desk, clerk: CheckingClient) -> None:
    sent = desk.send()
    case = f"{QUEUE}/{sent.id}"
    old = clerk.get(case)
    fields = {"kind": "report", "field": "land", "urgency": "simple"}
    page = clerk.submit_on(old, fields, action=f"{case}/phan-loai", status=422)
    assert page.one("input", id="phan-loai-kind").get("checked") is not None
    desk.triage(sent.id)
    clerk.submit_on(old, {**fields, "title": "Cống tắc"}, action=f"{case}/phan-loai", status=409)


def test_buttons_are_what_the_policy_allows(
    desk: Desk, clerk: CheckingClient, handler: CheckingClient, leader: CheckingClient
) -> None:
    petition_id = desk.in_progress()

    def offered(browser: CheckingClient) -> set[str]:
        actions = [form.get("action", "") for form in browser.get(f"{QUEUE}/{petition_id}").all("form")]
        return {action.rsplit("/", 1)[1] for action in actions if str(petition_id) in action} - {"ghi-chu"}

    exits = {"chuyen", "huong-dan", "khong-xu-ly", "luu"}
    assert offered(handler) == exits | {"soan", "hoi-lai", "tra-ban"}
    assert offered(clerk) == exits | {"giao"}
    assert offered(leader) == exits | {"giao"}
    desk.propose(petition_id)
    assert offered(leader) == {"duyet", "tra-lai"}
    assert offered(handler) == set()


def test_an_unknown_act_is_not_found(desk: Desk, clerk: CheckingClient) -> None:
    sent = desk.send()
    token = clerk.get(f"{QUEUE}/{sent.id}").one("input", id="phan-loai-csrf_token").get("value")
    clerk.post(f"{QUEUE}/{sent.id}/xoa", {"csrf_token": token}, status=404)
