"""Late ones, text messages, suspect and left-out ones: the same on the page, in the files and in the API."""

from __future__ import annotations

import csv
import dataclasses
import io

import pytest
from openpyxl import load_workbook

from accounts.roles import Role
from surveys.ingest import record_answers
from surveys.parts.telling import publish_all
from surveys.states import Channel, Validity
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.counters import Counters
from tests.web.surveys.conftest import SignIn

STAFF, PUBLIC = "/can-bo/khao-sat", "/xa/07288/khao-sat/ket-qua"
pytestmark = pytest.mark.query_budget(25)


def give(counters: Counters, scores: list[int], **changes: object) -> None:
    answers = [dataclasses.replace(counters.answer(score), **changes) for score in scores]  # type: ignore[arg-type]
    with counters.runtime.transaction() as ctx:
        record_answers(ctx, answers)


def publish(counters: Counters) -> int:
    with counters.runtime.transaction() as ctx:
        return publish_all(ctx)


def test_what_stands_beside_the_figure_is_told_everywhere_alike(
    client: CheckingClient, counters: Counters, clock: SteppingClock, sign_in: SignIn
) -> None:
    counters.rate(*[5] * 8, *[1] * 2)
    give(counters, [1] * 6, waited=5)
    give(counters, [5] * 5, channel=Channel.SMS)
    give(counters, [5] * 7, validity=Validity.SUSPECT, doubt="Giống hệt nhau")
    give(counters, [1] * 3, validity=Validity.EXCLUDED, doubt="Thử máy")
    desk = sign_in(Role.LEADER).get(STAFF).text
    assert "6 lượt trong số này đến muộn" in desk
    assert "Không kể các lượt ấy thì 86,7 % của 15 lượt" in desk
    assert "Tính cả thì 71,4 % của 28 lượt" in desk
    assert "Có 3 lượt không tính, có ghi lý do. Tính cả mọi lượt thì 64,5 % của 31 lượt" in desk
    clock.advance(days=40)
    assert publish(counters) == 4  # the figure and three parts: three left-out ones are too few
    page = client.get(PUBLIC).text
    assert "61,9 %" in page
    assert "6 lượt trong số này đến muộn" in page
    assert "Không kể các lượt ấy thì 86,7 % của 15 lượt" in page
    assert "5 lượt trong số này gửi bằng tin nhắn: 100,0 % hài lòng" in page
    assert "Ngoài ra có 7 lượt nghi vấn, không nằm trong con số trên. Tính cả thì 71,4 % của 28 lượt" in page
    assert "lượt không tính, có ghi" not in page
    told = client.get("/api/v1/surveys/07288").response.get_json()
    assert told["together"]["n"] == 21
    beside = told["beside"]
    assert {kind: one["n"] for kind, one in beside.items()} == {"late": 6, "sms": 5, "suspect": 7}
    assert (beside["late"]["without"]["n"], beside["late"]["without"]["share"]) == (15, 0.8667)
    assert (beside["suspect"]["with"]["n"], beside["suspect"]["with"]["share"]) == (28, 0.7143)
    assert told["points"][0]["beside"] == beside == told["everything_beside"]
    lines = client.get("/khao-sat/07288/ket-qua.csv").response.get_data(as_text=True).lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(lines)))
    whole = next(row for row in rows if row["Quầy"] == "" and "–" in (row["Kỳ"] or ""))
    assert (whole["Đến muộn (trong số lượt)"], whole["Số lượt không kể đến muộn"]) == ("6", "15")
    assert (whole["Tỷ lệ không kể đến muộn"], whole["Tỷ lệ của tin nhắn"]) == ("0.8667", "1.0")
    assert (whole["Nghi vấn (ngoài số lượt)"], whole["Số lượt kể cả nghi vấn"]) == ("7", "28")
    assert (whole["Tỷ lệ kể cả nghi vấn"], whole["Không tính (ngoài số lượt)"]) == ("0.7143", "")
    book = load_workbook(io.BytesIO(client.get("/khao-sat/07288/ket-qua.xlsx").response.data)).worksheets[0]
    cells = [["" if cell is None else str(cell) for cell in row] for row in book.iter_rows(values_only=True)]
    assert cells[0] == list(rows[0])
    assert [cell.removesuffix(".0") for cell in whole.values()] in cells
    province = client.get("/tinh/24/khao-sat/ket-qua").text
    assert "Ngoài ra có 7 lượt nghi vấn" in province


def test_what_came_after_a_month_was_told_is_said_to_officials_until_it_is_five(
    client: CheckingClient, counters: Counters, clock: SteppingClock, sign_in: SignIn
) -> None:
    then = clock()
    counters.rate(*[5] * 8, *[1] * 2)
    clock.advance(days=40)
    publish(counters)
    assert "Sau ngày công bố" not in sign_in(Role.LEADER).get(STAFF).text
    give(counters, [1] * 4, at=then, waited=900)
    publish(counters)
    desk = sign_in(Role.LEADER).get(STAFF).text
    assert "đã công bố 80,0 % của 10 lượt" in desk
    assert "tính lại thì 57,1 % của 14 lượt" in desk
    page = client.get(PUBLIC).text
    assert "đến muộn: máy" not in page  # four: nobody may be told apart
    assert "80,0 %" in page
    give(counters, [1], at=then, waited=900)
    publish(counters)
    assert "Sau ngày công bố" not in sign_in(Role.LEADER).get(STAFF).text
    page = client.get(PUBLIC).text
    assert "5 lượt trong số này đến muộn" in page
    assert "Không kể các lượt ấy thì 80,0 % của 10 lượt" in page


def test_a_month_of_nothing_but_doubtful_ones_is_not_passed_over(
    client: CheckingClient, counters: Counters, clock: SteppingClock
) -> None:
    counters.rate(5, 5, 5)
    give(counters, [5] * 12, validity=Validity.SUSPECT, doubt="Giống hệt nhau")
    clock.advance(days=40)
    publish(counters)
    page = client.get(PUBLIC).text
    assert "Có 12 lượt nghi vấn hoặc bị loại, không tính vào tỷ lệ" in page
    assert "15 lượt" not in page  # the three that are held back
