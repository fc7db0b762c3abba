"""The page of reminders: what was told, seen, and where else to tell."""

from __future__ import annotations

from datetime import datetime

from accounts.roles import Role
from bootstrap.runtime import Runtime
from core.clock import VIETNAM
from core.outbox import list_waiting
from deadlines.reminders import address_of
from jobs.handlers import HANDLERS
from jobs.handlers.deadlines import remind_officials
from jobs.handling import run_message
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk

PAGE = "/can-bo/nhac-viec"


def remind_all(runtime: Runtime) -> None:
    remind_officials(runtime)
    with runtime.reading() as ctx:
        waiting = list_waiting(ctx.session, now=ctx.now)
    for message in waiting:
        run_message(runtime, message, HANDLERS)


def test_a_reminder_leads_to_the_case_and_is_put_away(
    desk: Desk, client: CheckingClient, runtime: Runtime, clock: SteppingClock
) -> None:
    petition_id = desk.in_progress()
    handler = desk.officials.sign_in(client, Role.HANDLER)
    assert "Chưa có lời nhắc nào" in handler.get(PAGE).text
    clock.now = datetime(2026, 3, 17, 9, tzinfo=VIETNAM)
    remind_all(runtime)
    handler = desk.officials.sign_in(client.another(), Role.HANDLER)
    assert "Có thời hạn sắp hết hoặc đã quá" in handler.get("/can-bo").text
    page = handler.get(PAGE)
    assert "đã qua nửa thời hạn" in page.text
    assert "thứ Ba 24/03/2026" in page.text
    assert any(str(petition_id) in (link.get("href") or "") for link in page.all("a"))
    assert "mới" in page.text
    after = handler.submit(PAGE, {}, action="/da-xem")
    assert "Đã xem hết" not in after.text


def test_an_address_is_kept_checked_and_given_up(desk: Desk, client: CheckingClient, runtime: Runtime) -> None:
    leader = desk.officials.sign_in(client, Role.LEADER)
    wrong = leader.submit(PAGE, {"email": "khong phai thu"}, action="/nhac-viec", status=422)
    assert "Địa chỉ thư chưa đúng" in wrong.text
    assert wrong.one("input", name="email").get("value") == "khong phai thu"
    done = leader.submit(PAGE, {"email": "lanh.dao@xa.example"}, action="/nhac-viec")
    assert done.one("input", name="email").get("value") == "lanh.dao@xa.example"
    done = leader.submit(PAGE, {"email": ""}, action="/nhac-viec")
    assert "Từ nay không gửi thư nhắc nữa." in done.text
    with runtime.reading() as ctx:
        assert address_of(ctx, desk.officials.account(Role.LEADER)) == ""


def test_no_role_no_page(desk: Desk, client: CheckingClient) -> None:
    desk.officials.sign_in(client, Role.PUBLISHER).get(PAGE, status=403)
