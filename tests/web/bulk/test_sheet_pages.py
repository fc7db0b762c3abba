"""A clerk brings a sheet in by the pages: looked over by cell, imported, receipts shown for a short time."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest

from accounts.roles import Role
from jobs.handlers.bulk import sweep_bulk
from tests.support.book_lines import line, numbered, sheet_of
from tests.support.bringing import run_waiting
from tests.support.checking_client import Answer, CheckingClient
from tests.support.petitioning import Desk

pytestmark = pytest.mark.query_budget(36)
HOME = "/can-bo/nhap-nhieu"
CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}")


def send(clerk: CheckingClient, data: bytes, *, name: str = "so.xlsx", status: int = 303) -> Answer:
    """What comes back when a file is sent to be checked."""
    return clerk.submit(f"{HOME}/tep", {"file": (io.BytesIO(data), name)}, status=status)


def words(page: Answer) -> str:
    return " ".join("".join(page.root.itertext()).split())


def test_a_sheet_with_mistakes_is_shown_by_cell_and_its_good_lines_are_imported(
    clerk: CheckingClient, desk: Desk
) -> None:
    page = send(clerk, sheet_of(*numbered("1", "2"), line(BOOK="3", RECEIVED="45/13/2026")))
    said = words(page)
    assert "Nhập 2 dòng đúng" in said
    assert all(part in said for part in ("B4", "Ngày nhận", "45/13/2026", "Ghi ngày như 05/03/2026."))
    running = clerk.submit_on(page, {}, action="/nhap")
    assert "Đã xong 0 trên 2 dòng" in words(running)
    run_waiting(desk.runtime)
    done = clerk.get(running.path)
    assert len(re.findall(r"07288-26-\w{4}-\w{3}", words(done))) == 2
    sheet = clerk.submit_on(done, {}, action="/mo-ma")
    assert len(CODE.findall(words(sheet))) == 2
    clerk.submit_on(clerk.get(running.path), {}, action="/xoa-ma")
    gone = clerk.follow(clerk.get(f"{running.path}/bien-nhan", status=303))
    assert CODE.search(words(gone)) is None


def test_the_marked_copy_is_the_own_sheet_with_its_bad_cells_coloured_and_nothing_that_runs(
    clerk: CheckingClient,
) -> None:
    page = send(clerk, sheet_of(line(NAME="=HYPERLINK(1)", PHONE="một hai ba", CONSENT="Có")))
    link = next(link for link in page.links() if link.endswith("/ban-danh-dau"))
    answer = clerk.get(link)
    book = openpyxl.load_workbook(io.BytesIO(answer.response.get_data()))
    sheet = book.worksheets[0]
    assert sheet["N2"].comment is not None
    assert "số điện thoại" in sheet["N2"].comment.text
    assert sheet["N2"].fill.fgColor.rgb.endswith("F9D5CE")
    assert (sheet["L2"].value, sheet["L2"].data_type, sheet["L2"].quotePrefix) == ("=HYPERLINK(1)", "s", True)
    assert sheet["E2"].comment is None


def test_the_template_offers_the_hamlets_and_its_example_is_not_imported(clerk: CheckingClient) -> None:
    answer = clerk.get(f"{HOME}/tep-mau")
    data = answer.response.get_data()
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Đơn", "Hướng dẫn", "Danh mục"]
    assert "Thôn Cầu Gỗ" in [cell.value for row in book["Danh mục"].iter_rows() for cell in row]
    assert len(book["Đơn"].data_validations.dataValidation) == 7
    assert "chưa có dòng nào" in words(send(clerk, data, status=422))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "Chọn tệp Excel"), (b"so,ngay\n1,2\n", ".xls và .csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".xls và .csv"), (b"PK\x03\x04hong", "Không mở được"),
    ],
)  # fmt: skip
def test_what_is_no_sheet_is_refused_in_plain_words(clerk: CheckingClient, data: bytes, told: str) -> None:
    assert told in words(send(clerk, data, name="so.xlsx" if data else "", status=422))


def test_an_import_given_up_is_gone(clerk: CheckingClient, desk: Desk) -> None:
    page = send(clerk, sheet_of(*numbered("1")))
    assert "không có đơn nào được ghi" in words(clerk.submit_on(page, {}, action="/bo"))
    sweep_bulk(desk.runtime)
    assert "Tệp đã được xoá" in words(clerk.get(page.path))


def test_nobody_else_sees_an_import(clerk: CheckingClient, client: CheckingClient, desk: Desk) -> None:
    page = send(clerk, sheet_of(*numbered("1")))
    colleague = desk.officials.enter(client.another(), desk.another("tiep-nhan-hai", Role.INTAKE_CLERK).account_id)
    colleague.get(page.path, status=404)
    colleague.get(f"{page.path}/ban-danh-dau", status=404)
    leader = desk.officials.sign_in(client.another(), Role.LEADER)
    leader.get(HOME, status=403)
    leader.get(f"{HOME}/may-quet", status=403)


def test_the_first_page_lists_ones_own_imports(clerk: CheckingClient) -> None:
    assert "Chưa nhập lần nào." in words(clerk.get(HOME))
    send(clerk, sheet_of(*numbered("1")))
    assert "Chờ đồng ý nhập" in words(clerk.get(HOME))
