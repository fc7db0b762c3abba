"""The first page of officials: only what their roles open, and what is due."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import pytest

from accounts.inbox import OfficialNoticeKind, tell_officials
from accounts.roles import Role
from bootstrap.runtime import Runtime
from tests.support.checking_client import CheckingClient
from tests.support.people import Officials
from tests.support.staffed import COMMUNE


@pytest.mark.parametrize("role", Role)
def test_the_first_page_links_only_where_the_role_gets_in(
    client: CheckingClient, officials: Officials, role: Role
) -> None:
    page = officials.sign_in(client, role).get("/can-bo")
    own = [link for link in set(page.links()) if link.startswith(("/can-bo", "/quan-tri", "/ban-thanh-tra"))]
    refused = [link for link in own if client.browser.get(link).status_code != 200]
    assert own
    assert refused == []
    assert "Xem trang mà bà con đang thấy" in page.text


@pytest.mark.parametrize("role", [Role.INTAKE_CLERK, Role.LEADER, Role.HANDLER])
def test_who_handles_petitions_sees_what_is_due(client: CheckingClient, officials: Officials, role: Role) -> None:
    assert "Quá hạn" in officials.sign_in(client, role).get("/can-bo").text


@pytest.mark.parametrize("role", [Role.COMMUNE_ADMIN, Role.BOARD_MEMBER, Role.LOG_AUDITOR])
def test_nobody_else_sees_numbers_of_petitions(client: CheckingClient, officials: Officials, role: Role) -> None:
    assert "Quá hạn" not in officials.sign_in(client, role).get("/can-bo").text


def test_what_says_the_same_stands_there_once_and_is_put_away_at_once(
    client: CheckingClient, officials: Officials, runtime: Runtime, units: Mapping[str, UUID]
) -> None:
    leader, waits = officials.account(Role.LEADER), OfficialNoticeKind.PAPER_WAITS
    with runtime.transaction() as ctx:
        for step in ("submit", "submit", "submit", "number"):
            tell_officials(ctx, [leader], agency_id=units[COMMUNE], kind=waits, step=step)
    browser = officials.sign_in(client, Role.LEADER)
    page = browser.get("/can-bo")
    assert page.text.count("Có văn bản chờ duyệt") == 1
    assert "Có văn bản chờ duyệt (3)" in page.text
    for action in [str(form.get("action")) for form in page.all("form") if "/tin/" in str(form.get("action"))][-1:]:
        page = browser.submit("/can-bo", {}, action=action)
    assert "Có văn bản chờ duyệt" not in page.text
    assert "Văn bản đã có số" in page.text


def test_a_colleague_s_new_key_is_told_by_name(
    client: CheckingClient, officials: Officials, runtime: Runtime, units: Mapping[str, UUID]
) -> None:
    leader, told = officials.account(Role.LEADER), OfficialNoticeKind.KEY_MADE_ANEW
    with runtime.transaction() as ctx:
        tell_officials(ctx, [leader], agency_id=units[COMMUNE], kind=told, person="Lê Thị Thử")
    assert "Mật khẩu của Lê Thị Thử do người khác đặt" in officials.sign_in(client, Role.LEADER).get("/can-bo").text
