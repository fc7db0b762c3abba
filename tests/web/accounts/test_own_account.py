"""One's own account: password, passkeys, printed codes, sessions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import UUID

import pytest

from accounts import totp
from accounts.roles import Role
from tests.support.checking_client import Answer, CheckingClient
from tests.support.clock import SteppingClock
from tests.support.people import PASSWORD, SECRET, Officials
from tests.support.staffed import COMMUNE
from tests.web.accounts.authenticator import SecurityKey

ME, DESK, SIGN_IN = "/can-bo/tai-khoan", "/can-bo", "/can-bo/dang-nhap"
OPTIONS, ADD, USE = "/can-bo/dang-nhap/khoa/yeu-cau", "/can-bo/tai-khoan/khoa", "/can-bo/dang-nhap/khoa"
CODES = f"{ME}/ma-du-phong"
NEW = "con trâu là đầu cơ nghiệp"


def challenge(client: CheckingClient, page: Answer) -> str:
    token = next(field.get("value") for field in page.all("input") if field.get("name") == "csrf_token")
    answer = client.browser.post(OPTIONS, headers={"X-CSRFToken": token or ""})
    assert answer.status_code == 200
    return str(json.loads(answer.get_data())["challenge"])


def add_key(client: CheckingClient, key: SecurityKey) -> Answer:
    page = client.get(ADD)
    fields = {"answer": key.make(challenge(client, page)), "name": "Khóa USB", "current": PASSWORD}
    return client.submit_on(page, fields, action=ADD)


def removal(client: CheckingClient) -> str:
    """Where the only passkey of the account is given up."""
    return next(link for link in client.get(ME).links() if link.startswith(f"{ADD}/") and link.endswith("/bo"))


def test_a_new_password_ends_the_other_sessions(client: CheckingClient, officials: Officials) -> None:
    officials.sign_in(client, Role.LEADER)
    elsewhere = officials.sign_in(client.another(), Role.LEADER)
    address = f"{ME}/mat-khau"
    fields = {"current": "nhớ nhầm", "password": NEW, "again": NEW}
    client.submit(address, fields, action=address, status=422)
    page = client.submit(address, {**fields, "current": PASSWORD}, action=address)
    assert "Đã đổi mật khẩu" in page.text
    client.get(DESK)
    elsewhere.get(DESK, status=303)
    fresh = client.another()
    fresh.submit(SIGN_IN, {"user_name": "leader", "password": PASSWORD}, status=422)
    fresh.submit(SIGN_IN, {"user_name": "leader", "password": NEW})


@pytest.mark.parametrize(
    ("password", "again"), [("ngắn", "ngắn"), ("matkhau12345", "matkhau12345"), (PASSWORD, PASSWORD), (NEW, NEW + "x")]
)
def test_bad_new_passwords_are_refused_in_words(
    client: CheckingClient, officials: Officials, password: str, again: str
) -> None:
    officials.sign_in(client, Role.LEADER)
    address = f"{ME}/mat-khau"
    page = client.submit(
        address, {"current": PASSWORD, "password": password, "again": again}, action=address, status=422
    )
    assert page.title.startswith("Lỗi:")


def test_a_passkey_is_added_used_and_removed(
    client: CheckingClient, clock: SteppingClock, officials: Officials
) -> None:
    officials.sign_in(client, Role.LEADER)
    key = SecurityKey()
    assert "Khóa USB" in add_key(client, key).text
    client.submit(DESK, {}, action="/can-bo/dang-xuat")
    page = client.submit(SIGN_IN, {"user_name": "leader", "password": PASSWORD})
    asked = challenge(client, page)
    page = client.submit_on(page, {"answer": key.show(asked)}, action=USE)
    assert page.path == DESK
    # the same answer again, in another browser: its challenge is gone
    thief = client.another()
    page = thief.submit(SIGN_IN, {"user_name": "leader", "password": PASSWORD})
    thief.submit_on(page, {"answer": key.show(asked)}, action=USE, status=422)
    page = client.submit(removal(client), {"current": PASSWORD})
    assert "Đã bỏ khóa" in page.text
    assert "Chưa có khóa nào" in page.text


def test_a_passkey_of_another_site_or_nonsense_is_refused(client: CheckingClient, officials: Officials) -> None:
    officials.sign_in(client, Role.LEADER)
    page = client.get(ADD)
    asked = challenge(client, page)
    for answer in (SecurityKey().make(asked, "https://evil.example"), "{}", "nonsense", '{"id": 5}'):
        again = client.submit_on(page, {"answer": answer, "name": "", "current": PASSWORD}, action=ADD, status=422)
        assert "chưa được nhận" in again.text
    assert "Chưa có khóa nào" in client.get(ME).text


def test_somebody_elses_passkey_does_not_open_my_account(client: CheckingClient, officials: Officials) -> None:
    key = SecurityKey()
    add_key(officials.sign_in(client, Role.HANDLER), key)
    other = officials.sign_in(client.another(), Role.LEADER)
    add_key(other, SecurityKey())
    fresh = client.another()
    page = fresh.submit(SIGN_IN, {"user_name": "leader", "password": PASSWORD})
    fresh.submit_on(page, {"answer": key.show(challenge(fresh, page))}, action=USE, status=422)


def test_a_passkey_can_be_the_first_factor_to_set_up(
    client: CheckingClient, units: Mapping[str, UUID], officials: Officials
) -> None:
    officials.create("moi-vao", (Role.HANDLER, units[COMMUNE]), app=False)
    page = client.submit(SIGN_IN, {"user_name": "moi-vao", "password": PASSWORD})
    enroll = f"{SIGN_IN}/thiet-lap/khoa"
    refused = client.submit_on(page, {"answer": "nonsense", "name": ""}, action=enroll, status=422)
    answer = SecurityKey().make(challenge(client, refused))
    codes = client.submit_on(refused, {"answer": answer, "name": "Khóa"}, action=enroll, status=200)
    assert len(list(codes.all("code"))) == 10
    assert client.get("/can-bo/dang-nhap/tiep", status=303).location == DESK
    # the only factor of a role that needs one stays
    page = client.submit(removal(client), {"current": PASSWORD}, status=422)
    assert "cách xác thực cuối cùng" in page.text


def test_the_app_moves_to_another_phone(client: CheckingClient, clock: SteppingClock, officials: Officials) -> None:
    officials.sign_in(client, Role.LEADER)
    address = f"{ME}/ung-dung"
    page = client.get(address)
    secret = next(element.text for element in page.all("code") if element.text).replace(" ", "")
    assert secret != SECRET
    client.submit_on(page, {"code": "000000", "current": PASSWORD}, action=address, status=422)
    right = {"code": totp.current_code(secret, now=clock())}
    client.submit_on(page, {**right, "current": "nhớ nhầm"}, action=address, status=422)
    client.submit_on(page, right, action=address, status=422)  # without any password
    client.submit_on(page, {**right, "current": PASSWORD}, action=address)
    clock.advance(seconds=60)
    fresh = client.another()
    factor = f"{SIGN_IN}/xac-thuc"
    fresh.submit(SIGN_IN, {"user_name": "leader", "password": PASSWORD})
    fresh.submit(factor, {"code": totp.current_code(SECRET, now=clock())}, action=factor, status=422)
    assert fresh.submit(factor, {"code": totp.current_code(secret, now=clock())}, action=factor).path == DESK


def test_new_printed_codes_replace_the_old_ones(client: CheckingClient, officials: Officials) -> None:
    officials.sign_in(client, Role.LEADER)
    prints = [
        [element.text for element in client.submit(CODES, {"current": PASSWORD}, action=CODES, status=200).all("code")]
        for _ in range(2)
    ]
    fresh = client.another()
    fresh.submit(SIGN_IN, {"user_name": "leader", "password": PASSWORD})
    fresh.submit(f"{SIGN_IN}/ma-du-phong", {"code": prints[0][0]}, status=422)
    assert fresh.submit(f"{SIGN_IN}/ma-du-phong", {"code": prints[1][0]}).path == DESK


def test_one_session_or_all_can_be_ended(client: CheckingClient, officials: Officials) -> None:
    browsers = [officials.sign_in(client.another(), Role.LEADER) for _ in range(3)]
    page = browsers[0].get(ME)
    ends = [form.get("action") for form in page.all("form") if form.get("action", "").endswith("/ket-thuc")]
    assert len(ends) == 2
    browsers[0].submit_on(page, {}, action=ends[0])
    alive = [browser.browser.get(DESK).status_code == 200 for browser in browsers]
    assert sorted(alive) == [False, True, True]
    assert browsers[0].submit(ME, {}, action=f"{ME}/thoat-moi-noi").path == SIGN_IN
    assert [browser.browser.get(DESK).status_code for browser in browsers] == [303, 303, 303]


def test_somebody_elses_session_cannot_be_ended(client: CheckingClient, officials: Officials) -> None:
    victim = officials.sign_in(client.another(), Role.HANDLER)
    with victim.browser.session_transaction() as cookie:
        assert cookie["_user_id"]
    officials.sign_in(victim, Role.HANDLER)  # a second session, so that the page lists one to end
    page = victim.get(ME)
    end = next(form.get("action") for form in page.all("form") if form.get("action", "").endswith("/ket-thuc"))
    officials.sign_in(client, Role.LEADER)
    token = client.get(ME).markup.split('name="csrf_token" value="')[1].split('"')[0]
    client.post(end or "", {"csrf_token": token}, status=404)
