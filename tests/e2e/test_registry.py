"""A paper goes out: drafted by the handler, approved by the leader, numbered, signed and issued by văn thư."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import NewVisitor
from tests.e2e.screens import DESK, PLAIN_PHONE, Screen
from tests.e2e.story import citizen, officials
from tests.e2e.story.people import CLERK, HANDLER, LEADER, step_in
from tests.e2e.visitor import Visitor
from tests.support.issuing import signed_scan

RECORDS = "vanthu"
KIND, MORE = "Đề nghị bổ sung thông tin, tài liệu", "Bản chụp giấy phép xây dựng."


def _official(new_visitor: NewVisitor, screen: Screen, user_name: str) -> Visitor:
    visitor = new_visitor(screen)
    step_in(visitor, user_name)
    return visitor


def _draft(visitor: Visitor, receipt: citizen.Receipt) -> None:
    officials.open_petition(visitor, receipt, "Cần tôi làm")
    visitor.click("Văn bản của đơn")
    row = visitor.page.get_by_role("listitem").filter(has=visitor.page.get_by_role("link", name=KIND, exact=True))
    visitor.click(row.locator("a.govuk-button"))
    visitor.fill("Điều cần bổ sung", MORE)
    visitor.select("Người ký", "Nông Văn Quyến")
    for box in visitor.page.locator("input[name=checks]").all():
        box.check()
    visitor.click("Lưu và trình")
    visitor.sees("Chờ lãnh đạo duyệt")


def _approve(visitor: Visitor, receipt: citizen.Receipt) -> None:
    visitor.open("/can-bo/van-ban")
    row = visitor.page.get_by_role("listitem").filter(has_text=receipt.number)
    visitor.click(row.get_by_role("link"))
    visitor.sees(MORE)
    visitor.click("Duyệt, chuyển văn thư")


def _send_out(visitor: Visitor, receipt: citizen.Receipt) -> None:
    visitor.open("/can-bo/van-thu")
    row = visitor.page.get_by_role("listitem").filter(has_text=receipt.number)
    visitor.click(row.get_by_role("link"))
    visitor.click(visitor.page.get_by_role("button", name="Cấp số"))
    visitor.click(visitor.page.get_by_role("listitem").filter(has_text=receipt.number).get_by_role("link"))
    scan = {"name": "ky.pdf", "mimeType": "application/pdf", "buffer": signed_scan()}
    visitor.page.locator("input[type=file]").set_input_files(scan)  # type: ignore[arg-type]  # as its documents say
    visitor.click(visitor.page.get_by_role("button", name="Tải lên"))
    visitor.sees("Bản chụp, không có chữ ký số")
    visitor.click(visitor.page.get_by_role("button", name="Ban hành"))
    visitor.click("Sổ văn bản đi")
    visitor.sees(receipt.number)


@pytest.mark.timeout(480)
@pytest.mark.parametrize("screen", [DESK, PLAIN_PHONE], ids=lambda screen: screen.name)
def test_from_the_draft_to_the_register(new_visitor: NewVisitor, screen: Screen) -> None:
    villager = new_visitor(screen)
    citizen.find_commune(villager)
    receipt = citizen.send_petition(villager, f"Nhà đầu ngõ xây lấn ra đường làng ({screen.name}).")
    officials.triage_and_assign(_official(new_visitor, screen, CLERK), receipt, f"Xây lấn đường ({screen.name})")
    handler = _official(new_visitor, screen, HANDLER)
    _draft(handler, receipt)
    _approve(_official(new_visitor, screen, LEADER), receipt)
    _send_out(_official(new_visitor, screen, RECORDS), receipt)
    handler.open(handler.page.url)
    handler.sees("Đã ban hành")
