"""The portal's head and foot: prepared, looked at, put in use; and who may show our pages inside theirs."""

from __future__ import annotations

import io
from collections.abc import Mapping
from uuid import UUID

import pytest
from PIL import Image

from accounts.roles import Role
from bootstrap.runtime import Runtime
from tests.support.cards import card
from tests.support.checking_client import CheckingClient
from tests.support.people import Officials
from tests.support.staffed import COMMUNE

KEEP = "/quan-tri/cong-tinh"
TYPED = {
    "lines": "Cổng thông tin điện tử\nTỉnh <b>Bắc Ninh</b>", "home_url": "https://bacninh.example.vn",
    "ground": "#0B5D4E", "ink": "#FFFFFF", "links": "Dịch vụ công | https://dvc.example.vn", "foot_lines": "",
    "foot_links": "", "origins": "https://bacninh.example.vn/",
}  # fmt: skip
pytestmark = pytest.mark.query_budget(30)


def picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (300, 300), "#ffffff").save(out, "PNG")
    out.seek(0)
    return out


def ancestors(policy: str) -> str:
    return next(part.strip() for part in policy.split(";") if "frame-ancestors" in part)


@pytest.fixture
def keeper(client: CheckingClient, officials: Officials) -> CheckingClient:
    """The province's administrator."""
    return officials.sign_in(client.another(), Role.PROVINCE_ADMIN)


def test_prepared_looked_at_and_put_in_use(
    client: CheckingClient, keeper: CheckingClient, units: Mapping[str, UUID]
) -> None:
    assert KEEP in keeper.get("/can-bo").links()
    seen = keeper.submit(f"{KEEP}/khung", {**TYPED, "logo": (picture(), "logo.png")})
    assert seen.path.endswith("/xem-thu")
    assert "Tỉnh <b>Bắc Ninh</b>" in seen.text  # words, never markup
    assert "portal-head" not in client.get(f"/xa/{COMMUNE}").markup
    keeper.submit_on(seen, {}, action=f"{KEEP}/khung/dung")
    page = client.get(f"/xa/{COMMUNE}")
    assert "Cổng thông tin điện tử" in page.text
    assert "https://dvc.example.vn" in page.links()
    assert len(list(page.root.iter("header"))) == len(list(page.root.iter("footer"))) == 1
    assert "Set-Cookie" not in page.response.headers
    assert page.response.headers["Cache-Control"].startswith("public")
    sheets = [link.get("href") for link in page.root.iter("link") if "khung-cong" in (link.get("href") or "")]
    colours = client.get(sheets[0]).response
    assert colours.get_data(as_text=True) == ":root{--portal-ground:#0b5d4e;--portal-ink:#ffffff}\n"
    (logo,) = [image.get("src") for image in page.root.iter("img") if "bieu-trung" in (image.get("src") or "")]
    assert client.get(logo).response.mimetype == "image/png"


def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(
    keeper: CheckingClient, units: Mapping[str, UUID]
) -> None:
    again = keeper.submit(f"{KEEP}/khung", {**TYPED, "ink": "#0b5d4f"}, status=422)
    assert "Hai màu này gần nhau quá" in again.text
    assert again.one("input", name="home_url").get("value") == TYPED["home_url"]
    keeper.submit(f"{KEEP}/khung", {**TYPED, "logo": (io.BytesIO(b"<svg/>"), "logo.png")}, status=422)
    card().save(shown := io.BytesIO(), "JPEG")
    shown.seek(0)
    refused = keeper.submit(f"{KEEP}/khung", {**TYPED, "logo": (shown, "logo.jpg")}, status=422)
    assert "thẻ căn cước" in refused.text
    keeper.get(f"{KEEP}/khung/xem-thu", status=404)


@pytest.mark.usefixtures("framed")
def test_only_the_portal_shows_pages_of_citizens_inside_its_own_and_nobody_those_of_officials(
    client: CheckingClient, keeper: CheckingClient
) -> None:
    for path in (f"/xa/{COMMUNE}", "/", "/tra-cuu", f"/gui-don/{COMMUNE}/lien-quan", "/quyen-rieng-tu"):
        policy = client.get(path).response.headers["Content-Security-Policy"]
        assert ancestors(policy) == "frame-ancestors 'self' https://bacninh.example.vn"
    for path in ("/can-bo/dang-nhap", "/khong-co-trang-nay"):
        answer = client.browser.get(path)
        assert ancestors(answer.headers["Content-Security-Policy"]) == "frame-ancestors 'none'"
    for path in ("/can-bo", KEEP, "/can-bo/tai-khoan"):
        assert ancestors(keeper.get(path).response.headers["Content-Security-Policy"]) == "frame-ancestors 'none'"


@pytest.mark.usefixtures("framed")
def test_pages_of_officials_keep_their_own_head(client: CheckingClient, keeper: CheckingClient) -> None:
    assert "portal-head" in client.get("/").markup
    for path in ("/can-bo", KEEP):
        assert "portal-head" not in keeper.get(path).markup
    assert "portal-head" not in client.get("/can-bo/dang-nhap").markup


@pytest.mark.usefixtures("framed")
def test_taken_down_again(client: CheckingClient, keeper: CheckingClient) -> None:
    keeper.submit(KEEP, {}, action=f"{KEEP}/khung/go")
    page = client.get(f"/xa/{COMMUNE}")
    assert "portal-head" not in page.markup
    assert ancestors(page.response.headers["Content-Security-Policy"]) == "frame-ancestors 'none'"


@pytest.mark.parametrize(
    "address",
    ["/khung-cong/mau/0b5d4e-0b5d4f.css", "/khung-cong/mau/red-blue.css", "/khung-cong/bieu-trung/x.png",
     f"/khung-cong/bieu-trung/{'0' * 64}.png"],
)  # fmt: skip
def test_nothing_unreadable_or_unknown_is_drawn(client: CheckingClient, address: str) -> None:
    client.get(address, status=404)


def test_addresses_are_added_made_the_main_one_and_removed(
    keeper: CheckingClient, units: Mapping[str, UUID], runtime: Runtime
) -> None:
    typed = {"agency": str(units[COMMUNE]), "address": "https://YenThe.bacninh.example.vn/"}
    page = keeper.submit(KEEP, typed, action=f"{KEEP}/dia-chi")
    assert "yenthe.bacninh.example.vn" in page.text
    again = keeper.submit(KEEP, typed, action=f"{KEEP}/dia-chi", status=422)
    assert "đã gắn với một đơn vị" in again.text
    keeper.submit(KEEP, {**typed, "address": "localhost"}, action=f"{KEEP}/dia-chi", status=422)
    page = keeper.submit_on(page, {}, action=f"{KEEP}/dia-chi/bo")
    assert "Chưa có địa chỉ riêng nào" in page.text


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PROVINCE_ADMIN])
@pytest.mark.sqlite_only
def test_nobody_but_the_provinces_administrator(client: CheckingClient, officials: Officials, role: Role) -> None:
    officials.sign_in(client, role)
    client.get(KEEP, status=403)
