"""Administrators' pages: accounts, the log, notices."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from accounts import queries
from accounts.roles import Role
from bootstrap.runtime import Runtime
from core import notices
from core.actor import SYSTEM
from core.audit import AuditEntry
from core.notices import Channel, NoticeState
from tests.support.checking_client import Answer, CheckingClient
from tests.support.clock import SteppingClock
from tests.support.people import PASSWORD, Officials
from tests.support.staffed import COMMUNE, OTHER, PROVINCE

BASE, LOG, NOTICES = "/quan-tri/tai-khoan", "/quan-tri/nhat-ky", "/quan-tri/thong-bao"
Units = Mapping[str, UUID]


def create(client: CheckingClient, units: Units, *, status: int = 200, **fields: str) -> Answer:
    values = {"name": "Hoàng Mận", "user_name": "hoang.man", "role": Role.SURVEY_MANAGER, "agency": str(units[COMMUNE])}
    return client.submit(f"{BASE}/them", values | fields, action=f"{BASE}/them", status=status)


def options(page: Answer, name: str) -> list[str]:
    return [option.get("value", "") for option in page.one("select", name=name).iter("option")]


def test_a_new_person_gets_a_one_time_password_and_enters(
    client: CheckingClient, units: Units, officials: Officials
) -> None:
    officials.sign_in(client, Role.COMMUNE_ADMIN)
    page = create(client, units)
    user_name, password = [element.text or "" for element in page.all("code")]
    assert user_name == "hoang.man"
    assert "trùng họ tên" not in page.text
    again = create(client, units, user_name="man.hoang", name="HOANG  Man")  # somebody who has an account may be this
    assert "trùng họ tên: hoang.man" in again.text
    client.get(f"{BASE}/them")
    assert password not in client.get(BASE).markup
    fresh = client.another()
    page = fresh.submit("/can-bo/dang-nhap", {"user_name": user_name, "password": password})
    assert page.path == "/can-bo/dang-nhap/mat-khau-moi"


def test_mistakes_are_told_and_nothing_typed_is_lost(
    client: CheckingClient, units: Units, officials: Officials
) -> None:
    officials.sign_in(client, Role.COMMUNE_ADMIN)
    page = create(client, units, user_name="Hoàng Mận", status=422)
    assert page.one("input", name="name").get("value") == "Hoàng Mận"
    assert "chữ thường không dấu" in page.text
    create(client, units)
    assert "đã có người dùng" in create(client, units, status=422).text


def test_a_commune_admin_is_offered_only_their_own_place_and_roles(
    client: CheckingClient, units: Units, officials: Officials
) -> None:
    officials.sign_in(client, Role.COMMUNE_ADMIN)
    page = client.get(f"{BASE}/them")
    assert set(options(page, "agency")) - {""} == {str(units[COMMUNE]), str(units["hamlet"])}
    assert not {"province_admin", "provincial_inspector", "log_auditor"} & set(options(page, "role"))
    create(client, units, agency=str(units[OTHER]), status=422)
    create(client, units, role="province_admin", status=422)


def test_roles_are_given_and_withdrawn_on_the_page(client: CheckingClient, units: Units, officials: Officials) -> None:
    account_id = officials.account(Role.HANDLER)
    officials.sign_in(client, Role.COMMUNE_ADMIN)
    address = f"{BASE}/{account_id}"
    fields = {"role": Role.VERIFIER, "agency": str(units[COMMUNE])}
    page = client.submit(address, fields, action="/vai-tro")
    assert "Người xác minh" in page.text
    assert "đã có vai trò này" in client.submit(address, fields, action="/vai-tro", status=422).text
    with client.browser.session_transaction():
        withdraw = [form.get("action", "") for form in page.all("form") if form.get("action", "").endswith("/thu")]
    assert len(withdraw) == 2
    page = client.submit(address, {}, action=withdraw[0])
    assert "Đã thu vai trò" in page.text


def test_name_closing_and_opening(client: CheckingClient, officials: Officials) -> None:
    account_id = officials.account(Role.HANDLER)
    officials.sign_in(client, Role.COMMUNE_ADMIN)
    address = f"{BASE}/{account_id}"
    stale = client.get(address)
    page = client.submit(address, {"name": "Đặng Khoát"}, action="/ten")
    assert page.h1 == "Đặng Khoát"
    client.submit(address, {"name": ""}, action="/ten", status=422)
    client.submit_on(stale, {}, action=f"{account_id}/khoa", status=409)  # someone renamed it meanwhile
    assert "Tài khoản đã khóa" in client.submit(address, {}, action=f"{account_id}/khoa").text
    assert "Đã mở lại" in client.submit(address, {}, action="/mo").text


def test_lost_password_and_lost_phone(client: CheckingClient, officials: Officials) -> None:
    account_id = officials.account(Role.HANDLER)
    officials.sign_in(client, Role.COMMUNE_ADMIN)
    address = f"{BASE}/{account_id}"
    page = client.submit(address, {}, action="/dat-lai-mat-khau", status=200)
    password = [element.text or "" for element in page.all("code")][1]
    client.submit(address, {}, action="/dat-lai-xac-thuc")
    fresh = client.another()
    fresh.submit("/can-bo/dang-nhap", {"user_name": "handler", "password": PASSWORD}, status=422)
    page = fresh.submit("/can-bo/dang-nhap", {"user_name": "handler", "password": password})
    assert page.path == "/can-bo/dang-nhap/mat-khau-moi"


def test_an_account_with_a_role_from_above_is_shown_but_not_changed(
    client: CheckingClient, units: Units, officials: Officials
) -> None:
    account_id = officials.create("hai-vai", (Role.HANDLER, units[COMMUNE]), (Role.LOG_AUDITOR, units[PROVINCE]))
    officials.sign_in(client, Role.COMMUNE_ADMIN)
    page = client.get(f"{BASE}/{account_id}")
    assert "chỉ quản trị cấp trên" in page.text
    token = page.markup.split('name="csrf_token" value="')[1].split('"')[0]
    for act in ("khoa", "dat-lai-mat-khau", "dat-lai-xac-thuc"):
        client.post(f"{BASE}/{account_id}/{act}", {"csrf_token": token, "version": "1"}, status=403)


def test_accounts_elsewhere_are_not_found(client: CheckingClient, units: Units, officials: Officials) -> None:
    elsewhere = officials.create("ben-canh", (Role.HANDLER, units[OTHER]))
    officials.sign_in(client, Role.COMMUNE_ADMIN)
    for account_id in (elsewhere, officials.account(Role.PROVINCE_ADMIN), uuid4()):
        client.get(f"{BASE}/{account_id}", status=404)
    assert "ben-canh" not in client.get(BASE).text


def test_the_list_goes_on(client: CheckingClient, units: Units, officials: Officials) -> None:
    for number in range(31):
        officials.create(f"nguoi.{number:02}", (Role.PUBLISHER, units[COMMUNE]), app=False)
    officials.sign_in(client, Role.COMMUNE_ADMIN)
    page = client.get(BASE)
    assert "nguoi.28" in page.text
    assert "nguoi.30" not in page.text
    following = next(link for link in page.links() if "sau=" in link)
    assert "nguoi.30" in client.get(following).text
    client.get(f"{BASE}?sau=nonsense")


def test_everyone_may_read_the_matrix(client: CheckingClient, officials: Officials) -> None:
    officials.sign_in(client, Role.HAMLET_HEAD)
    page = client.get(f"{BASE}/vai-tro")
    assert "Quản lý tài khoản" in page.text


def test_the_auditor_sees_who_and_when_but_no_content(
    client: CheckingClient, units: Units, clock: SteppingClock, officials: Officials
) -> None:
    officials.places = {**officials.places, Role.LOG_AUDITOR: units[PROVINCE]}
    officials.account(Role.HANDLER)
    clock.advance(days=1)
    officials.sign_in(client, Role.LOG_AUDITOR)
    page = client.get(f"{LOG}?don-vi={units[COMMUNE]}")
    assert "Tạo tài khoản" in page.text
    assert "handler" not in page.text  # the detail is not shown
    assert "Tạo tài khoản" in client.get(f"{LOG}?don-vi={units[COMMUNE]}&ngay=2026-03-10").text
    assert "Không có việc nào" in client.get(f"{LOG}?don-vi={units[COMMUNE]}&ngay=2026-03-09").text
    for nonsense in ("don-vi=x", "ngay=x", "sau=x"):
        client.get(f"{LOG}?{nonsense}")
    client.get(f"{LOG}?don-vi={uuid4()}", status=404)


def test_an_auditor_of_one_commune_reads_only_its_log(
    client: CheckingClient, units: Units, officials: Officials
) -> None:
    officials.create("ben-canh", (Role.HANDLER, units[OTHER]))
    officials.sign_in(client, Role.LOG_AUDITOR)
    page = client.get(LOG)
    assert options(page, "don-vi") == [str(units[COMMUNE])]
    client.get(f"{LOG}?don-vi={units[OTHER]}", status=404)


def test_the_check_of_the_log_names_the_broken_row(
    client: CheckingClient, runtime: Runtime, units: Units, officials: Officials
) -> None:
    officials.sign_in(client, Role.LOG_AUDITOR)
    assert "Sổ còn nguyên" in client.get(f"{LOG}?kiem-tra=1").text
    with Session(runtime.engine) as session:
        session.execute(
            update(AuditEntry).where(AuditEntry.chain == units[COMMUNE], AuditEntry.seq == 2).values(action="a:b:c")
        )
        session.commit()
    assert "Dòng 2:" in client.get(f"{LOG}?kiem-tra=1").text


@pytest.fixture
def sent(runtime: Runtime, units: Units) -> None:
    for number, state in enumerate(NoticeState):
        with runtime.transaction() as ctx:
            notice_id = notices.queue_notice(
                ctx, agency_id=units[OTHER if number == 0 else COMMUNE], channel=Channel.SMS,
                to=f"0900 000 00{number}", subject="Đơn của bà con", text="Có trả lời.",
                subject_type="petition", subject_id=None,
            )  # fmt: skip
            notices.finish_sending(ctx, notice_id, state)


@pytest.mark.usefixtures("sent")
def test_notices_show_how_they_stand_and_nothing_else(client: CheckingClient, officials: Officials) -> None:
    officials.sign_in(client, Role.COMMUNE_ADMIN)
    page = client.get(NOTICES)
    rows = [row for row in page.all("tr") if row.get("class") == "govuk-table__row"]
    assert len(rows) == 1 + len(NoticeState) - 1  # the head, and all but the one next door
    assert "0900 000" not in page.markup
    assert "0900000" not in page.markup
    assert "Có trả lời" not in page.markup
    assert "Không rõ đã tới chưa" in page.text
    only = client.get(f"{NOTICES}?tinh-trang=unknown")
    assert len([row for row in only.all("tr") if row.get("class") == "govuk-table__row"]) == 2
    client.get(f"{NOTICES}?tinh-trang=nonsense")


def test_the_home_of_the_account_is_where_its_first_role_is(
    runtime: Runtime, units: Units, officials: Officials
) -> None:
    account_id = officials.account(Role.HAMLET_HEAD)
    with runtime.reading() as ctx:
        assert queries.get_account(ctx, account_id, viewer=SYSTEM).agency_id == units["hamlet"]
