"""An unattended desk does not become somebody else's account; a passkey is bound to an address the server knows."""

from __future__ import annotations

import dataclasses
import json

import pytest
from flask import Flask

from accounts import queries
from accounts.roles import Role
from bootstrap.runtime import Runtime
from bootstrap.settings import Settings
from core.actor import SYSTEM
from tests.support.checking_client import Answer, CheckingClient
from tests.support.people import PASSWORD, Officials
from tests.web.accounts.authenticator import SecurityKey
from tests.web.accounts.test_own_account import ADD, CODES, DESK, ME, OPTIONS, SIGN_IN, add_key, challenge, removal


def beside(page: Answer) -> str:
    """What stands next to the field of the password."""
    return " ".join(page.one("p", id="current-error").itertext())


@pytest.mark.parametrize("typed", ["", "nhớ nhầm"])
def test_no_codes_and_no_passkey_without_the_password(
    client: CheckingClient, runtime: Runtime, officials: Officials, typed: str
) -> None:
    account_id = officials.account(Role.LEADER)
    officials.sign_in(client, Role.LEADER)
    page = client.submit(CODES, {"current": typed}, action=CODES, status=422)
    assert page.title.startswith("Lỗi:")
    assert "ật khẩu đang dùng" in beside(page)
    page = client.get(ADD)
    answer = SecurityKey().make(challenge(client, page))
    page = client.submit_on(page, {"answer": answer, "name": "Khóa", "current": typed}, action=ADD, status=422)
    assert "Mật khẩu đang dùng chưa đúng" in beside(page)
    assert page.one("input", name="name").get("value") == "Khóa"
    assert page.one("input", name="answer").get("value") == ""
    with runtime.reading() as ctx:
        card = queries.get_account(ctx, account_id, viewer=SYSTEM)
        assert (card.passkeys, queries.count_recovery_codes(ctx, account_id)) == (0, 0)


@pytest.mark.parametrize("typed", ["", "nhớ nhầm"])
def test_nothing_is_given_up_without_the_password(
    client: CheckingClient, runtime: Runtime, officials: Officials, typed: str
) -> None:
    account_id = officials.account(Role.LEADER)
    officials.sign_in(client, Role.LEADER)
    assert "Khóa USB" in add_key(client, SecurityKey()).text
    for address in (removal(client), f"{ME}/ung-dung/bo"):
        page = client.submit(address, {"current": typed}, status=422)
        assert "ật khẩu đang dùng" in beside(page)
    with runtime.reading() as ctx:
        card = queries.get_account(ctx, account_id, viewer=SYSTEM)
        assert (card.passkeys, card.has_totp) == (1, True)
    assert "Đã bỏ ứng dụng tạo mã" in client.submit(f"{ME}/ung-dung/bo", {"current": PASSWORD}).text
    page = client.submit(removal(client), {"current": PASSWORD}, status=422)
    assert "cách xác thực cuối cùng" in page.text


def test_a_passkey_of_somebody_else_is_not_found(client: CheckingClient, officials: Officials) -> None:
    owner = officials.sign_in(client.another(), Role.HANDLER)
    add_key(owner, SecurityKey())
    address = removal(owner)
    officials.sign_in(client, Role.LEADER)
    client.get(address, status=404)
    token = next(field.get("value") for field in client.get(ADD).all("input") if field.get("name") == "csrf_token")
    client.post(address, {"csrf_token": token, "current": PASSWORD}, status=404)


def test_guessing_at_the_open_desk_is_slowed_down(client: CheckingClient, officials: Officials) -> None:
    officials.sign_in(client, Role.LEADER)
    for number in range(5):
        client.submit(CODES, {"current": f"đoán {number}"}, action=CODES, status=422)
    page = client.submit(CODES, {"current": PASSWORD}, action=CODES, status=422)
    assert "Đã thử sai nhiều lần" in page.text


def test_right_answers_are_not_counted(client: CheckingClient, officials: Officials) -> None:
    officials.sign_in(client, Role.LEADER)
    for _ in range(7):
        client.submit(CODES, {"current": PASSWORD}, action=CODES, status=200)


class TestWithoutAddress:
    """PUBLIC_URL is not set."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return dataclasses.replace(settings, public_url=None)

    def test_no_passkey_is_offered_or_taken(self, app: Flask, client: CheckingClient, officials: Officials) -> None:
        officials.sign_in(client, Role.LEADER)
        page = client.get(ADD)
        assert "chưa được đặt địa chỉ" in page.text
        assert ADD not in [form.get("action") for form in page.all("form")]
        token = next(field.get("value") for field in page.all("input") if field.get("name") == "csrf_token")
        refused = client.browser.post(OPTIONS, headers={"X-CSRFToken": token or ""})
        assert refused.status_code == 409
        assert "địa chỉ" in json.loads(refused.get_data())["error"]
        answer = SecurityKey().make("AAAA")
        fields = {"csrf_token": token, "answer": answer, "name": "", "current": PASSWORD}
        page = client.post(ADD, fields, status=422)
        assert "chưa được đặt địa chỉ" in page.text
        assert "Chưa có khóa nào" in client.get(ME).text

    def test_the_app_still_opens(self, client: CheckingClient, officials: Officials) -> None:
        officials.account(Role.LEADER)
        page = client.submit(SIGN_IN, {"user_name": "leader", "password": PASSWORD})
        token = next(field.get("value") for field in page.all("input") if field.get("name") == "csrf_token")
        fields = {"csrf_token": token, "answer": SecurityKey().show("AAAA")}
        page = client.post(f"{SIGN_IN.removesuffix('dang-nhap')}dang-nhap/khoa", fields, status=422)
        assert "chưa được đặt địa chỉ" in page.text
        assert page.one("input", name="code") is not None
        client.get(DESK, status=303)
