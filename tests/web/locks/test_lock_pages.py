"""A desk gets a key, loses it and finds it again; the sender never notices."""

from __future__ import annotations

from uuid import UUID

import pytest

from accounts.roles import Role
from bootstrap.runtime import Runtime
from casework.locks.desks import find_desk_key
from feedback.states import Concerns
from tests.support.checking_client import CheckingClient
from tests.support.keys import enter_with_key, with_key
from tests.support.people import Officials
from tests.support.petitioning import WHAT, Desk
from tests.support.staffed import COMMUNE

PAGE = "/can-bo/khoa"
pytestmark = pytest.mark.query_budget(38)


@pytest.fixture
def keepers(runtime: Runtime, desk: Desk) -> list[UUID]:
    """Two who can keep a half: they have signed in with their password once."""
    made = [desk.officials.account(Role.RECORDS_CLERK), desk.officials.account(Role.DATA_PROTECTION_OFFICER)]
    for account_id in made:
        with_key(runtime, account_id)
    return made


def closed(client: CheckingClient, runtime: Runtime, desk: Desk, keepers: list[UUID]) -> CheckingClient:
    clerk = enter_with_key(client, runtime, desk.officials.account(Role.INTAKE_CLERK))
    address = f"{PAGE}/{desk.units[COMMUNE]}/dung"
    chosen = {"first": str(keepers[0]), "second": str(keepers[1]), "understood": "y"}
    clerk.submit(address, chosen)
    return clerk


def test_a_clerk_closes_the_desk_with_two_keepers(
    client: CheckingClient, runtime: Runtime, desk: Desk, keepers: list[UUID]
) -> None:
    clerk = enter_with_key(client, runtime, desk.officials.account(Role.INTAKE_CLERK))
    assert "Đặt khoá cho bàn này" in clerk.get(PAGE).text
    address = f"{PAGE}/{desk.units[COMMUNE]}/dung"
    same = {"first": str(keepers[0]), "second": str(keepers[0]), "understood": "y"}
    assert "Chọn hai người giữ hộ khác nhau" in clerk.submit(address, same, status=422).text
    closed(client, runtime, desk, keepers)
    page = clerk.get(PAGE).text
    assert "đang giữ khoá" in page


def test_what_comes_in_then_is_read_with_the_key_and_without_it_the_page_says_why(
    client: CheckingClient, runtime: Runtime, desk: Desk, keepers: list[UUID]
) -> None:
    clerk = closed(client, runtime, desk, keepers)
    sent = desk.send(Concerns.COMMUNE_OFFICIAL)
    case = f"/can-bo/don-thu/{sent.id}"
    opened = clerk.get(case).text
    assert WHAT in opened or "Mở đơn" in opened
    without = desk.officials.sign_in(client.another(), Role.INTAKE_CLERK)
    assert "Hồ sơ này khoá bằng khoá riêng" in without.get(case, status=403).text
    assert "Phiên này chưa mở khoá riêng" in without.get(PAGE).text


def test_the_sender_follows_it_by_number_and_code(
    client: CheckingClient, runtime: Runtime, desk: Desk, keepers: list[UUID]
) -> None:
    closed(client, runtime, desk, keepers)
    sent, phone = desk.send(Concerns.COMMUNE_OFFICIAL), client.another()
    asked = {"number": sent.receipt.number, "code": sent.receipt.access_code}
    assert WHAT in phone.submit("/tra-cuu", asked).text


def test_after_a_reset_both_keepers_give_the_key_back(
    client: CheckingClient, runtime: Runtime, desk: Desk, keepers: list[UUID], officials: Officials
) -> None:
    closed(client, runtime, desk, keepers)
    account_id = officials.account(Role.INTAKE_CLERK)
    with_key(runtime, account_id, "mật khẩu mới vì đã quên")
    clerk = enter_with_key(client.another(), runtime, account_id, "mật khẩu mới vì đã quên")
    assert "chưa mở được đơn kín" in clerk.get(PAGE).text
    with runtime.reading() as ctx:
        key = find_desk_key(ctx, desk.units[COMMUNE])
    assert key is not None
    for keeper_id in keepers:
        keeper = enter_with_key(client.another(), runtime, keeper_id)
        keeper.submit(PAGE, {}, action=f"{PAGE}/nua/{key.id}/trao/{account_id}")
    assert "đang giữ khoá" in clerk.submit(PAGE, {}, action=f"{PAGE}/{desk.units[COMMUNE]}/ghep").text


def test_other_roles_do_not_open_it(client: CheckingClient, officials: Officials, desk: Desk) -> None:
    for role in (Role.HANDLER, Role.LEADER, Role.PUBLISHER, Role.PROVINCE_ADMIN):
        officials.sign_in(client.another(), role).get(PAGE, status=403)
