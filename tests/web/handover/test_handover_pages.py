"""Handing over in the browser: the list, the giving, the signature; paper and spreadsheet without sealed cases."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest
from sqlalchemy import select

from accounts.roles import Role
from core.clock import local_date
from dialogues.commands import MakeCommitment
from dialogues.commitments import make_commitment
from feedback.models import Petition
from feedback.states import Concerns, PetitionKind
from tests.support.checking_client import CheckingClient
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE, OTHER

PAGE = "/can-bo/ban-giao"
pytestmark = pytest.mark.query_budget(20)


@pytest.fixture
def hands(desk: Desk) -> str:
    """The address of the handler's hands, with two readable petitions and a sealed one in them."""
    desk.in_progress()
    desk.propose(desk.in_progress())
    sealed = desk.send(Concerns.COMMUNE_OFFICIAL).id
    desk.triage(sealed, PetitionKind.DENUNCIATION_INFO, title="Chuyện giữ kín")
    desk.assign(sealed)
    return f"{PAGE}/nguoi/{COMMUNE}/{desk.officials.account(Role.HANDLER)}"


@pytest.mark.query_budget(36)
def test_from_the_list_to_the_signature(desk: Desk, hands: str, client: CheckingClient) -> None:
    clerk = desk.officials.sign_in(client.another(), Role.INTAKE_CLERK)
    assert hands in [link.get("href") for link in clerk.get(PAGE).all("a")]
    page = clerk.get(hands)
    assert "3 đơn đang mở" in page.text
    assert "Chuyện giữ kín" not in page.text
    assert "chưa giao được" in page.text
    assert "Chờ lãnh đạo duyệt; trả lại thì người giữ sửa" in page.text
    assert "Chọn người nhận." in clerk.submit(hands, {}, status=422).text
    ticks = [box.get("value") for box in page.all("input") if box.get("name") == "chon"]
    receiver = str(desk.officials.account(Role.VERIFIER))
    done = clerk.submit(hands, {"receiver": receiver, "reason": "leaves", "chon": ticks})
    assert "Đã giao 2 đơn" in done.text
    assert "Giao nhầm thì hoàn tác" in done.text
    verifier = desk.officials.sign_in(client.another(), Role.VERIFIER)
    first = verifier.get("/can-bo")
    assert "Anh chị được bàn giao 2 đơn" in first.text
    (record,) = {link.get("href") for link in first.all("a") if (link.get("href") or "").startswith(f"{PAGE}/")}
    assert record is not None
    signed = verifier.submit(record, {}, action="/ky-nhan")
    assert "Đã ký nhận bàn giao." in signed.text
    assert "Tôi đã nhận" not in signed.text
    assert "Người nhận đã ký nhận trên phần mềm" in verifier.get(f"{record}/in").text
    handler = desk.officials.sign_in(client.another(), Role.HANDLER)
    assert "Đã ký nhận" in handler.get(PAGE).text
    assert "Tôi đã nhận" not in handler.get(record).text


def test_paper_and_spreadsheet_leave_the_sealed_out(desk: Desk, hands: str, client: CheckingClient) -> None:
    clerk = desk.officials.sign_in(client, Role.INTAKE_CLERK)
    with desk.runtime.reading() as ctx:
        sealed = ctx.session.execute(select(Petition.number).where(Petition.sealed)).scalar_one()
    sheet = clerk.get(f"{hands}/in")
    assert "Ngoài ra 1 đơn giữ kín, không in ở đây." in sheet.text
    assert sealed not in sheet.text
    data = clerk.browser.get(f"{hands}/danh-sach.xlsx")
    assert data.headers["Content-Disposition"] == "attachment; filename=ban-giao-nguoi-handler.xlsx"
    rows = list(openpyxl.load_workbook(io.BytesIO(data.data)).worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 4
    assert rows[1][2] == "Cống tắc"
    assert rows[3][2] == "1 đơn giữ kín: chỉ xem trên trang"
    assert sealed not in str(rows)


def test_promises_with_their_name_are_on_the_list(desk: Desk, hands: str, client: CheckingClient) -> None:
    by = local_date(desk.runtime.clock()) + timedelta(days=30)
    secretary = desk.another("thu-ky", Role.DIALOGUE_SECRETARY)
    with desk.runtime.transaction(secretary, public=True) as ctx:
        for text, owner in (("Nạo vét mương chợ", "Ông Người Handler, tổ xây dựng"), ("Thay bóng đèn", "Tổ điện")):
            here = desk.units[COMMUNE]
            make_commitment(ctx, MakeCommitment(agency_id=here, dialogue_id=None, text=text, owner=owner, due_on=by))
    page = desk.officials.sign_in(client, Role.INTAKE_CLERK).get(hands)
    assert "Nạo vét mương chợ" in page.text
    assert "Thay bóng đèn" not in page.text


def test_it_is_nobody_else_s_business(desk: Desk, hands: str, client: CheckingClient) -> None:
    handler = desk.officials.sign_in(client.another(), Role.HANDLER)
    assert "3 đơn đang mở" in handler.get(hands).text
    assert "Giao cho người khác" not in handler.get(hands).text
    verifier = desk.officials.sign_in(client.another(), Role.VERIFIER)
    for address in (hands, f"{hands}/in", hands.replace(COMMUNE, "99999")):
        verifier.get(address, status=404)
    desk.officials.enter(client, desk.officials.create("xa-ben", (Role.LEADER, desk.units[OTHER]))).get(
        hands, status=404
    )
    desk.officials.sign_in(client.another(), Role.COMMUNE_ADMIN).get(PAGE, status=403)
