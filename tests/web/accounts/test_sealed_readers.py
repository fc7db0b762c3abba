"""The commune's administrator is told why a reader of sealed petitions is not theirs to make or to reset."""

from __future__ import annotations

import pytest
from flask import Flask

from accounts import queries
from accounts.roles import Role
from bootstrap.runtime import Runtime
from core.actor import SYSTEM
from tests.support.checking_client import CheckingClient
from tests.support.people import Officials
from tests.support.staffed import COMMUNE, Units

BASE = "/quan-tri/tai-khoan"


def test_the_reason_stands_where_the_role_is_missing(
    client: CheckingClient, units: Units, officials: Officials
) -> None:
    officials.sign_in(client, Role.COMMUNE_ADMIN)
    for address in (f"{BASE}/them", f"{BASE}/{officials.account(Role.HANDLER)}"):
        page = client.get(address)
        assert "chỉ quản trị tỉnh cấp" in page.text
        assert 'value="intake_clerk"' not in page.markup
    above = officials.sign_in(client.another(), Role.PROVINCE_ADMIN)
    page = above.get(f"{BASE}/them")
    assert 'value="intake_clerk"' in page.markup
    assert "chỉ quản trị tỉnh cấp" not in page.text


def test_an_intake_clerks_account_is_shown_with_the_reason_and_not_changed(
    client: CheckingClient, officials: Officials
) -> None:
    clerk = officials.account(Role.INTAKE_CLERK)
    officials.sign_in(client, Role.COMMUNE_ADMIN)
    page = client.get(f"{BASE}/{clerk}")
    assert "đọc được đơn niêm phong" in page.text
    token = page.markup.split('name="csrf_token" value="')[1].split('"')[0]
    for act in ("khoa", "mo", "dat-lai-mat-khau", "dat-lai-xac-thuc"):
        client.post(f"{BASE}/{clerk}/{act}", {"csrf_token": token, "version": "1"}, status=403)
    above = officials.sign_in(client.another(), Role.PROVINCE_ADMIN)
    assert "Quên mật khẩu" in above.get(f"{BASE}/{clerk}").text


def test_the_leader_cannot_be_made_clerk_and_the_page_says_why(
    client: CheckingClient, units: Units, officials: Officials
) -> None:
    leader = officials.account(Role.LEADER)
    officials.sign_in(client, Role.PROVINCE_ADMIN)
    fields = {"role": Role.INTAKE_CLERK, "agency": str(units[COMMUNE])}
    page = client.submit(f"{BASE}/{leader}", fields, action="/vai-tro", status=422)
    assert "Lãnh đạo không tiếp nhận đơn" in page.text


def run(app: Flask, *words: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["users", *words])
    return result.exit_code, result.output


def test_the_servers_console_does_what_a_lone_commune_needs(
    app: Flask, runtime: Runtime, units: Units, officials: Officials
) -> None:
    assert run(app, "add", "tiep.nhan", "--name", "Hoàng Mận", "--role", "intake_clerk@07288")[0] == 0
    account_id = officials.account(Role.HANDLER)

    def state() -> tuple[set[Role], bool]:
        with runtime.reading() as ctx:
            card = queries.get_account(ctx, account_id, viewer=SYSTEM)
        return {grant.role for grant in card.grants}, card.disabled_at is not None

    assert run(app, "grant", "handler", "intake_clerk@07288")[0] == 0
    assert state() == ({Role.HANDLER, Role.INTAKE_CLERK}, False)
    assert run(app, "disable", "handler")[0] == 0
    assert state()[1]
    assert run(app, "enable", "handler")[0] == 0
    assert run(app, "revoke", "handler", "intake_clerk@07288")[0] == 0
    assert state() == ({Role.HANDLER}, False)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("grant", "leader", "intake_clerk@07288"), "LeaderReceivesNothing"),
        (("revoke", "leader", "intake_clerk@07288"), "leader"),
        (("disable", "khong-co"), "khong-co"),
    ],
)
def test_the_console_refuses_in_words(app: Flask, officials: Officials, words: tuple[str, ...], said: str) -> None:
    officials.account(Role.LEADER)
    code, output = run(app, *words)
    assert code == 1
    assert said in output
