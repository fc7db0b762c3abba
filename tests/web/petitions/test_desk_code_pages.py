"""A lost code at the desk: compared, agreed, shown once, gone."""

from __future__ import annotations

import re

import pytest

from accounts.roles import Role
from feedback.states import Concerns
from tests.support.checking_client import CheckingClient
from tests.support.petitioning import Desk

CODES = "/can-bo/tiep-nhan/ma"
CODE = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")
LEFT = {"name": "Thân Thị Hợi", "phone": "0900 000 104", "consent": True}
pytestmark = pytest.mark.query_budget(25)


def typed(number: str, **more: str) -> dict[str, str]:
    return {"number": number, "name": "Than Thi Hoi", "phone": "0900000104", "identity_seen": "y", **more}


def test_compared_given_once_and_the_old_one_is_dead(clerk: CheckingClient, desk: Desk) -> None:
    sent = desk.send(**LEFT)
    desk.triage(sent.id)
    page = clerk.submit(CODES, typed(sent.receipt.number), action=CODES)
    assert "Thân Thị Hợi" not in page.text
    page = clerk.submit_on(page, {}, action="/cap")
    (code,) = set(CODE.findall(page.text))
    assert code not in page.path
    here = page.path
    page = clerk.submit_on(page, {}, action="/xong")
    assert not CODE.findall(clerk.get(here).text)
    citizen = clerk.another()
    form = {"number": sent.receipt.number, "code": sent.receipt.access_code}
    citizen.submit("/tra-cuu", form, action="", status=422)
    assert "Mã bí mật được cấp lại tại bàn" in citizen.submit("/tra-cuu", {**form, "code": code}, action="").text


def test_what_does_not_fit_says_nothing_more(clerk: CheckingClient, desk: Desk) -> None:
    sent = desk.send(**LEFT)
    desk.triage(sent.id)
    wrong = typed(sent.receipt.number, phone="0900000105")
    page = clerk.submit(CODES, wrong, action=CODES, status=422)
    assert "Chưa khớp" in page.text
    assert page.one("input", name="name").get("value") == "Than Thi Hoi"
    unknown = clerk.submit(CODES, typed("07288-26-XXXX-XXX"), action=CODES, status=422)
    assert "Chưa khớp" in unknown.text
    page = clerk.submit(CODES, {**typed(sent.receipt.number), "identity_seen": []}, action=CODES, status=422)
    assert "Xem giấy tờ tuỳ thân" in page.text


def test_a_colleague_agrees_to_a_sealed_one(clerk: CheckingClient, leader: CheckingClient, desk: Desk) -> None:
    sent = desk.send(Concerns.COMMUNE_OFFICIAL, **LEFT)
    page = clerk.submit(CODES, typed(sent.receipt.number), action=CODES)
    assert "chờ một cán bộ khác xác nhận" in page.text
    leader.get(page.path, status=404)
    assert sent.receipt.number not in leader.get(CODES).text
    other = desk.officials.enter(clerk.another(), desk.another("tiep-nhan-hai", Role.INTAKE_CLERK).account_id)
    assert sent.receipt.number in other.get(CODES).text
    other.submit(page.path, {}, action="/dong-y")
    assert CODE.findall(clerk.submit(page.path, {}, action="/cap").text)
    assert not CODE.findall(other.get(page.path).text)
