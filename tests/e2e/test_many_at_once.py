"""Several petitions given to somebody at once: looked at first, done, taken back."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.conftest import NewVisitor
from tests.e2e.screens import PHONE
from tests.e2e.story.people import CLERK, step_in


def test_given_after_a_look_and_taken_back(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(PHONE)
    step_in(visitor, CLERK)
    visitor.open("/can-bo/don-thu?muc=unassigned")
    page = visitor.page
    waiting = page.locator(".queue__what a").all_inner_texts()
    boxes = page.locator("input[name=chon]")
    for number in range(2):
        boxes.nth(number).check()
    visitor.click("Xem trước")
    visitor.click("Giao 2 đơn", status=422)  # nobody was chosen
    page.get_by_label("Giao cho").select_option(index=1)
    visitor.click("Giao 2 đơn")
    expect(page.locator("h1")).to_contain_text("Đã giao 2 đơn")
    visitor.click("Hoàn tác")
    expect(page.locator("h1")).to_have_text("Đã hoàn tác")
    visitor.open("/can-bo/don-thu?muc=unassigned")
    assert page.locator(".queue__what a").all_inner_texts() == waiting
