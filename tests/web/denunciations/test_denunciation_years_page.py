"""Denunciations by province and year: page, file and interface say the same, and why they say nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

import pytest

from bootstrap.runtime import Runtime
from core.clock import VIETNAM
from reports.denunciations.services import keep_edition
from reports.denunciations.states import Telling
from reports.denunciations.telling import Told
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock

PAGE, FILE, API = "/tinh/24/to-cao-tung-nam", "/tinh/24/to-cao-tung-nam.csv", "/api/v1/denunciations/24"


@pytest.fixture
def told(runtime: Runtime, units: Mapping[str, UUID], clock: SteppingClock) -> None:
    """One year of few places, one with two editions, one with too few conclusions."""
    editions = [
        (2024, 1, 3, Told(Telling.FEW_PLACES, 5)),
        (2025, 1, 12, Told(Telling.TOLD, 5, 41, 30, 8, 9, 13)),
        (2025, 2, 12, Told(Telling.TOLD, 5, 1046, 30, 8, 9, 13)),
        (2026, 1, 40, Told(Telling.TOLD, 5, 12)),
    ]
    with runtime.transaction(public=True) as ctx:
        for year, edition, communes, what in editions:
            keep_edition(
                ctx, units["24"], year=year, edition=edition, communes=communes, told=what,
                computed_on=date(year + edition, 1, 20),
            )  # fmt: skip
    clock.now = datetime(2027, 2, 1, 9, tzinfo=VIETNAM)


def lines(page: CheckingClient, address: str) -> list[str]:
    return [" ".join(" ".join(row.itertext()).split()) for row in page.get(address).all("tr")]


@pytest.mark.query_budget(3)
def test_page_file_and_interface_say_the_same(client: CheckingClient, told: None) -> None:
    assert lines(client, PAGE)[1:4] == [
        "2026 12 quá ít để nêu không nêu không nêu không nêu 20/01/2027",
        "2025, bản 2 1.046 30 8 9 13 20/01/2027",
        "2024 không nêu không nêu không nêu không nêu không nêu 20/01/2025",
    ]
    page = client.get(PAGE)
    assert "2025, bản 1" in page.text, "what was public stays"
    assert "Không nêu số của 2024: cuối năm mới có dưới 10 xã" in page.text
    assert "ít hơn 5 đơn" in page.text
    assert "còn cần xác nhận" in page.text

    sheet = client.get(FILE).response.get_data(as_text=True).removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(sheet)))
    assert [row[1:] for row in rows[1:5]] == [
        ["2026", "1", "20/01/2027", "40", "12", "", "", "", "", ""],
        ["2025", "2", "20/01/2027", "12", "1046", "30", "8", "9", "13", ""],
        ["2025", "1", "20/01/2026", "12", "41", "30", "8", "9", "13", ""],
        ["2024", "1", "20/01/2025", "3", "", "", "", "", "", "Không nêu: còn ít nơi"],
    ]
    given = client.get(API).response.get_json()
    assert given["years"][0] == {
        "year": 2026, "edition": 1, "computed_on": "2027-01-20", "communes": 40, "told": True, "received": 12,
        "concluded": None, "found_right": None, "found_partly": None, "found_wrong": None,
    }  # fmt: skip
    assert [one["edition"] for one in given["years"]] == [1, 2, 1, 1]
    assert given["method"]["text"] == [row[0] for row in rows[8:]]


def test_the_province_s_home_page_leads_there(client: CheckingClient, told: None) -> None:
    assert any(link.get("href") == PAGE for link in client.get("/tinh/24").all("a"))


def test_before_the_first_january_and_without_the_province_the_page_says_why_it_is_empty(
    client: CheckingClient, units: Mapping[str, UUID]
) -> None:
    assert "Số của một năm được tính từ ngày 20/1 năm sau." in client.get(PAGE).text
    assert "Tỉnh chưa mở ở cổng này" in client.get(PAGE.replace("24", "33")).text
    assert client.get(API.replace("24", "33")).response.get_json()["years"] == []


def test_no_commune_has_such_a_page(client: CheckingClient, units: Mapping[str, UUID]) -> None:
    for address in (PAGE, FILE, API):
        for code in ("07288", "99"):
            client.get(address.replace("24", code), status=404)
