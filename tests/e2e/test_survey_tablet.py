"""A tablet at the desk, through an outage and a dead battery: one person after the other, left by its PIN."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from accounts.roles import Role
from bootstrap.runtime import Runtime
from surveys.models import SurveyKiosk
from surveys.states import Channel
from tests.e2e.at_counter import KEPT, KEPT_IN_ENGLISH, WAITING_NOTHING, answers, face, faults, wait_until
from tests.e2e.inspecting import Judge, axe_faults
from tests.e2e.product import Product
from tests.e2e.screens import DESK, Screen
from tests.e2e.served import let_in, served
from tests.e2e.visitor import Visitor
from tests.support.counters import Counters, make_counters

pytestmark = [pytest.mark.sqlite_only, pytest.mark.timeout(300)]
TABLET = Screen(768, 1024, scripts=True)


@pytest.fixture
def counters(runtime: Runtime, tmp_path: Path) -> Counters:
    return make_counters(runtime, tmp_path)


@pytest.fixture
def site(app: Flask, data_dir: Path) -> Iterator[Product]:
    with served(app, data_dir) as product:
        yield product


def test_a_tablet_at_the_desk(app: Flask, counters: Counters, site: Product, browser: Browser, judge: Judge) -> None:
    tablet = Visitor(browser, site, TABLET, judge=judge)
    tablet.page.clock.install()
    _pair(app, counters, site, browser, judge, tablet)
    page, home = tablet.page, tablet.page.url
    wait_until(page, KEPT)
    # One person answers, and more; the next finds nothing of it, also not by going back.
    face(page, 2)
    page.get_by_role("button", name="Gửi đánh giá").click()
    page.get_by_role("heading", name="Nói thêm").wait_for()
    page.locator('[data-screen="more"] input[value="1"]').first.click()
    page.get_by_role("button", name="Xong").click()
    page.get_by_role("heading", name="Cảm ơn").wait_for()
    page.clock.run_for(32_000)
    page.get_by_role("button", name="Gửi đánh giá").wait_for()
    assert page.locator("input:checked").count() == 0
    page.go_back()
    assert page.url == home
    # One chooses, hesitates, and walks away: nothing is sent for them, nothing stays.
    face(page, 5)
    page.clock.run_for(22_000)
    page.get_by_text("Chạm màn hình để ở lại").wait_for()
    page.clock.run_for(10_000)
    page.wait_for_function("!document.querySelector('input:checked')")
    # An outage: the next ones notice nothing, a reload and the other language neither.
    wait_until(page, KEPT_IN_ENGLISH)
    tablet.context.set_offline(True)
    page.get_by_role("link", name="English").click()
    page.get_by_role("button", name="Send rating").or_(page.locator("html[lang=en] h1")).first.wait_for()
    page.clock.run_for(32_000)  # nobody stays; the next one reads Vietnamese again
    page.wait_for_url(home)
    face(page, 4)
    page.get_by_role("button", name="Gửi đánh giá").click()
    page.get_by_role("heading", name="Nói thêm").wait_for()
    page.clock.run_for(41_000)  # walks away: the face counts
    page.get_by_role("button", name="Gửi đánh giá").wait_for()
    page.reload()
    # The battery dies while somebody answers; started again, still without a connection, what they gave is kept.
    face(page, 3)
    page.get_by_role("button", name="Gửi đánh giá").click()
    page.get_by_role("heading", name="Nói thêm").wait_for()
    page.close()
    page = tablet.page = tablet.context.new_page()
    page.goto(home)
    page.get_by_role("button", name="Gửi đánh giá").wait_for()
    assert "chờ" not in page.locator("body").inner_text()  # what waits is not for citizens to read
    # The PIN opens the officials' part without the server as well, and leads out.
    type_pin(page, "0000")
    page.get_by_text("Mã PIN chưa đúng").wait_for()
    type_pin(page, "4826")
    page.get_by_text("2 lượt đang chờ mạng, lượt cũ nhất từ").wait_for()
    assert axe_faults(page) == []
    page.get_by_role("button", name="Thoát màn hình đánh giá").click()
    page.get_by_role("heading", name="Đã thoát màn hình đánh giá").wait_for()
    page.get_by_role("link", name="Về trang đánh giá").click()
    page.wait_for_url(home)
    for _ in range(TRIES_ON_THE_TABLET):
        type_pin(page, "1111")
        page.get_by_text("Mã PIN chưa đúng").wait_for()
    type_pin(page, "4826")
    page.get_by_text("Đã thử mã PIN năm lần").wait_for()
    page.get_by_role("button", name="Quay lại đánh giá").click()
    assert [number for number, _ in answers(counters)] == [2]
    tablet.context.set_offline(False)
    page.clock.run_for(61_000)
    wait_until(page, WAITING_NOTHING)
    assert answers(counters) == [(number, Channel.KIOSK) for number in (2, 3, 4)]
    assert page.url == home
    type_pin(page, "4826")
    page.get_by_text("Mọi đánh giá đã gửi").wait_for()
    page.get_by_role("button", name="Thoát màn hình đánh giá").click()
    page.wait_for_url("**/xa/07288")
    with counters.runtime.reading() as ctx:
        told = ctx.session.execute(select(SurveyKiosk.waiting, SurveyKiosk.keeps)).one()
    assert tuple(told) == (0, True)
    assert [fault for fault in faults(tablet) if "422" not in fault] == []


# A right one on the tablet itself gave all of them back.
TRIES_ON_THE_TABLET = 5


def type_pin(page: Page, pin: str) -> None:
    """In the dialog behind "Cán bộ"."""
    if not page.get_by_role("dialog").is_visible():
        page.locator("[data-leave]").click()
    page.get_by_label("Mã PIN").fill(pin)
    page.get_by_role("button", name="Tiếp tục").click()


def _pair(app: Flask, counters: Counters, site: Product, browser: Browser, judge: Judge, tablet: Visitor) -> None:
    """The official prepares it on the desk's page, and types the code on the tablet."""
    desk = Visitor(browser, site, DESK, judge=judge)
    let_in(desk, app, counters.runtime, counters.official(Role.INTAKE_CLERK))
    desk.open("/can-bo/khao-sat-tai-quay")
    desk.click("Đặt máy ở quầy")
    desk.fill("Mã PIN để thoát", "4826")
    desk.click("Lấy mã ghép")
    code = desk.page.locator(".code-card code").inner_text()
    assert faults(desk) == []
    tablet.open("/ks/may")
    tablet.fill("Mã ghép", code.lower())
    tablet.fill("Mã PIN để thoát", "4826")
    tablet.click("Ghép máy này")
