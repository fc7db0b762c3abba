"""The page of reports: figures, what stands behind them, the files; and who sees what."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest

from accounts.roles import Role
from feedback.states import Concerns, PetitionKind
from infra.papers.reading import read_blocks
from tests.support.checking_client import Answer, CheckingClient
from tests.support.forms import find_form
from tests.support.people import Officials
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE, PROVINCE

PAGE = "/can-bo/bao-cao"
pytestmark = pytest.mark.query_budget(25)
FILES = ("xlsx", "docx", "pdf")


def _figures(text: str) -> list[list[str]]:
    """The numbers of the page's table, line by line."""
    body = re.search(r"<tbody.*?</tbody>", text, re.S)
    assert body
    rows = re.findall(r"<tr.*?</tr>", body[0], re.S)
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", row, re.S)] for row in rows]


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Two reports, one of them answered; one about an official, sealed; one nobody has read."""
    desk.answered()
    desk.in_progress()
    sealed = desk.send(Concerns.COMMUNE_OFFICIAL, what="Cán bộ hẹn lên hẹn xuống.")
    desk.triage(sealed.id, PetitionKind.DENUNCIATION_INFO)
    desk.send(what="Chưa ai đọc đơn này.")
    return desk


def test_the_leader_sees_all_and_the_records_clerk_what_is_open(
    client: CheckingClient, officials: Officials, busy: Desk
) -> None:
    leader = officials.sign_in(client, Role.LEADER).get(PAGE)
    assert _figures(leader.markup)[0][:5] == ["4", "4", "1", "1", "3"]
    clerk = officials.sign_in(client.another(), Role.RECORDS_CLERK)
    clerk.get(f"{PAGE}?bieu=bieu-03-xld", status=404)
    records = clerk.get(PAGE)
    assert _figures(records.markup)[0][:5] == ["2", "2", "1", "1", "1"]
    assert "Không kể đơn chưa phân loại, đơn tố cáo" in records.text
    assert "bieu-03-xld" not in records.markup


def test_a_figure_leads_to_its_petitions_and_sealed_ones_stay_a_number(
    client: CheckingClient, officials: Officials, busy: Desk
) -> None:
    sealed_number = busy.case(busy.send(Concerns.COMMUNE_OFFICIAL, what="Thêm một đơn về cán bộ.").id).number
    leader = officials.sign_in(client, Role.LEADER)
    link = re.search(rf'href="({PAGE}/danh-sach[^"]+)"', leader.get(PAGE).markup)
    assert link
    page = leader.get(link[1].replace("&amp;", "&"))
    assert "3 đơn chỉ đếm số" in page.text
    assert sealed_number not in page.text
    assert page.markup.count("/can-bo/don-thu/") >= 2
    clerk = officials.sign_in(client.another(), Role.INTAKE_CLERK).get(link[1].replace("&amp;", "&"))
    assert sealed_number in clerk.text
    assert "đơn chỉ đếm số" not in clerk.text


def test_the_province_sees_each_desk_and_the_sum(client: CheckingClient, officials: Officials, busy: Desk) -> None:
    inspector = officials.sign_in(client, Role.PROVINCIAL_INSPECTOR)
    page = inspector.get(f"{PAGE}?bieu=bieu-2b")
    assert f"{PROVINCE}-tat-ca" in page.markup
    lines = _figures(page.markup)
    assert [lines[0][1], *(line[1] for line in lines[1:])].count("4") >= 2  # the sum, and the commune's own line
    behind = inspector.get(f"{PAGE}/danh-sach?bieu=bieu-2b&cot=1")
    assert "2 đơn chỉ đếm số" in behind.text
    assert "/can-bo/don-thu/" not in behind.markup


def test_others_get_nothing(client: CheckingClient, officials: Officials, busy: Desk) -> None:
    for role in (Role.HANDLER, Role.BOARD_MEMBER, Role.COMMUNE_ADMIN, Role.HAMLET_HEAD):
        officials.sign_in(client.another(), role).get(PAGE, status=403)
    clerk = officials.sign_in(client.another(), Role.INTAKE_CLERK)
    for bad in ("?don-vi=07294", "?don-vi=24-tat-ca", "?bieu=khong-co", "?nam=1900"):
        clerk.get(PAGE + bad, status=404)
    clerk.get(f"{PAGE}/danh-sach?cot=5", status=404)  # a note is no figure
    clerk.get(f"{PAGE}/danh-sach?dong=khac", status=404)


def test_a_free_period_needs_its_days(client: CheckingClient, officials: Officials, busy: Desk) -> None:
    leader = officials.sign_in(client, Role.LEADER)
    leader.get(f"{PAGE}?ky=free", status=422)
    leader.get(f"{PAGE}?ky=free&tu=2026-03-02&den=2026-03-01", status=422)
    assert _figures(leader.get(f"{PAGE}?ky=free&tu=2020-03-02&den=2020-03-03").markup)[0][0] == "0"


@pytest.mark.parametrize("query", ["bieu=bang-7", "bieu=bieu-01-xld", f"bieu=bieu-04-xld&don-vi={PROVINCE}-tat-ca"])
def test_page_workbook_and_document_say_the_same(
    client: CheckingClient, officials: Officials, busy: Desk, query: str
) -> None:
    role = Role.PROVINCIAL_INSPECTOR if PROVINCE + "-" in query else Role.LEADER
    reader = officials.sign_in(client, role)
    page = reader.get(f"{PAGE}?{query}")
    shown = [[cell for cell in line if cell] for line in _figures(page.markup)]
    made = {kind: _taken(reader, page, kind) for kind in FILES}
    assert _in_workbook(made["xlsx"]) == shown == _in_document(made["docx"])
    assert made["pdf"].startswith(b"%PDF")


def _taken(reader: CheckingClient, page: Answer, kind: str) -> bytes:
    """The page's form, sent by the button of this kind of file."""
    form = find_form(page, action=f"{PAGE}/tai/xlsx")
    return reader.post(f"{PAGE}/tai/{kind}", form.values, status=200).response.get_data()


def _in_workbook(data: bytes) -> list[list[str]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    numbered = next(index for index, row in enumerate(rows) if row[0] == "(1)")
    found = []
    for row in rows[numbered + 1 :]:
        if not any(isinstance(value, int) for value in row):
            break
        found.append([str(value) for value in row[1:] if value is not None])
    return found


def _in_document(data: bytes) -> list[list[str]]:
    table = next(block for block in read_blocks(data)["blocks"] if block["kind"] == "tbl" and block["lined"])
    rows = [[_said(cell) for cell in row] for row in table["rows"][table["head"] :]]
    return [[text for text in row[1:] if text] for row in rows]


def _said(cell: dict[str, Any]) -> str:
    return "".join(run["text"] for block in cell["blocks"] for run in block["runs"])


def test_files_carry_no_trace_of_who_made_them(client: CheckingClient, officials: Officials, busy: Desk) -> None:
    reader = officials.sign_in(client, Role.LEADER)
    form = find_form(reader.get(PAGE), action=f"{PAGE}/tai/xlsx")
    answer = reader.post(f"{PAGE}/tai/docx", form.values, status=200).response
    assert f"bang-7-{COMMUNE}-quy-" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.get_data())) as package:
        core = package.read("docProps/core.xml").decode()
    assert "Người leader" not in core
    assert "<dc:creator>" not in core
