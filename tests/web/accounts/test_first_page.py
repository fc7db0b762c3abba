"""The first page of officials: only what their roles open, and what is due."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from tests.support.checking_client import CheckingClient
from tests.support.people import Officials


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
