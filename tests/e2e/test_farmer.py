"""A farmer with a small phone at the end of a bad line: writes, keeps the receipt, is asked back, reads the answer."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import NewVisitor
from tests.e2e.screens import DESK, PHONE, PLAIN_PHONE, Screen
from tests.e2e.story import citizen, officials
from tests.e2e.story.people import CLERK, HANDLER, LEADER, step_in
from tests.e2e.story.waiting import slow_down
from tests.e2e.visitor import Visitor

WHAT = "Mương dẫn nước vào cánh đồng Ao Cạn bị bồi lấp, vụ này không lấy được nước đổ ải."
QUESTION = "Đoạn bồi lấp dài chừng bao nhiêu mét, từ cầu nào tới cầu nào?"
SAID = "Dài chừng ba trăm mét, từ cầu Gỗ xuống tới đầu ruộng nhà ông Lực."


def _official(new_visitor: NewVisitor, user_name: str) -> Visitor:
    visitor = new_visitor(DESK)
    step_in(visitor, user_name)
    return visitor


@pytest.mark.timeout(300)
@pytest.mark.parametrize("screen", [PHONE, PLAIN_PHONE], ids=lambda screen: screen.name)
def test_from_the_field_to_the_answer(new_visitor: NewVisitor, screen: Screen) -> None:
    farmer = new_visitor(screen)
    slow_down(farmer)
    citizen.find_commune(farmer)
    receipt = citizen.send_petition(farmer, WHAT)
    citizen.track(farmer, receipt)

    officials.triage_and_assign(_official(new_visitor, CLERK), receipt, f"Mương bị bồi lấp ({screen.name})")
    handler = _official(new_visitor, HANDLER)
    officials.open_petition(handler, receipt, "Cần tôi làm")
    handler.click("Bắt đầu giải quyết")
    part = handler.unfold("Hỏi lại người gửi")
    part.locator("textarea").fill(QUESTION)
    handler.click(part.get_by_role("button"))

    citizen.open_petition(farmer, receipt)
    farmer.sees(QUESTION)
    farmer.click("Trả lời, bổ sung thông tin")
    farmer.page.get_by_role("main").locator("textarea").first.fill(SAID)
    farmer.click("Gửi câu trả lời")
    officials.open_petition(handler, receipt, "Cần tôi làm")
    handler.sees(SAID)
    officials.write_answer(handler)
    officials.approve(_official(new_visitor, LEADER), receipt)
    citizen.read_answer_and_rate(farmer, receipt, officials.ANSWER)
