"""The public calculator: any matter, any day, and how the date comes about."""

from __future__ import annotations

import gzip
import uuid

import pytest

from accounts.roles import Role
from bootstrap.runtime import Runtime
from core.actor import Actor, ActorKind, Grant
from deadlines.commands import ProvinceRule
from deadlines.data import RULES
from deadlines.reference import ensure_reference
from deadlines.services import set_province_rule
from tests.support.checking_client import CheckingClient

PAGE = "/tinh-han"
ANSWER = f"{PAGE}?viec=33&ngay=2026-11-20"


@pytest.fixture(autouse=True)
def _rules(runtime: Runtime, places: dict[str, uuid.UUID]) -> None:
    with runtime.transaction() as ctx:
        ensure_reference(ctx)


def test_it_offers_every_matter_with_a_date_in_words(client: CheckingClient) -> None:
    page = client.get(PAGE)
    offered = {option.get("value"): "".join(option.itertext()) for option in page.all("option")}
    assert set(offered) - {""} == {rule.id for rule in RULES if rule.length is not None}
    assert offered["34.complex"] == "Giải quyết khiếu nại, việc phức tạp (45 ngày)"
    assert len(set(offered.values())) >= len(offered) - 12  # the same words under another heading
    kinds = [group.get("label") for group in page.all("optgroup")]
    assert kinds[:2] == ["Phản ánh, kiến nghị", "Khiếu nại"]
    assert len(kinds) == len(set(kinds))


def test_within_a_heading_no_two_matters_read_alike(client: CheckingClient) -> None:
    for group in client.get(PAGE).all("optgroup"):
        texts = ["".join(option.itertext()) for option in group.iter() if str(option.tag).endswith("option")]
        assert len(texts) == len(set(texts)), group.get("label")


def test_the_answer_tells_the_day_the_way_there_and_the_law(client: CheckingClient) -> None:
    page = client.get(ANSWER)
    assert "Chậm nhất: hết thứ Hai 30/11/2026" in page.text
    assert "Luật có hai cách tính, lấy cách cho ngày sớm hơn. Cách kia cho thứ Tư 02/12/2026." in page.text
    assert "Điều 16 khoản 1" in page.text
    assert page.one("option", value="33").get("selected") is not None
    assert page.one("input", name="ngay").get("value") == "2026-11-20"
    (why,) = [element for element in page.all("details") if element.get("id") == "vi-sao"]
    assert why.get("open") is not None


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("viec=34.complex&ngay=2026-12-01", "Giải quyết khiếu nại, việc phức tạp"),
        ("viec=6&ngay=2026-11-10", "Phải làm trước: hết thứ Sáu 06/11/2026"),
        ("viec=2&ngay=2026-03-10", "Kéo dài ít nhất đến hết thứ Năm 09/04/2026"),
        ("viec=58&ngay=2026-02-13&gio=16:30", "Chậm nhất: 16:30 16/02/2026"),
        ("viec=30.connect&ngay=2026-11-10&gio=09:00", "Phải làm trước 08:00 10/11/2026"),
        ("viec=45.specially_complex&ngay=2026-03-10", "nhiều nhất là đến hết thứ Hai 08/06/2026"),
        ("viec=34&ngay=2026-12-02", "Thứ Sáu 01/01/2027 (Tết Dương lịch) là ngày nghỉ"),
        ("viec=55.urgent&ngay=2026-01-09", "ngày đi làm bù"),
        ("viec=27&ngay=2025-03-10", "Chậm nhất: hết thứ Năm 13/03/2025"),  # before the decree: by the one there is
    ],
)
def test_each_way_of_counting_has_its_words(client: CheckingClient, query: str, said: str) -> None:
    assert said in client.get(f"{PAGE}?{query}").text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("viec=3&ngay=2026-03-10", "Chọn một việc trong danh sách."),
        ("viec=&ngay=2026-03-10", "Chọn một việc trong danh sách."),
        ("viec=34&ngay=", "Chọn ngày bắt đầu tính."),
        ("viec=34&ngay=2020-01-01", "Chọn ngày từ 01/01/2024 đến 31/12/2027."),
        ("viec=34&ngay=9999-12-31", "Chọn ngày từ 01/01/2024 đến 31/12/2027."),
        ("viec=34&ngay=mai", ""),
    ],
)
def test_nonsense_is_told_beside_its_field(client: CheckingClient, query: str, said: str) -> None:
    page = client.get(f"{PAGE}?{query}", status=422)
    assert said in page.text
    assert page.one("h2", **{"class": "govuk-error-summary__title"}) is not None


def test_a_commune_brings_its_provinces_own_length(
    client: CheckingClient, runtime: Runtime, places: dict[str, uuid.UUID]
) -> None:
    keeper = Actor(ActorKind.OFFICIAL, None, "tỉnh", (Grant(Role.PROVINCE_ADMIN, places["24"], "24"),))
    with runtime.transaction(keeper, public=True) as ctx:
        set_province_rule(ctx, ProvinceRule("55.simple", places["24"], 5, "Quyết định 1/2026/QĐ-UBND"))
    query = "viec=55.simple&ngay=2026-03-10"
    assert "hết thứ Sáu 13/03/2026" in client.get(f"{PAGE}?{query}").text
    own = client.get(f"{PAGE}?{query}&xa=07288")
    assert "hết thứ Ba 17/03/2026" in own.text
    assert "Quyết định 1/2026/QĐ-UBND" in own.text
    assert own.one("input", name="xa").get("value") == "07288"
    client.get(f"{PAGE}?{query}&xa=khong-co")


def test_every_matter_can_be_computed(client: CheckingClient) -> None:
    for rule in RULES:
        if rule.length is not None:
            client.get(f"{PAGE}?viec={rule.id}&ngay=2026-11-20")


def test_the_footer_of_every_public_page_leads_there(client: CheckingClient) -> None:
    assert any(link.get("href") == PAGE for link in client.get("/gioi-thieu").all("a"))
    assert any(link.get("href") == f"{PAGE}?xa=07288" for link in client.get("/xa/07288").all("a"))


def test_it_is_small(client: CheckingClient) -> None:
    page = client.get(f"{PAGE}?viec=34.complex&ngay=2026-12-01")
    assert len(gzip.compress(page.markup.encode())) < 14_000
