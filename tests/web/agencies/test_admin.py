from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from accounts.roles import Role
from agencies.queries import find_card_by_code, get_card, list_children, list_service_points
from bootstrap.runtime import Runtime
from tests.support.checking_client import Answer, CheckingClient
from tests.support.forms import find_form
from tests.support.places import found, settle
from tests.support.signed_in import signed_in

BASE = "/quan-tri/don-vi"


@pytest.fixture
def units(runtime: Runtime, tmp_path: Path) -> dict[str, UUID]:
    return settle(runtime, tmp_path, "24", "07288")


@pytest.fixture
def commune_admin(runtime: Runtime, client: CheckingClient, units: dict[str, UUID]) -> CheckingClient:
    return signed_in(runtime, client, Role.COMMUNE_ADMIN, units["07288"])


@pytest.fixture
def province_admin(runtime: Runtime, client: CheckingClient, units: dict[str, UUID]) -> CheckingClient:
    return signed_in(runtime, client, Role.PROVINCE_ADMIN, units["24"])


def test_each_administrator_sees_their_own(commune_admin: CheckingClient, province_admin: CheckingClient) -> None:
    own = commune_admin.get(BASE)
    assert f"{BASE}/07288" in own.links()
    assert f"{BASE}/24" not in own.links()
    above = province_admin.get(BASE)
    assert {f"{BASE}/24", f"{BASE}/07288"} <= set(above.links())
    assert f"{BASE}/07210" in province_admin.get(f"{BASE}?q=bac giang").links()
    assert "Không thấy xã nào" in province_admin.get(f"{BASE}?q=thuong hong").text


@pytest.mark.parametrize("path", ["", "/ten", "/thon-moi", "/phong-moi", "/quay-moi", "/mo", "/ket-thuc"])
def test_other_places_look_as_if_they_were_not_there(commune_admin: CheckingClient, path: str) -> None:
    commune_admin.get(f"{BASE}/07294{path}", status=404)
    commune_admin.get(f"{BASE}/99999{path}", status=404)


def test_other_roles_do_not_come_in(runtime: Runtime, client: CheckingClient, units: dict[str, UUID]) -> None:
    leader = signed_in(runtime, client, Role.LEADER, units["07288"])
    leader.get(BASE, status=403)
    leader.get(f"{BASE}/07288", status=403)
    client.get(BASE, status=303)


def test_contact_data_are_saved_and_shown_to_the_public(commune_admin: CheckingClient, client: CheckingClient) -> None:
    assert "0204 000 102" in client.get("/xa/07288").text
    fields = {"hotline": "0204 000 555", "desk_address": "Tầng 1, nhà A"}
    assert "Đã lưu." in submit(commune_admin, "07288", fields).text
    assert "0204 000 555" in client.get("/xa/07288").text
    assert "Tầng 1, nhà A" in client.get("/hoi-nguoi-truc?don-vi=07288").text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"hotline": "gọi ông Bảy"}, "Ghi số điện thoại bằng chữ số"),
        ({"hotline": ""}, "Ghi số điện thoại của người trực trước khi mở."),
        ({"desk_address": "x" * 201}, "Địa chỉ tối đa 200 ký tự."),
    ],
)
def test_mistakes_are_said_and_nothing_typed_is_lost(
    commune_admin: CheckingClient, fields: dict[str, str], sentence: str
) -> None:
    page = submit(commune_admin, "07288", fields, status=422)
    assert sentence in page.text
    for value in fields.values():
        assert not value or value in page.markup


def test_who_comes_second_is_told(commune_admin: CheckingClient, province_admin: CheckingClient) -> None:
    old = commune_admin.get(f"{BASE}/07288")
    submit(province_admin, "07288", {"hotline": "0204 000 777"})
    page = commune_admin.submit_on(old, {"hotline": "0204 000 888"}, action="/07288", status=409)
    assert "Có người vừa sửa" in page.text


def test_only_the_province_sets_the_flag_and_opens(
    runtime: Runtime, commune_admin: CheckingClient, province_admin: CheckingClient, units: dict[str, UUID]
) -> None:
    assert "remote" not in commune_admin.get(f"{BASE}/07288").markup
    submit(province_admin, "07288", {"remote": "y"})
    commune_admin.get(f"{BASE}/07288/mo", status=404)
    commune_admin.get(f"{BASE}/07288/ten", status=404)
    opened = submit(province_admin, "07294/mo", {"hotline": "0204 000 103"})
    assert "Xã Bố Hạ đã mở." in opened.text
    with runtime.reading() as ctx:
        assert get_card(ctx, units["07288"]).remote
        assert found(ctx, "07294").is_open
    submit(province_admin, "07210/mo", {"hotline": ""}, status=422)


def test_hamlets_and_offices_come_and_go(
    runtime: Runtime, commune_admin: CheckingClient, units: dict[str, UUID]
) -> None:
    page = submit(commune_admin, "07288/thon-moi", {"subtype": "Thôn", "name": "Bờ Hồ"})
    assert f"{BASE}/07288-th-bo-ho" in page.links()
    again = submit(commune_admin, "07288/thon-moi", {"subtype": "Thôn", "name": "Bờ Hồ"}, status=422)
    assert "Đã có một đơn vị mang tên này." in again.text
    submit(commune_admin, "07288/thon-moi", {"subtype": "Huyện", "name": "Bờ Hồ"}, status=422)
    submit(commune_admin, "07288/phong-moi", {"name": "Phòng Kinh tế"})
    submit(commune_admin, "07288-th-bo-ho/ten", {"name": "Thôn Bờ Hồ Mới"})
    submit(commune_admin, "07288-p-phong-kinh-te/ket-thuc", {})
    with runtime.reading() as ctx:
        assert [card.name for card in list_children(ctx, units["07288"])] == ["Thôn Bờ Hồ Mới"]
        assert find_card_by_code(ctx, "07288-p-phong-kinh-te") is None


def test_counters_are_added_and_closed(runtime: Runtime, commune_admin: CheckingClient, units: dict[str, UUID]) -> None:
    page = submit(commune_admin, "07288/quay-moi", {"number": "Quầy 1", "name": "Hộ tịch"})
    with runtime.reading() as ctx:
        point = list_service_points(ctx, units["07288"])[0]
    assert point.code in page.text
    assert f"{BASE}/quay/{point.id}" in page.links()
    form = commune_admin.get(f"{BASE}/quay/{point.id}")
    commune_admin.post(f"{BASE}/quay/{point.id}", {**_without_tick(form), "name": "Chứng thực"})
    with runtime.reading() as ctx:
        assert list_service_points(ctx, units["07288"]) == ()
        assert list_service_points(ctx, units["07288"], active_only=False)[0].name == "Chứng thực"


def test_a_counter_of_another_commune_is_not_there(
    runtime: Runtime, client: CheckingClient, commune_admin: CheckingClient, units: dict[str, UUID]
) -> None:
    submit(commune_admin, "07288/quay-moi", {"number": "Quầy 1", "name": "Hộ tịch"})
    with runtime.reading() as ctx:
        point = list_service_points(ctx, units["07288"])[0]
    neighbour = signed_in(runtime, client, Role.COMMUNE_ADMIN, units["07294"])
    neighbour.get(f"{BASE}/quay/{point.id}", status=404)


def submit(admin: CheckingClient, path: str, fields: dict[str, str], *, status: int = 303) -> Answer:
    """Fill and send the form of one of our pages (each page also holds the form for signing out)."""
    return admin.submit(f"{BASE}/{path}", fields, action=f"{BASE}/{path}", status=status)


def _without_tick(page: Answer) -> dict[str, str]:
    """The fields of a counter's form, with the tick taken away."""
    values = dict(find_form(page, action=page.path).values)
    del values["active"]
    return values
