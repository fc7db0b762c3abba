"""The records clerk's book: numbers and days, nothing of who wrote or what about."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from feedback.states import Concerns
from tests.support.checking_client import CheckingClient
from tests.support.people import Officials
from tests.support.petitioning import Desk

BOOK = "/can-bo/so-van-ban"
pytestmark = pytest.mark.query_budget(20)


def test_what_came_in_stands_there_by_number(client: CheckingClient, officials: Officials, desk: Desk) -> None:
    ordinary = desk.send(what="Cống đầu xóm tắc, nước ngập.", name="Bà Kín", consent=True)
    waiting = desk.send(what="Chưa ai đọc đơn này.")
    about_someone = desk.send(Concerns.COMMUNE_OFFICIAL, what="Cán bộ hẹn lên hẹn xuống.")
    for sent in (ordinary, about_someone):
        desk.triage(sent.id)
    page = officials.sign_in(client, Role.RECORDS_CLERK).get(BOOK)
    assert ordinary.receipt.number in page.text
    for hidden in (waiting.receipt.number, about_someone.receipt.number, "Cống đầu xóm", "Bà Kín"):
        assert hidden not in page.text


def test_what_went_out_and_what_was_published(client: CheckingClient, officials: Officials, desk: Desk) -> None:
    number = desk.case(petition_id := desk.in_progress()).number
    clerk = officials.sign_in(client, Role.RECORDS_CLERK)
    assert number not in clerk.get(f"{BOOK}/di").text
    desk.propose(petition_id)
    desk.approve(petition_id)
    assert number in clerk.get(f"{BOOK}/di").text
    assert "Chưa công khai văn bản nào" in clerk.get(f"{BOOK}/cong-khai").text


def test_nobody_else_opens_it(client: CheckingClient, officials: Officials, desk: Desk) -> None:
    for role in (Role.HAMLET_HEAD, Role.PUBLISHER, Role.SURVEY_MANAGER):
        officials.sign_in(client.another(), role).get(BOOK, status=403)
