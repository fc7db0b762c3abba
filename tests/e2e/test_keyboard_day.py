"""One petition from the newcomer to the answer, by clerk, handler, leader and inspector without a mouse.

Every page they meet is judged (axe, markup, layout). Signing in, the queue, triage, giving out, a remark, asking back,
the answer, handing in and approving: each by keys.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewVisitor
from tests.e2e.screens import DESK
from tests.e2e.story import citizen, keyboard, officials
from tests.e2e.story.people import CLERK, HANDLER, LEADER, Phones
from tests.e2e.visitor import Visitor

INSPECTOR = "thanhtratinh"
WHAT = "Cầu tạm qua suối Cạn mục ván, các cháu đi học phải lội."
TITLE = "Cầu tạm suối Cạn mục ván"
REMARK = "Anh Khoát xem giúp, mai trời mưa to."
QUESTION = "Ván mục ở đoạn nào, còn đi xe đạp qua được không?"
SAID = "Mục ở giữa cầu, chỉ đi bộ men bên trái được."


@pytest.fixture(scope="module")
def phones() -> Phones:
    """A code works once: each official carries one phone through the module."""
    return Phones()


def _arrive(new_visitor: NewVisitor, user_name: str, phones: Phones) -> Visitor:
    visitor = new_visitor(DESK)
    keyboard.sign_in(visitor, user_name, phones)
    return visitor


def _to_case(visitor: Visitor, view: str, receipt: citizen.Receipt) -> None:
    """By the list: down to the petition, beside it, then to work."""
    keyboard.to_queue(visitor, view)
    short = receipt.number.split("-")[2]
    row = visitor.page.locator("tr.is-active .queue__number")
    for _ in range(visitor.page.locator(".queue tbody tr").count()):
        visitor.press("j")
        if row.inner_text() == short:
            break
    expect(row).to_have_text(short)
    visitor.press_away("Enter")
    visitor.press_away("w")
    visitor.sees(receipt.number)


@pytest.mark.timeout(300)
def test_a_petition_passes_through_all_hands(new_visitor: NewVisitor, phones: Phones) -> None:
    villager = new_visitor(DESK)
    receipt = citizen.send_petition(villager, WHAT)

    clerk = _arrive(new_visitor, CLERK, phones)
    _to_case(clerk, "untriaged", receipt)
    keyboard.triage(clerk, TITLE, last="Enter")  # Enter stays
    clerk.sees(TITLE)
    clerk.press("g")
    clerk.type(REMARK)
    clerk.tab_to('input[name="named"]')
    clerk.press("Space")
    clerk.tab_to("#viet-ghi-chu button")
    clerk.press_away("Enter")
    clerk.sees(REMARK)
    clerk.press("a")
    keyboard.pick(clerk, "Đặng")
    clerk.tab_to("#viec-giao button")
    clerk.press_away("Enter")

    handler = _arrive(new_visitor, HANDLER, phones)
    _to_case(handler, "mine", receipt)
    handler.press_away("b", "Enter")
    handler.press("h")
    handler.type(QUESTION)
    handler.tab_to("#viec-hoi-lai button")
    handler.press_away("Enter")
    citizen.open_petition(villager, receipt)
    villager.click("Trả lời, bổ sung thông tin")
    villager.page.get_by_role("main").locator("textarea").first.fill(SAID)
    villager.click("Gửi câu trả lời")
    _to_case(handler, "mine", receipt)
    handler.sees(SAID)
    keyboard.answer(handler, officials.ANSWER, officials.REDACTED)

    leader = _arrive(new_visitor, LEADER, phones)
    _to_case(leader, "approval", receipt)
    leader.sees(officials.ANSWER)
    leader.press_away("d", "Enter")
    citizen.read_answer_and_rate(villager, receipt, officials.ANSWER)


@pytest.mark.timeout(120)
def test_the_inspector_reads_what_they_may(new_visitor: NewVisitor, phones: Phones) -> None:
    inspector = _arrive(new_visitor, INSPECTOR, phones)
    for item in _menu(inspector):
        inspector.tab_to(f'nav.side a[href="{item}"]')
        inspector.press_away("Enter")
        expect(inspector.page.locator("h1")).to_be_visible()
    # A petition's status, never its words or its sender: and no door to the queue or to a case.
    assert not [item for item in _menu(inspector) if item.startswith("/can-bo/don-thu")]
    assert inspector.context.request.get(f"{inspector.base}/can-bo/don-thu").status == 403


def _menu(visitor: Visitor) -> list[str]:
    return [link.get_attribute("href") or "" for link in visitor.page.locator("nav.side li a").all()]
