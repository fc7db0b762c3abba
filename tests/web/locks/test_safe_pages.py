"""Who keeps the halves of a safe's keys, on the page: chosen, rehearsed, given back when a side lost its key."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.models import Account
from accounts.roles import Role
from casework.safes.calling import call_state
from casework.safes.states import Side
from core.actor import Actor
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.keys import enter_with_key, with_key
from tests.support.people import PASSWORD, Officials
from tests.support.petitioning import Desk
from tests.support.safes import House
from tests.support.staffed import PROVINCE

SAFES = "/can-bo/ket-danh-tinh"
pytestmark = pytest.mark.query_budget(70)


@pytest.fixture
def house(desk: Desk) -> House:
    return House(desk)


def account(who: Actor) -> UUID:
    assert who.account_id is not None
    return who.account_id


def test_a_key_is_kept_rehearsed_lost_and_found(
    app: Flask, client: CheckingClient, house: House, clock: SteppingClock
) -> None:  # fmt: skip
    runtime, safe_id = house.desk.runtime, house.safe_id()
    keepers = [
        account(house.more(name, role)) for name, role in (("giu-1", Role.LOG_AUDITOR), ("giu-2", Role.RECORDS_CLERK))
    ]
    leader_id = account(house.leader)
    leader = enter_with_key(client, runtime, leader_id)
    page = leader.get(SAFES).text
    assert "chưa có hai người giữ hộ" in page
    assert "chưa có đủ hai người giữ hộ" in leader.get("/can-bo").text
    choosing = f"{SAFES}/{safe_id}/giu-ho"
    same = {"first": str(keepers[0]), "second": str(keepers[0])}
    assert "Chọn hai người giữ hộ khác nhau" in leader.submit(choosing, same, status=422).text
    page = leader.submit(choosing, {"first": str(keepers[0]), "second": str(keepers[1])}).text
    assert "Hai người đang giữ hộ chưa diễn tập lần nào" in page
    said = app.test_cli_runner().invoke(args=["keys", "status"])
    assert (said.exit_code, "agreeing key: 2 have it, rehearsal due by" in said.output) == (1, True)
    assert "working key: 2 have it, nobody keeps its halves" in said.output
    rehearses_at_the_console(app, house, keepers)
    leader.submit(SAFES, {}, action=f"{SAFES}/{safe_id}/goi")
    for keeper_id in keepers:
        keeper = enter_with_key(client.another(), runtime, keeper_id)
        assert "gọi nửa chìa anh chị giữ hộ" in keeper.get("/can-bo").text
        assert "đang diễn tập mất chìa" in keeper.get(SAFES).text
        said = keeper.submit(SAFES, {}, action=f"{SAFES}/{safe_id}/trao/{leader_id}").text
        assert "Đã trao nửa chìa cho" in said
        assert "gọi nửa chìa anh chị giữ hộ" not in keeper.get("/can-bo").text
    assert "đã có 2 trên 2" in leader.get(SAFES).text
    assert "Diễn tập lần gần nhất" in leader.submit(SAFES, {}, action=f"{SAFES}/{safe_id}/ghep").text
    assert "Khoá và két" not in leader.get("/can-bo").text
    clock.advance(days=200)
    asked = enter_with_key(leader.another(), runtime, leader_id).get("/can-bo").text
    assert "Chìa của két đến hạn diễn tập" in asked
    # A commune's clerk is asked about the desk's key; of the safe they have, others of that side decide.
    clerk = enter_with_key(leader.another(), runtime, account(house.clerk)).get("/can-bo").text
    assert "Khoá của bàn đến hạn diễn tập" in clerk
    # Both leaders' passwords were set anew by somebody else: nobody of that side has the key any more.
    with_key(runtime, account(house.second), "mật khẩu do quản trị đặt")
    with_key(runtime, leader_id, "mật khẩu do quản trị đặt")
    clock.advance(days=1)
    again = enter_with_key(client.another(), runtime, leader_id, "mật khẩu do quản trị đặt")
    assert "Anh chị chưa có chìa này" in again.get(SAFES).text
    again.submit(SAFES, {}, action=f"{SAFES}/{safe_id}/goi")
    for keeper_id in keepers:
        keeper = enter_with_key(client.another(), runtime, keeper_id)
        assert "đã mất chìa và gọi hai nửa" in keeper.get(SAFES).text
        keeper.submit(SAFES, {}, action=f"{SAFES}/{safe_id}/trao/{leader_id}")
    assert "anh chị đang giữ chìa" in again.submit(SAFES, {}, action=f"{SAFES}/{safe_id}/ghep").text
    assert "Anh chị chưa có chìa này" not in again.get(SAFES).text


def rehearses_at_the_console(app: Flask, house: House, keepers: list[UUID]) -> None:
    shell, a = app.test_cli_runner(), Account
    with house.desk.runtime.reading() as ctx:
        names = [ctx.session.execute(select(a.user_name).where(a.id == one)).scalar_one() for one in keepers]
    both = ["keys", "drill", PROVINCE, "--keeper", names[1], "--keeper", names[0], "--safe"]
    assert "not its two keepers" in shell.invoke(args=[*both, "working"]).output
    assert "does not open" in shell.invoke(args=[*both, "agreeing"], input="sai\nsai\n").output
    said = shell.invoke(args=[*both, "agreeing"], input=f"{PASSWORD}\n{PASSWORD}\n")
    assert (said.exit_code, "are the agreeing key of the safe" in said.output) == (0, True), said.output
    with house.desk.runtime.reading() as ctx:
        state = call_state(ctx, house.safe_id(), Side.AGREEING)
        assert state is not None
        assert (state.last_at is not None, state.caller) == (True, None)


def test_whoever_has_nothing_of_it_sees_nothing_of_it(
    client: CheckingClient, officials: Officials, house: House
) -> None:  # fmt: skip
    for role in (Role.PUBLISHER, Role.PROVINCE_ADMIN, Role.COMMUNE_ADMIN):
        officials.sign_in(client.another(), role).get(SAFES, status=403)
    keeper = officials.sign_in(client.another(), Role.DATA_PROTECTION_OFFICER)
    assert "Chưa có két nào ở đây" in keeper.get(SAFES).text
    # Of the other side's keepers no name is shown, and where the province has people of its own, they choose.
    above = house.more("thanh-tra", Role.PROVINCIAL_INSPECTOR, PROVINCE)
    page = enter_with_key(client.another(), house.desk.runtime, account(above)).get(SAFES).text
    assert "Anh chị chưa có chìa này" in page
    assert "Chọn người giữ hộ" not in page


def test_a_safe_is_changed_and_the_old_one_emptied(client: CheckingClient, house: House) -> None:
    house.assigned()
    old, runtime = house.safe_id(), house.desk.runtime
    changing, moving = f"{SAFES}/{old}/thay", f"{SAFES}/{old}/chuyen"
    clerk = enter_with_key(client, runtime, account(house.clerk))
    assert "Thay két mới" not in clerk.get(SAFES).text
    clerk.get(changing, status=403)
    clerk.get(moving, status=404)  # nothing to move out of the safe in use
    leader = enter_with_key(client.another(), runtime, account(house.leader))
    assert "Thay két mới" in leader.get(SAFES).text
    assert "Còn 1 đơn nằm trong két này" in leader.submit(changing, {}).text
    assert "Két này đã được thay rồi" in leader.submit(changing, {}).text
    assert "Chưa ai bắt đầu" in clerk.get(moving).text
    begin = f"{SAFES}/{old}/bat-dau-chuyen"
    assert "đang chờ người làm đơn vào trang này" in leader.submit(moving, {}, action=begin).text
    second = enter_with_key(client.another(), runtime, account(house.second)).get(moving).text
    assert "Tôi làm thay" in second
    assert "Làm phần của tôi" not in second
    assert "đến lượt anh chị" in clerk.get("/can-bo").text
    assert "lượt này 1 đơn" in clerk.get(moving).text
    assert "Đang chờ" in clerk.submit(moving, {}, action=moving).text
    assert "chờ người làm đơn cất vào két mới" in leader.submit(moving, {}, action=moving).text
    assert "đến lượt anh chị" not in leader.get("/can-bo").text
    assert "Phần anh chị mở được đã xong" in clerk.submit(moving, {}, action=moving).text
    assert "Két cũ đã trống" in leader.get(moving).text
    stranger = house.more("nguoi-moi", Role.HANDLER)  # has no key of it
    enter_with_key(client.another(), runtime, account(stranger)).get(moving, status=404)
