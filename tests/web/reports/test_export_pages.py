"""Packages, keys, periods; and the address where machines fetch records."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from accounts.roles import Role
from tests.support.checking_client import CheckingClient
from tests.support.people import Officials
from tests.support.petitioning import Desk

EXPORT, KEEP, API = "/can-bo/bao-cao/csdl-quoc-gia", "/quan-tri/bao-cao", "/api/v1/vu-viec"
pytestmark = pytest.mark.query_budget(36)


def _key(client: CheckingClient, officials: Officials) -> str:
    keeper = officials.sign_in(client.another(), Role.PROVINCE_ADMIN)
    page = keeper.submit(KEEP, {"name": "Trục liên thông"}, action=f"{KEEP}/khoa", status=200)
    assert "Khoá cho Trục liên thông" in page.text
    assert "Trục liên thông" in keeper.get(KEEP).text
    (code,) = [element.get("data-copy") for element in page.root.iter() if element.get("data-copy")]
    return str(code)


def test_the_inspector_takes_a_package(client: CheckingClient, officials: Officials, desk: Desk) -> None:
    number = desk.case(desk.answered()).number
    inspector = officials.sign_in(client, Role.PROVINCIAL_INSPECTOR)
    assert "Chưa chốt gói nào" in inspector.get(EXPORT).text
    page = inspector.submit(EXPORT, {}, action=EXPORT)
    assert "Đã chốt gói mới" in page.text
    action = next(form.get("action") for form in page.root.iter() if str(form.get("action")).endswith("/tai"))
    answer = inspector.submit_on(page, {}, action=action, status=200).response
    with zipfile.ZipFile(io.BytesIO(answer.get_data())) as files:
        (line,) = files.read("vu-viec.jsonl").decode().splitlines()
    assert json.loads(line)["number"] == number
    assert "chưa có vụ việc nào thay đổi" in inspector.submit(EXPORT, {}, action=EXPORT).text


def test_a_machine_reads_on_with_its_key(client: CheckingClient, officials: Officials, desk: Desk) -> None:
    first, second = (desk.case(desk.send().id).number for _ in range(2))
    key = {"Authorization": f"Bearer {_key(client, officials)}"}
    page = client.get(f"{API}?toi-da=1", headers=key).response.get_json()
    assert ([one["number"] for one in page["records"]], page["more"]) == ([first], True)
    page = client.get(f"{API}?toi-da=1&sau={page['next']}", headers=key).response.get_json()
    assert ([one["number"] for one in page["records"]], page["more"]) == ([second], False)
    assert client.get(f"{API}?sau={page['next']}", headers=key).response.get_json()["records"] == []


def test_without_a_key_nothing_is_given(client: CheckingClient, officials: Officials, desk: Desk) -> None:
    desk.send()
    client.get(API, status=401)
    client.get(API, headers={"Authorization": "Bearer sai"}, status=401)
    client.get(f"{API}?sau=-1", status=400)
    secret = _key(client, officials)
    keeper = officials.sign_in(client.another(), Role.PROVINCE_ADMIN)
    page = keeper.get(KEEP)
    action = next(form.get("action") for form in page.root.iter() if str(form.get("action")).endswith("/thu-hoi"))
    assert "đã thu hồi" in keeper.submit_on(page, {}, action=action).text
    client.get(API, headers={"Authorization": f"Bearer {secret}"}, status=401)


def test_the_schema_is_served_to_everybody(client: CheckingClient) -> None:
    answer = client.get("/api/v1/luoc-do/vu-viec-1.json").response
    assert json.loads(answer.get_data())["properties"]["schema"]["const"] == "vu-viec/1"


def test_the_province_sets_its_own_days(client: CheckingClient, officials: Officials, desk: Desk) -> None:
    keeper = officials.sign_in(client, Role.PROVINCE_ADMIN)
    own = {
        "kind": "q1", "first_day": "1", "first_month": "1", "year_before": "0", "last_day": "31", "last_month": "3",
        "valid_from": "2026-01-01", "document_number": "12/CT-UBND", "due_note": "trước ngày 05/4",
    }  # fmt: skip
    keeper.submit(KEEP, {**own, "last_month": "2"}, action=f"{KEEP}/ky", status=422)
    keeper.submit(KEEP, {**own, "first_month": "5"}, action=f"{KEEP}/ky", status=422)
    keeper.submit(KEEP, {**own, "document_number": ""}, action=f"{KEEP}/ky", status=422)
    assert "12/CT-UBND" in keeper.submit(KEEP, own, action=f"{KEEP}/ky").text
    leader = officials.sign_in(client.another(), Role.LEADER)
    page = leader.get("/can-bo/bao-cao?ky=q1&nam=2026")
    assert "từ 01/01/2026 đến hết 31/03/2026" in page.text
    assert "trước ngày 05/4" in page.text
    assert "từ 15/12/2024 đến hết 14/03/2025" in leader.get("/can-bo/bao-cao?ky=q1&nam=2025").text
