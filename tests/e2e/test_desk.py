"""A petition told at the desk is taken in by keyboard alone: from whom it concerns to the printed receipt."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import NewVisitor
from tests.e2e.inspecting import Judge
from tests.e2e.screens import DESK
from tests.e2e.story.people import CLERK, step_in

_FURTHEST = 90  # no page of the desk has more places to stop at
TOLD = "Ông kể: cống qua đường bị vỡ nắp, tối qua có cháu nhỏ sụt chân."
_CODE = re.compile(r"^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$")


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until it has the focus."""
    for _ in range(_FURTHEST):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {wanted}")


def choose(page: Page, name: str, *, down: int) -> None:
    """Go to a group of choices and pick one with the arrow keys."""
    group = page.locator(f"input[name={name}]")
    tab_to(page, group.first)
    page.keyboard.press("Space")
    for _ in range(down):
        page.keyboard.press("ArrowDown")
    expect(group.nth(down)).to_be_checked()


def write(page: Page, name: str, text: str) -> None:
    """Go to a field and type."""
    tab_to(page, page.locator(f"[name={name}]"))
    page.keyboard.type(text)


def enter(page: Page, wanted: Locator) -> None:
    """Go to a link or a button and press Enter."""
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def test_a_told_petition_is_taken_in_by_keyboard_alone(new_visitor: NewVisitor, judge: Judge) -> None:
    visitor = new_visitor(DESK)
    step_in(visitor, CLERK)
    visitor.open("/can-bo/tiep-nhan")
    page = visitor.page
    enter(page, page.get_by_role("link", name="Bà con kể tại bàn"))
    expect(page.locator("h1")).to_have_text("Bà con kể tại bàn")
    choose(page, "concerns", down=0)
    enter(page, page.get_by_role("button", name="Ghi nội dung"))
    write(page, "what", TOLD)
    write(page, "name", "Ma Văn Ổi")
    write(page, "address", "Thôn Trại Cả")
    enter(page, page.get_by_role("button", name="Tiếp: đọc lại"))
    expect(page.locator("h1")).to_have_text("Đọc lại cho bà con nghe")
    expect(page.locator(".readout").first).to_have_text(TOLD)
    visitor.look(judge)
    choose(page, "read_back", down=1)
    choose(page, "signature", down=1)
    enter(page, page.get_by_role("button", name="Đúng rồi, vào sổ"))
    number = page.locator(".panel__code").inner_text()
    visitor.look(judge)
    enter(page, page.get_by_role("link", name="In bản ghi để ký"))
    page.emulate_media(media="print")
    expect(page.get_by_text("Người trình bày", exact=True).last).to_be_visible()
    expect(page.get_by_role("link", name="Quay lại")).to_be_hidden()
    page.emulate_media(media="screen")
    enter(page, page.get_by_role("link", name="Quay lại"))
    enter(page, page.get_by_role("link", name="In biên nhận A5"))
    expect(page.locator(".slip__code").first).to_have_text(number)
    expect(page.locator(".slip__code").last).to_have_text(_CODE)
    visitor.look(judge)
    enter(page, page.get_by_role("link", name="Quay lại"))
    tab_to(page, page.locator("[name=held]"))
    page.keyboard.press("Space")
    enter(page, page.get_by_role("button", name="Xong"))
    expect(page.get_by_text(f"Xong đơn {number}")).to_be_visible()
