from __future__ import annotations

import csv
import dataclasses
import io
import re
from datetime import timedelta
from math import sqrt

import pytest
from flask import Flask
from openpyxl import load_workbook
from pypdf import PdfReader

from accounts.roles import Role
from agencies.commands import CreateHamlet, UpdateServicePoint
from agencies.services import create_hamlet, update_service_point
from bootstrap.runtime import Runtime
from surveys.commands import AddDetails
from surveys.publishing import publish_months
from surveys.services import add_details
from surveys.statistics import FEWEST_WEEKS
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.counters import Counters
from tests.web.surveys.conftest import SignIn
from web import create_app

READERS = (Role.SURVEY_MANAGER, Role.LEADER, Role.BOARD_MEMBER)
STAFF = "/can-bo/khao-sat"
POSTERS = "/can-bo/ma-quay/quay"
LEVELS = ["Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng"]


def close_month(counters: Counters, clock: SteppingClock) -> None:
    """Let the month of what was rated just now be over, and publish it."""
    clock.advance(days=40)
    with counters.runtime.transaction() as ctx:
        publish_months(ctx)


@pytest.mark.query_budget(3)
def test_the_public_sees_share_interval_and_number_from_five_answers_on(
    client: CheckingClient, counters: Counters, clock: SteppingClock
) -> None:
    counters.rate(5, 4, 4, 5, 4, 5, 4, 5, 1, 3)
    counters.rate(1, 1, 1, 2, point=1)
    close_month(counters, clock)
    page = client.get("/xa/07288/khao-sat")
    assert "80,0 % hài lòng, 10 lượt" in page.text
    assert "49,0–94,3 %" in page.text
    assert "Chưa có tháng nào đủ 5 lượt" in page.text
    assert "lượt đánh giá14" not in page.text.replace(" ", "").lower()  # the total would give the four away
    assert "Quầy cũ" not in page.text


def test_a_commune_without_counters_says_so(client: CheckingClient, counters: Counters) -> None:
    assert "Chưa có quầy nào" in client.get("/xa/07294/khao-sat").text
    client.get("/xa/99999/khao-sat", status=404)
    client.get("/tinh/24/khao-sat")


@pytest.mark.parametrize("role", READERS)
def test_officials_see_the_distribution(sign_in: SignIn, counters: Counters, role: Role) -> None:
    counters.rate(5, 4, 1)
    page = sign_in(role).get(STAFF)
    assert "66,7 %" in page.text
    assert "Quầy 2" in page.text


def test_the_inspection_opens_any_commune_of_its_province(sign_in: SignIn, counters: Counters) -> None:
    counters.rate(5, 4, 1)
    browser = sign_in(Role.PROVINCIAL_INSPECTOR, counters.province)
    assert "66,7 %" in browser.get(f"{STAFF}?xa=07288").text
    browser.get(f"{STAFF}?xa=12127", status=404)


def test_a_neighbour_sees_only_its_own(sign_in: SignIn, counters: Counters) -> None:
    counters.rate(5, 4, 1)
    browser = sign_in(Role.LEADER, counters.others)
    assert "66,7 %" not in browser.get(STAFF).text
    browser.get(f"{STAFF}?xa=07288", status=404)


@pytest.mark.parametrize("role", [role for role in Role if role not in (*READERS, Role.PROVINCIAL_INSPECTOR)])
def test_others_are_refused(sign_in: SignIn, counters: Counters, role: Role) -> None:
    place = None
    if role is Role.PROVINCE_ADMIN:
        place = counters.province
    elif role is Role.HAMLET_HEAD:
        with counters.runtime.transaction() as ctx:
            place = create_hamlet(ctx, CreateHamlet(counters.commune, "Thôn", "Trung Tâm"))
    sign_in(role, place).get(STAFF, status=403)


@pytest.mark.parametrize(
    ("role", "told"), [(Role.LEADER, True), (Role.SURVEY_MANAGER, False), (Role.BOARD_MEMBER, False)]
)
def test_who_was_asked_to_pay_extra_reaches_the_head_only(
    sign_in: SignIn, counters: Counters, role: Role, told: bool
) -> None:
    (answer_id,) = counters.rate(1)
    with counters.runtime.transaction() as ctx:
        add_details(ctx, AddDetails(answer_id, {"asked_extra": 2}))
    assert ("1 người trả lời “Có”" in sign_in(role).get(STAFF).text) is told


def test_the_public_never_sees_the_confidential_question(
    client: CheckingClient, counters: Counters, clock: SteppingClock
) -> None:
    for answer_id in counters.rate(1, 1, 1, 1, 1, 1):
        with counters.runtime.transaction() as ctx:
            add_details(ctx, AddDetails(answer_id, {"asked_extra": 2}))
    clock.advance(days=1)
    assert "chi thêm tiền" not in client.get("/xa/07288/khao-sat").text


def test_periods_counters_and_pages_can_be_chosen(sign_in: SignIn, counters: Counters) -> None:
    counters.rate(5, 5, 5, 5, 5)
    browser = sign_in(Role.SURVEY_MANAGER)
    chosen = browser.get(f"{STAFF}?ngay=30&quay={counters.points[1].code}")
    assert "Xu hướng theo tuần: Quầy 2" in chosen.text
    browser.get(f"{STAFF}?ngay=9999&quay=nope&sau=nonsense")


@pytest.mark.parametrize(("size", "width"), [("co=a4", 595), ("co=a6&loai=tent", 298), ("", 595)])
def test_the_poster_prints(sign_in: SignIn, counters: Counters, size: str, width: int) -> None:
    code = counters.points[0].code
    answer = sign_in(Role.SURVEY_MANAGER).get(f"{POSTERS}/{code}.pdf?{size}")
    assert answer.response.mimetype == "application/pdf"
    page = PdfReader(io.BytesIO(answer.response.data)).pages[0]
    assert round(float(page.mediabox.width)) == width
    assert f"localhost:8000/ks/{code}" in page.extract_text()


def test_posters_are_for_the_communes_own_people(sign_in: SignIn, counters: Counters) -> None:
    path = f"{POSTERS}/{counters.points[0].code}.pdf"
    sign_in(Role.LEADER, counters.others).get(path, status=404)
    sign_in(Role.BOARD_MEMBER).get(path, status=403)
    sign_in(Role.LEADER).get(f"{POSTERS}/AAAAAA.pdf", status=404)


def test_without_a_public_address_no_poster_is_printed(runtime: Runtime, sign_in: SignIn, counters: Counters) -> None:
    signed_in = sign_in(Role.SURVEY_MANAGER)
    bare = dataclasses.replace(runtime, settings=dataclasses.replace(runtime.settings, public_url=None))
    other: Flask = create_app(bare.settings, runtime=bare)
    browser = other.test_client()
    with signed_in.browser.session_transaction() as cookie, browser.session_transaction() as copy:
        copy.update(cookie)
    refused = browser.get(f"{POSTERS}/{counters.points[0].code}.pdf")
    assert refused.status_code == 400
    assert "PUBLIC_URL" in refused.text
    page = browser.get("/can-bo/ma-quay").text
    assert "PUBLIC_URL" in page
    assert ".pdf" not in page


def test_page_csv_workbook_and_api_say_the_same(
    client: CheckingClient, counters: Counters, clock: SteppingClock
) -> None:
    empty = client.get("/xa/07288/khao-sat/ket-qua")
    assert "Chưa có tháng nào đủ" in empty.text
    counters.rate(5, 4, 4, 5, 4, 5, 4, 5, 1, 3)
    counters.rate(1, 2, 1, 2, point=1)
    close_month(counters, clock)
    page = client.get("/xa/07288/khao-sat/ket-qua")
    assert "80 % của 10 lượt" in page.text
    assert "49,0–94,3 %" in page.text
    told = client.get("/api/v1/surveys/07288").response.get_json()
    assert told["together"] == {
        "n": 10, "satisfied": 8, "share": 0.8, "low": 0.4902, "high": 0.9433, "counts": [1, 0, 1, 4, 4],
    }  # fmt: skip
    assert [point["together"] for point in told["points"]] == [told["together"], None]
    lines = client.get("/khao-sat/07288/ket-qua.csv").response.get_data(as_text=True).lstrip("\ufeff")
    rows = list(csv.reader(io.StringIO(lines)))
    *months, whole = [row for row in rows[1:] if len(row) > 1 and row[1] == ""]
    assert whole[:9] == ["Xã Yên Thế", "", whole[2], "10", "8", "0.8", "0.4902", "0.9433", ""]
    assert (rows[0][-5:], whole[-5:]) == (LEVELS, ["1", "0", "1", "4", "4"])
    assert [row[2:4] for row in months] == [["01/2026", ""], ["02/2026", ""], ["03/2026", "10"]]
    assert told["by_month"] == [None, None, told["together"]]
    assert [row[0] for row in rows if len(row) == 1] == ["Các con số này tính thế nào", *told["method"]["text"]]
    assert all(sentence in page.text for sentence in told["method"]["text"])
    book = load_workbook(io.BytesIO(client.get("/khao-sat/07288/ket-qua.xlsx").response.data))
    cells = [
        ["" if cell is None else str(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)
    ]
    width = len(rows[0])
    assert [row[:width] for row in cells] == [row + [""] * (width - len(row)) for row in rows]
    province = client.get("/tinh/24/khao-sat/ket-qua")
    assert "Xã Yên Thế" in province.text
    assert "80,0 %" in province.text
    client.get("/khao-sat/99999/ket-qua.csv", status=404)


def test_a_name_that_looks_like_a_formula_stays_a_text(
    client: CheckingClient, counters: Counters, clock: SteppingClock
) -> None:
    point = counters.points[0]
    with counters.runtime.transaction() as ctx:
        update_service_point(ctx, UpdateServicePoint(point.id, point.version, "=1+1", "Hộ tịch", active=True))
    counters.rate(5, 4, 4, 5, 4)
    close_month(counters, clock)
    told = client.get("/khao-sat/07288/ket-qua.csv").response.get_data(as_text=True)
    assert "'=1+1 · Hộ tịch" in told
    assert ",=1" not in told


def test_nothing_is_called_by_the_name_of_the_national_survey(
    sign_in: SignIn, client: CheckingClient, counters: Counters, clock: SteppingClock
) -> None:
    counters.rate(5, 4, 4, 5, 4, 5)
    pages = [sign_in(Role.LEADER).get(STAFF).text]
    close_month(counters, clock)
    pages += [client.get(f"/xa/07288/khao-sat{more}").text for more in ("", "/ket-qua")]
    pages += [client.get("/khao-sat/07288/ket-qua.csv").response.get_data(as_text=True)]
    pages += [
        client.get("/tinh/24/khao-sat/ket-qua").text,
        client.get("/api/v1/surveys/07288").response.get_data(as_text=True),
    ]
    assert not [page for page in pages if "SIPAS" in page.upper()]


def test_thirty_answers_on_either_side_are_compared_and_fewer_are_not(
    client: CheckingClient, counters: Counters, clock: SteppingClock
) -> None:
    counters.rate(*[5] * 40)
    counters.rate(*[1] * 40, point=1)
    close_month(counters, clock)
    assert "so với các quầy khác: cao hơn rõ" in client.get("/xa/07288/khao-sat/ket-qua").text
    told = client.get("/api/v1/surveys/07288").response.get_json()
    assert [point["compared"] for point in told["points"]] == ["higher", "lower"]
    # A province with one commune has nothing to compare it with.
    province = client.get("/api/v1/surveys/24").response.get_json()
    assert [(one["compared"], one["together"]["n"]) for one in province["below"]] == [("too_few", 80)]
    assert province["everything"]["n"] == 80


def test_a_week_has_the_same_limits_in_every_period_and_nothing_is_drawn_before_the_first_answer(
    sign_in: SignIn, counters: Counters, clock: SteppingClock
) -> None:
    for weeks in range(10):
        counters.rate(*[5] * 17, *[1] * 3, at=clock() - timedelta(weeks=weeks))
    manager = sign_in(Role.SURVEY_MANAGER)
    # The limits of a p-chart for 20 of which 85 % are usual: 0.85 ± 3 √(0.85 · 0.15 / 20).
    wanted = f"{round(85 - 300 * sqrt(0.85 * 0.15 / 20))} % – 100 %"
    # The sign never stands on a line of its own.
    month, year = (manager.get(f"{STAFF}?ngay={days}").text.replace("\xa0", " ") for days in (30, 365))
    assert month.count(wanted) >= 4
    assert year.count(wanted) == 10 - FEWEST_WEEKS
    assert re.findall(r"\d\d/\d\d/\d{4}\s*(\d+?)\s*(85,0|–)", year) == [("20", "85,0")] * 10
