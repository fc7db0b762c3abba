"""Cases change hands on the pages of officials: unread by the clerk, given back by the handler, told to the desk."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask

from accounts.queries import get_account
from accounts.roles import Role
from core.actor import SYSTEM
from core.outbox import list_waiting
from feedback.events import CasesReturned
from feedback.states import Concerns, PetitionKind, PetitionState
from jobs.handlers.feedback import HANDLERS
from tests.support.checking_client import CheckingClient
from tests.support.petitioning import WHAT, Desk

QUEUE = "/can-bo/don-thu"
pytestmark = pytest.mark.query_budget(36)


@pytest.fixture
def sealed(desk: Desk) -> UUID:
    """A sealed petition given to the handler."""
    petition_id = desk.send(Concerns.COMMUNE_OFFICIAL).id
    desk.triage(petition_id, PetitionKind.DENUNCIATION_INFO)
    desk.assign(petition_id)
    return petition_id


def browser(client: CheckingClient, desk: Desk, role: Role) -> CheckingClient:
    return desk.officials.sign_in(client.another(), role)


def deliver(desk: Desk, *, times: int = 1) -> None:
    with desk.runtime.reading() as ctx:
        waiting = [m for m in list_waiting(ctx.session, now=ctx.now) if m.topic == CasesReturned.topic]
    for message in waiting * times:
        for handler in HANDLERS[message.topic]:
            handler.run(desk.runtime, message)


def test_the_clerk_gives_a_sealed_case_on_without_seeing_it(client: CheckingClient, desk: Desk, sealed: UUID) -> None:
    clerk, case = browser(client, desk, Role.INTAKE_CLERK), f"{QUEUE}/{sealed}"
    page = clerk.get(case)
    assert WHAT not in page.text
    assert "Giao cho người giải quyết" in page.text
    for slug in ("phan-loai", "soan", "chuyen", "luu", "duyet"):
        assert f"{case}/{slug}" not in page.markup
    verifier = desk.officials.account(Role.VERIFIER)
    refused = clerk.submit_on(page, {"assignee": str(desk.officials.account(Role.INTAKE_CLERK))}, action=f"{case}/giao",
                              status=422)  # fmt: skip
    assert "không tự nhận về mình" in refused.text
    assert WHAT not in refused.text
    clerk.submit_on(clerk.get(case), {"assignee": str(verifier)}, action=f"{case}/giao")
    assert desk.case(sealed).assignee_id == verifier
    browser(client, desk, Role.HANDLER).get(case, status=404)


def test_the_handler_gives_it_back_and_is_not_offered_it_again(
    client: CheckingClient, desk: Desk, sealed: UUID
) -> None:
    handler, case = browser(client, desk, Role.HANDLER), f"{QUEUE}/{sealed}"
    handler.submit(case, {}, action=f"{case}/tra-ban", status=422)
    after = handler.submit(case, {"reason": "conflict"}, action=f"{case}/tra-ban")
    assert after.path == QUEUE
    assert desk.case(sealed).state is PetitionState.TRIAGED
    clerk = browser(client, desk, Role.INTAKE_CLERK)
    page = clerk.submit(
        case, {"assignee": str(desk.officials.account(Role.HANDLER))}, action=f"{case}/giao", status=422
    )
    assert "xin thôi vì liên quan" in page.text


def test_the_administrator_takes_the_role_and_the_desk_is_told_how_many(
    client: CheckingClient, desk: Desk, sealed: UUID
) -> None:
    desk.in_progress()
    account_id = desk.officials.account(Role.HANDLER)
    with desk.runtime.reading() as ctx:
        (grant,) = get_account(ctx, account_id, viewer=SYSTEM).grants
    admin = browser(client, desk, Role.PROVINCE_ADMIN)
    page = f"/quan-tri/tai-khoan/{account_id}"
    after = admin.submit(page, {}, action=f"{page}/vai-tro/{grant.id}/thu")
    assert "đã về bàn tiếp nhận" in after.text
    deliver(desk, times=2)  # handed over twice, told once
    # the leader hears of the one that may be read; the sealed one may be about them
    for role, count in ((Role.INTAKE_CLERK, 2), (Role.LEADER, 1)):
        told = browser(client, desk, role)
        today = told.get("/can-bo")
        assert today.text.count(f"{count} đơn chờ giao lại") == 1
        assert desk.case(sealed).number not in today.text
    (action,) = {form.get("action") for form in today.root.iter("form") if "/da-xem" in form.get("action", "")}
    assert "chờ giao lại" not in told.submit_on(today, {}, action=action).text
    other = browser(client, desk, Role.INTAKE_CLERK)
    assert "2 đơn chờ giao lại" in other.get("/can-bo").text
    assert "chờ giao lại" not in browser(client, desk, Role.VERIFIER).get("/can-bo").text


def test_a_leader_is_not_told_that_a_sealed_case_was_given_back(
    client: CheckingClient, desk: Desk, sealed: UUID
) -> None:
    case = f"{QUEUE}/{sealed}"
    browser(client, desk, Role.HANDLER).submit(case, {"reason": "conflict"}, action=f"{case}/tra-ban")
    deliver(desk)
    assert "chờ giao lại" not in browser(client, desk, Role.LEADER).get("/can-bo").text
    assert "1 đơn chờ giao lại" in browser(client, desk, Role.INTAKE_CLERK).get("/can-bo").text


@pytest.mark.parametrize("command", [["disable", "handler"], ["revoke", "handler", "handler@07288"]])
def test_the_server_s_own_commands_return_the_case_too(
    app: Flask, desk: Desk, sealed: UUID, command: list[str]
) -> None:
    result = app.test_cli_runner().invoke(args=["users", *command])
    assert result.exit_code == 0, result.output
    assert (desk.case(sealed).state, desk.case(sealed).assignee_id) == (PetitionState.TRIAGED, None)
