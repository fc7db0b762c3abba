"""Petitions are worked through with a keyboard alone: by single keys, and without them by Tab and Enter."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import NewVisitor
from tests.e2e.screens import DESK
from tests.e2e.story.people import CLERK, step_in

QUEUE = "/can-bo/don-thu?muc=open"
_CASE = re.compile(r"/can-bo/don-thu/[0-9a-f-]{36}$")


def press(page: Page, *keys: str) -> None:
    """One key after the other."""
    for key in keys:
        page.keyboard.press(key)


def test_single_keys_walk_tick_and_open(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(DESK)
    step_in(visitor, CLERK)
    visitor.open(QUEUE)
    page = visitor.page
    titles = page.locator(".queue__what a").all_inner_texts()
    press(page, "j", "j")
    expect(page.locator(":focus")).to_have_text(titles[1])
    press(page, "x", "k", "x")
    expect(page.locator("input[name=chon]:checked")).to_have_count(2)
    press(page, "b", "Tab", "Enter")
    expect(page.locator("h1")).to_contain_text("2 đơn")
    visitor.open(QUEUE)
    press(page, "j", "o")
    expect(page.locator(".panes__case h2").first).to_have_text(titles[0])
    press(page, "w")
    expect(page).to_have_url(_CASE)
    press(page, "g")
    expect(page.locator(":focus")).to_have_attribute("name", "text")
    page.keyboard.type("uj?")
    expect(page.locator(":focus")).to_have_value("uj?")
    visitor.open("/can-bo/don-thu/phim-tat")
    page.get_by_role("button", name="Tắt phím tắt trên máy này").focus()
    press(page, "Enter")
    expect(page.get_by_role("button", name="Bật lại phím tắt")).to_be_visible()
    visitor.open(QUEUE)
    press(page, "j")
    expect(page.locator("tr.is-active")).to_have_count(0)


def test_tab_and_enter_are_enough(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(DESK)
    step_in(visitor, CLERK)
    visitor.open(QUEUE)
    page = visitor.page
    press(page, "Tab", "Enter")  # the skip link
    expect(page.locator("main")).to_be_visible()
    page.locator("input[name=chon]").first.focus()
    press(page, "Space", "Tab", "Enter")
    expect(page.locator(".panes__case h2").first).to_be_visible()
