"""A commune read at its own address: what is shown there, what leads away, what an invented name gets."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from uuid import UUID

import pytest

from accounts.roles import Role
from agencies.portal import services
from bootstrap.runtime import Runtime
from bootstrap.settings import Settings
from tests.support.checking_client import CheckingClient
from tests.support.people import Officials
from tests.support.staffed import COMMUNE, OTHER
from tests.web.portal.conftest import ALIAS, HOST, PART

AT = {"Host": HOST}
pytestmark = pytest.mark.usefixtures("sited")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Behind one proxy, reached by HTTPS, pages kept at the edge."""
    return dataclasses.replace(
        settings, public_url="https://danchu.example.vn", trusted_proxies=("10.0.0.1",), edge_cache_seconds=60
    )


def behind(client: CheckingClient, remote: str = "10.0.0.1") -> CheckingClient:
    client.browser.environ_base["REMOTE_ADDR"] = remote
    return client


def test_the_root_of_its_own_name_is_the_communes_first_page(client: CheckingClient) -> None:
    page = client.get("/", headers=AT)
    assert "Xã Yên Thế" in page.text
    assert "Bà con ở đâu?" not in page.text
    assert page.response.headers["Cache-Control"].startswith("public")
    assert "Host" in page.response.headers["Vary"]
    assert "Bà con ở đâu?" in client.get("/").text


def test_pages_of_nobody_carry_the_communes_name_there(client: CheckingClient) -> None:
    assert "Xã Yên Thế" in client.get("/quyen-rieng-tu", headers=AT).text
    assert "Xã Yên Thế" not in client.get("/quyen-rieng-tu").text


def test_one_address_is_canonical_in_both_languages_wherever_the_page_is_read(client: CheckingClient) -> None:
    for path, headers, here in (
        ("/", AT, "https://" + HOST + "/"), (f"/xa/{COMMUNE}", {}, "https://" + HOST + "/"),
        ("/en", AT, "https://" + HOST + "/en/"),
        (f"/xa/{COMMUNE}/cong-khai", {}, f"https://{HOST}/xa/{COMMUNE}/cong-khai"),
        (f"/xa/{OTHER}", {}, f"https://danchu.example.vn/xa/{OTHER}"),
        ("/gioi-thieu", {}, "https://danchu.example.vn/gioi-thieu"),
    ):  # fmt: skip
        page = client.get(path, headers=headers)
        assert page.one("link", rel="canonical").get("href") == here
        others = {link.get("hreflang") for link in page.root.iter("link") if link.get("rel") == "alternate"}
        assert {"vi", "en"} <= others


def test_a_form_and_what_is_personal_have_no_canonical_address(client: CheckingClient) -> None:
    assert 'rel="canonical"' not in client.get("/tra-cuu", headers=AT).markup


def test_an_older_name_leads_to_the_main_one(client: CheckingClient) -> None:
    answer = client.get("/en/tra-cuu?so=1", headers={"Host": ALIAS}, status=308)
    assert answer.response.headers["Location"] == f"https://{HOST}/en/tra-cuu?so=1"
    assert client.get("/", headers={"Host": ALIAS}, status=308).response.headers["Location"] == f"https://{HOST}/"


def test_another_commune_is_read_where_it_lives(client: CheckingClient) -> None:
    away = client.get(f"/xa/{OTHER}", headers=AT, status=303).response.headers["Location"]
    assert away == f"https://danchu.example.vn/xa/{OTHER}"
    client.get("/tinh/24", headers=AT)


def test_officials_work_at_the_installations_own_address(client: CheckingClient) -> None:
    away = client.get("/can-bo/dang-nhap?next=/can-bo", headers=AT, status=303).response.headers["Location"]
    assert away == "https://danchu.example.vn/can-bo/dang-nhap?next=/can-bo"
    client.post("/can-bo/dang-nhap", {"user_name": "a"}, headers=AT, status=400)


@pytest.mark.parametrize(
    "host", ["evil.example", "danchu.example.vn.evil.example", "a@danchu.example.vn", "", "x y.vn"]
)
def test_an_invented_name_gets_nothing(client: CheckingClient, host: str) -> None:
    answer = client.browser.get("/", headers={"Host": host})
    assert answer.status_code in (400, 421)
    assert b"evil" not in answer.get_data()


@pytest.mark.parametrize(
    "host", ["danchu.example.vn", "DANCHU.example.vn:443", "localhost", "127.0.0.1:8000", "[::1]", "app"]
)
def test_its_own_name_and_names_from_near_are_served(client: CheckingClient, host: str) -> None:
    assert "Bà con ở đâu?" in client.get("/", headers={"Host": host}).text


def test_no_header_changes_an_address_we_write(client: CheckingClient) -> None:
    behind(client)
    forged = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example", "X-Original-URL": "//evil.example"}
    page = client.get("/gioi-thieu", headers=forged)
    assert "evil" not in page.markup
    assert "evil" not in str(page.response.headers)


def test_a_path_of_the_provinces_site(
    client: CheckingClient, runtime: Runtime, officials: Officials, units: Mapping[str, UUID]
) -> None:
    with runtime.transaction(officials.actor(Role.PROVINCE_ADMIN), public=True) as ctx:
        services.add_address(ctx, units[COMMUNE], PART)
        services.make_main(ctx, PART)
    behind(client)
    at = {"Host": "bacninh.example.vn", "X-Forwarded-Prefix": "/xa/yen-the"}
    page = client.get("/", headers=at)
    assert "Xã Yên Thế" in page.text
    assert page.one("link", rel="canonical").get("href") == f"https://{PART}/"
    inside = [link for link in page.links() if link.startswith("/")]
    assert inside
    assert all(link.startswith("/xa/yen-the/") for link in inside if "#" not in link)
    assert '"/static/' not in page.markup
    form = client.get("/tra-cuu", headers=at)
    assert form.response.headers["Set-Cookie"].count("Path=/xa/yen-the;") == 1
    english = client.get("/en", headers=at)
    assert english.one("html").get("lang") == "en"
    assert "/xa/yen-the/static/" in english.markup
    assert "/xa/yen-the/en/static/" not in english.markup


def test_the_path_counts_from_a_trusted_proxy_only(client: CheckingClient) -> None:
    behind(client, "203.0.113.9")
    page = client.get("/gioi-thieu", headers={"X-Forwarded-Prefix": "/xa/yen-the"})
    assert "/xa/yen-the" not in page.markup


def test_what_one_site_keeps_is_not_served_at_another(client: CheckingClient) -> None:
    """The page kept for one name must never answer at another: neither way round, in any order."""
    for _ in range(2):
        assert "Bà con ở đâu?" in client.get("/").text
        assert "Xã Yên Thế" in client.get("/", headers=AT).text


def test_the_main_address_is_what_is_printed(client: CheckingClient, runtime: Runtime, officials: Officials) -> None:
    with runtime.transaction(officials.actor(Role.PROVINCE_ADMIN), public=True) as ctx:
        services.make_main(ctx, ALIAS)
    assert client.get("/", headers=AT, status=308).response.headers["Location"] == f"https://{ALIAS}/"
    with runtime.transaction(officials.actor(Role.PROVINCE_ADMIN), public=True) as ctx:
        services.remove_address(ctx, ALIAS)
    client.get("/", headers=AT)
    client.browser.get("/", headers={"Host": ALIAS})
    assert client.browser.get("/", headers={"Host": ALIAS}).status_code == 421
