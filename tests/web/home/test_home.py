from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from agencies.commands import MergeAgencies
from agencies.importing import import_units
from agencies.services import merge_agencies
from bootstrap.runtime import Runtime
from tests.support.checking_client import CheckingClient
from tests.support.places import settle

FIRST_WINDOW = 14 * 1024


@pytest.fixture
def units(runtime: Runtime, tmp_path: Path) -> dict[str, UUID]:
    return settle(runtime, tmp_path, "24", "07288", "12127")


@pytest.mark.usefixtures("units")
def test_the_first_page_asks_where_people_live(client: CheckingClient) -> None:
    page = client.get("/")
    assert page.h1 == "Bà con ở đâu?"
    assert page.queries <= 3
    assert "/tinh/24" in page.links()
    assert "Set-Cookie" not in page.response.headers
    assert page.response.headers["Cache-Control"].startswith("public")


@pytest.mark.usefixtures("units")
@pytest.mark.parametrize("typed", ["bach sam", "Phường Bạch Sam", "sam bạch", "thuong hong", "12127"])
def test_old_and_new_names_lead_home_without_scripts(client: CheckingClient, typed: str) -> None:
    page = client.get(f"/?q={typed}")
    assert "/xa/12127" in page.links()
    assert page.queries <= 6  # the first search of a process reads the names, the next ones do not
    assert client.get(f"/?q={typed}&lan=2").queries <= 3


@pytest.mark.usefixtures("units")
def test_the_line_below_says_what_it_was(client: CheckingClient) -> None:
    assert "Trước là phường Bạch Sam, thị xã Mỹ Hào" in client.get("/?q=bach sam").text
    assert "Trước là xã Đồng Tâm, huyện Yên Thế, tỉnh Bắc Giang" in client.get("/?q=dong tam").text
    parts = client.get("/?q=thị trấn bố hạ").text
    assert "Gồm phần chính của thị trấn Bố Hạ" in parts or "/xa/07294" in client.get("/?q=bố hạ").links()
    assert "Gồm một phần thị trấn Bố Hạ" in parts


@pytest.mark.usefixtures("units")
@pytest.mark.parametrize("typed", ["zzzz", "%25", "<b>", "x" * 500])
def test_a_name_nobody_knows_is_not_the_end(client: CheckingClient, typed: str) -> None:
    page = client.get(f"/?q={typed}")
    assert "Chưa tìm thấy" in page.text
    assert "/tinh/24" in page.links()


def test_before_any_import_the_page_says_so(client: CheckingClient) -> None:
    assert "đang được chuẩn bị" in client.get("/").text


@pytest.mark.usefixtures("units")
def test_an_open_commune_shows_its_tasks(client: CheckingClient) -> None:
    page = client.get("/xa/07288")
    assert page.h1 == "Bà con cần gì hôm nay?"
    for path in ("cong-khai", "lay-y-kien", "doi-thoai", "cam-ket", "khao-sat"):
        assert f"/xa/07288/{path}" in page.links()
    assert "/hoi-nguoi-truc?don-vi=07288" in page.links()
    assert "0204 000 102" in page.text
    assert client.get("/xa/07288?lan=2").queries <= 3
    assert "Set-Cookie" not in page.response.headers


@pytest.mark.usefixtures("units")
def test_a_closed_commune_names_the_provinces_desk(client: CheckingClient) -> None:
    page = client.get("/xa/07210")
    assert page.h1 == "Phường Bắc Giang chưa mở ở cổng này"
    assert "/tinh/24" in page.links()
    assert "tel:0204000101" in page.links()
    assert page.queries <= 3


@pytest.mark.usefixtures("units")
def test_where_the_province_is_closed_too_people_are_told_where_to_go(client: CheckingClient) -> None:
    page = client.get("/xa/10543")
    assert "Thành phố Hải Phòng cũng chưa mở" in page.text
    assert "/hoi-nguoi-truc" in page.links()
    assert "/xa/07288" in client.get("/hoi-nguoi-truc").links()


@pytest.mark.usefixtures("units")
def test_a_province_lists_its_communes_open_ones_first(client: CheckingClient) -> None:
    page = client.get("/tinh/24")
    assert page.h1 == "Tỉnh Bắc Ninh"
    assert page.links().index("/xa/07288") < page.links().index("/xa/07210")
    assert "Xã, phường đã mở" in page.text
    assert client.get("/tinh/24?lan=2").queries <= 3
    closed = client.get("/tinh/31")
    assert "Tỉnh chưa mở" in closed.text
    assert "/xa/10543" in closed.links()


@pytest.mark.usefixtures("units")
@pytest.mark.parametrize("path", ["/xa/99999", "/xa/24", "/tinh/07288", "/tinh/99", "/xa/%2e%2e"])
def test_what_is_not_there_is_not_found(client: CheckingClient, path: str) -> None:
    client.get(path, status=404)


def test_the_address_of_a_merged_commune_leads_on(
    client: CheckingClient, runtime: Runtime, units: dict[str, UUID]
) -> None:
    with runtime.transaction(public=True) as ctx:
        merge_agencies(ctx, MergeAgencies((units["07294"],), units["07288"], date(2027, 7, 1)))
    assert client.get("/xa/07294", status=303).location == "/xa/07288"
    assert client.get("/en/xa/07294", status=303).location == "/en/xa/07288"


@pytest.mark.usefixtures("units")
def test_the_person_to_ask_is_the_units_own(client: CheckingClient) -> None:
    page = client.get("/hoi-nguoi-truc?don-vi=07288")
    assert {"tel:0204000102", "tel:0204000101"} <= set(page.links())
    assert client.get("/hoi-nguoi-truc?don-vi=99999").h1 == "Hỏi người trực"


@pytest.mark.usefixtures("units")
@pytest.mark.parametrize("path", ["/quyen-rieng-tu", "/gioi-thieu", "/hoi-nguoi-truc", "/en/", "/en/xa/07210"])
def test_the_pages_around_are_there(client: CheckingClient, path: str) -> None:
    assert client.get(path).queries <= 3


@pytest.mark.usefixtures("units")
def test_the_type_ahead_answers_in_json(client: CheckingClient) -> None:
    answer = client.get("/api/v1/units?q=bach sam").response
    assert answer.get_json() == {
        "items": [
            {
                "label": "Phường Thượng Hồng, tỉnh Hưng Yên",
                "sub": "trước là phường Bạch Sam, thị xã Mỹ Hào",
                "url": "/xa/12127",
            }
        ]
    }
    assert client.get("/api/v1/units").response.get_json() == {"items": []}
    assert client.get("/en/api/v1/units?q=12127").response.get_json()["items"][0]["url"] == "/en/xa/12127"
    assert client.get("/api/v1/units/gui-don?q=bac giang").response.get_json()["items"][0]["url"] == "/xa/07210"
    client.get("/api/v1/units/khac?q=bac giang", status=404)


def test_pages_fit_the_first_flight_with_the_whole_country(client: CheckingClient, runtime: Runtime) -> None:
    with runtime.transaction(public=True) as ctx:
        import_units(ctx)
    for path in ("/", "/?q=an", "/tinh/38", "/tinh/01", "/xa/07288"):
        assert len(gzip.compress(client.get(path).response.get_data())) < FIRST_WINDOW
