"""A busy network, in a real browser: the page computes and sends by itself; without scripts a clerk looks first."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import select
from werkzeug.serving import make_server

from bootstrap.settings import Settings
from casework.budgets import SUBMISSIONS, spend
from feedback.models import Petition
from feedback.reviewing.queries import held_among
from tests.e2e.inspecting import axe_faults, layout_faults
from tests.e2e.screens import PHONE
from tests.support.petitioning import Desk
from tests.support.staffed import officials, units
from tests.web.petitions.conftest import desk

__all__ = ["desk", "officials", "units"]
# The product of the other journeys is a demo, which counts nobody on its own machine.
pytestmark = pytest.mark.sqlite_only
WHAT = "Đèn đường trước nhà văn hoá hỏng cả tuần nay."


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return dataclasses.replace(settings, sends_per_hour=1)


@pytest.fixture
def base(app: Flask, desk: Desk) -> Iterator[str]:
    """The web server, on a network that has sent what it sends for nothing."""
    with desk.runtime.transaction() as ctx:
        network = desk.runtime.keys.tag("network", b"127.0.0.1")
        spend(ctx, SUBMISSIONS, network=network, sends=1)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def page_to_check(browser: Browser, base: str, *, scripts: bool) -> Page:
    """A petition written on a phone, up to the page that sends it."""
    context = browser.new_context(
        viewport={"width": PHONE.width, "height": PHONE.height}, java_script_enabled=scripts, locale="vi-VN"
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto(f"{base}/gui-don/07288/lien-quan")
    page.check("input[name=concerns][value=nobody]")
    page.click("main form button.govuk-button:not(.govuk-button--secondary)")
    page.wait_for_url("**/chuyen-gi")
    page.fill("#what", WHAT)
    for path, choose in (("o-dau", None), ("anh", None), ("nguoi-gui", "writer=anonymous")):
        page.click("main form button.govuk-button:not(.govuk-button--secondary)")
        page.wait_for_url(f"**/{path}")
        if choose:
            name, _, value = choose.partition("=")
            page.check(f"input[name={name}][value={value}]")
    page.click("main form button.govuk-button:not(.govuk-button--secondary)")
    page.wait_for_url("**/kiem-tra")
    return page


def held(desk: Desk) -> tuple[int, int]:
    """How many were received, and how many of them wait for a clerk."""
    with desk.runtime.reading() as ctx:
        ids = list(ctx.session.execute(select(Petition.id)).scalars())
        return len(ids), len(held_among(ctx, ids))


def test_the_browser_proves_its_work_and_the_petition_goes(browser: Browser, base: str, desk: Desk) -> None:
    page = page_to_check(browser, base, scripts=True)
    assert page.locator("[data-proof-without]").is_hidden()
    assert not layout_faults(page)
    assert not axe_faults(page)
    page.get_by_role("button", name="Gửi đơn").click()  # at once, before the work is done
    page.wait_for_url("**/da-gui")
    assert "cán bộ xem qua" not in page.inner_text("main")
    assert held(desk) == (1, 0)
    page.context.close()


def test_whoever_reads_first_finds_it_done(browser: Browser, base: str, desk: Desk) -> None:
    page = page_to_check(browser, base, scripts=True)
    page.wait_for_selector("input[name=proof]:not([value=''])", state="attached")
    assert "bấm gửi được" in page.inner_text("[data-proof] [role=status]")
    assert page.evaluate("document.querySelector('[data-proof] progress').value") == 16
    page.get_by_role("button", name="Gửi đơn").click()
    page.wait_for_url("**/da-gui")
    assert held(desk) == (1, 0)
    page.context.close()


def test_without_scripts_it_is_taken_and_looked_at_first(browser: Browser, base: str, desk: Desk) -> None:
    page = page_to_check(browser, base, scripts=False)
    assert page.locator("[data-proof-without]").is_visible()
    page.get_by_role("button", name="Gửi đơn").click()
    page.wait_for_url("**/da-gui")
    assert "cán bộ xem qua đơn trước" in page.inner_text("main")
    assert held(desk) == (1, 1)
    page.context.close()


def test_a_browser_that_cannot_compute_sends_all_the_same(browser: Browser, base: str, desk: Desk) -> None:
    page = page_to_check(browser, base, scripts=True)
    page.route("**/proof_worker.js*", lambda route: route.abort())
    page.reload()
    page.get_by_text("Máy không làm được phép tính").wait_for()
    page.get_by_role("button", name="Gửi đơn").click()
    page.wait_for_url("**/da-gui")
    assert held(desk) == (1, 1)
    page.context.close()
