"""At the counter with a bad line: a phone without a connection, a one-time code twice, a keyboard, no scripts."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask, Response
from playwright.sync_api import Browser, Page

from accounts.roles import Role
from bootstrap.runtime import Runtime
from core.clock import local_date
from surveys.slips.codes import make_code
from surveys.slips.runs import begin_run, get_run, slips_of_part
from surveys.states import Channel
from tests.e2e.at_counter import (
    KEPT_MORE,
    WAITING_NOTHING,
    answers,
    ask_more,
    face,
    faults,
    more_of,
    rate_kept,
    wait_until,
)
from tests.e2e.inspecting import Judge, axe_faults, layout_faults
from tests.e2e.product import Product
from tests.e2e.screens import PHONE, PLAIN_PHONE, Screen
from tests.e2e.served import served
from tests.e2e.visitor import Visitor
from tests.support.clock import SteppingClock
from tests.support.counters import Counters, make_counters

pytestmark = [pytest.mark.sqlite_only, pytest.mark.timeout(300)]
LEAST_TARGET = 48
SMALLER_SIDE = "all => all.map(one => Math.min(one.getBoundingClientRect().width, one.getBoundingClientRect().height))"


@pytest.fixture
def counters(runtime: Runtime, tmp_path: Path) -> Counters:
    return make_counters(runtime, tmp_path)


@pytest.fixture
def site(app: Flask, data_dir: Path) -> Iterator[Product]:
    with served(app, data_dir) as product:
        yield product


def test_a_phone_without_a_connection_sends_each_answer_once(
    counters: Counters, site: Product, browser: Browser, judge: Judge, clock: SteppingClock
) -> None:
    ask_more(counters)
    phone, address = Visitor(browser, site, PHONE, judge=judge), f"/ks/{counters.points[0].code}"
    page = phone.page
    phone.open(address)
    wait_until(page, KEPT_MORE)
    phone.context.set_offline(True)
    page.goto(site.base + address)
    rate_kept(page, 4)
    # More, also of what depends on an earlier answer; it goes with the rating, as one answer.
    follow = page.locator('[data-question="q7_heard"]')
    assert not follow.is_visible()
    page.locator('input[name="c-q7_asked"][value="2"]').check()
    follow.locator("input[value='2']").check()
    page.get_by_label("Lời nhắn").fill("Chờ lâu nhưng được hướng dẫn kỹ")
    assert axe_faults(page) + layout_faults(page) == []
    page.get_by_role("button", name="Giữ cả phần này").click()
    page.get_by_role("heading", name="Đã giữ cả phần thêm").wait_for()
    page.get_by_text("Còn 1 lượt chưa gửi").wait_for()
    page.goto(site.base + address)
    rate_kept(page, 2)
    assert page.locator("[data-ke]").is_visible()
    page.get_by_role("link", name="Không nói thêm").click()
    page.get_by_text("Còn 2 lượt chưa gửi").wait_for()
    page.go_back()
    page.goto(site.base + address)
    assert page.locator("input:checked").count() == 0
    page.goto(f"{site.base}/ks/{counters.points[1].code}")  # never opened on this phone
    page.get_by_role("heading", name="Máy đang mất mạng").wait_for()
    assert answers(counters) == []
    clock.advance(hours=1)
    phone.context.set_offline(False)
    phone.open(address)
    page.get_by_text("Đã gửi 2 lượt").or_(page.locator("h1")).first.wait_for()
    wait_until(page, WAITING_NOTHING)
    assert answers(counters) == [(2, Channel.QR), (4, Channel.QR)]
    face(page, 5)
    phone.click("Gửi đánh giá")
    phone.sees("Đã gửi. Cảm ơn bà con.")
    said = [(2, {}, False), (4, {"q7_asked": 2, "q7_heard": 2}, True), (5, {}, False)]
    assert more_of(counters) == said
    assert faults(phone) == []


def replace_worker(app: Flask, first: str) -> None:
    """Deploy another worker: the same with these words before it."""
    served_now = app.view_functions["surveys.worker"]

    @functools.wraps(served_now)
    def another() -> Response:
        return Response(first + served_now().get_data(as_text=True), mimetype="text/javascript")

    app.view_functions["surveys.worker"] = another


def take_over(page: Page) -> None:
    """The browser finds the new worker, as it does at the next visit, while an old page is open."""
    page.evaluate("""async () => {
      const taken = new Promise(done => navigator.serviceWorker.addEventListener("controllerchange", done));
      await (await navigator.serviceWorker.ready).update();
      await taken;
    }""")


def test_what_waits_outlives_a_quick_exit_a_new_worker_and_a_browser_without_sync(
    app: Flask, counters: Counters, site: Product, browser: Browser, judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, address = Visitor(browser, site, PHONE, judge=judge), f"/ks/{counters.points[0].code}"
    page, send_kept = phone.page, app.view_functions["surveys.send_kept"]
    phone.open(address)
    wait_until(page, KEPT_MORE)
    phone.context.set_offline(True)
    page.goto(site.base + address)
    rate_kept(page, 4)
    # The server is down for a moment, and somebody leaves a petition in a hurry: cookies go, the rating stays.
    app.view_functions["surveys.send_kept"] = functools.wraps(send_kept)(lambda **_: Response(status=503))
    phone.context.set_offline(False)
    monkeypatch.setattr("web.public.confiding.views.NEUTRAL", "/mat-mang")  # no test reads the weather forecast
    phone.open("/gui-don/07288/lien-quan")
    assert phone.context.cookies(site.base)
    page.locator("[data-exit]").click()
    page.wait_for_url("**/mat-mang")
    assert phone.context.cookies(site.base) == []
    # A new worker takes over under an open page; it cannot send in the background, and the page says so.
    phone.open(address)
    replace_worker(app, "delete ServiceWorkerRegistration.prototype.sync;\n")
    take_over(page)
    phone.context.set_offline(True)
    face(page, 2)
    page.get_by_role("button", name="Gửi đánh giá").click()
    page.get_by_role("heading", name="Đã giữ trên máy").wait_for()
    kept_page = page.url
    page.get_by_text("Còn 2 lượt chưa gửi, đang giữ trên máy này. Khi có mạng, mở lại trang này là gửi.").wait_for()
    app.view_functions["surveys.send_kept"] = send_kept
    assert kept_page.startswith(f"{site.base}{address}/noi-them")
    # The connection comes back while more is being answered: that goes along, under the same number.
    phone.context.set_offline(False)
    page.get_by_label("Lời nhắn").fill("Ngồi chờ không có ghế")
    page.get_by_role("button", name="Giữ cả phần này").click()
    # What was on its way already when this was added goes once more: then it is kept first, and sent by the next page.
    page.get_by_role("heading", name=re.compile("Đã (gửi|giữ) cả phần thêm")).wait_for()
    wait_until(page, WAITING_NOTHING)
    assert more_of(counters) == [(2, {}, True), (4, {}, False)]
    phone.open(address)
    # No room on the device: that is told, and the same page sends it once there is a connection.
    replace_worker(app, "IDBFactory.prototype.open = () => { throw new DOMException('', 'QuotaExceededError'); };\n")
    take_over(page)
    phone.context.set_offline(True)
    face(page, 5)
    page.get_by_role("button", name="Gửi đánh giá").click()
    page.get_by_role("heading", name="Chưa gửi được").wait_for()
    phone.context.set_offline(False)
    page.go_back()
    face(page, 5)
    phone.click("Gửi đánh giá")
    phone.sees("Đã gửi. Cảm ơn bà con.")
    assert [number for number, _ in answers(counters)] == [2, 4, 5]
    assert [fault for fault in faults(phone) if "503" not in fault] == []


def test_a_one_time_code_is_good_once_also_from_two_phones(
    counters: Counters, site: Product, browser: Browser, judge: Judge
) -> None:
    clerk = counters.official(Role.INTAKE_CLERK)
    with counters.runtime.transaction(clerk) as ctx:
        run_id = begin_run(
            ctx, service_point_id=counters.points[0].id, count=1, expires_on=local_date(ctx.now + timedelta(days=9))
        )
        code = make_code(ctx.keys, slips_of_part(get_run(ctx, run_id))[0])
    first, second = (Visitor(browser, site, screen, judge=judge) for screen in (PHONE, PLAIN_PHONE))
    for phone in (first, second):
        phone.open(f"/p/{code}")
        phone.sees("đúng và còn hạn")
    for phone, number in ((first, 5), (second, 1)):
        face(phone.page, number)
        phone.click("Gửi đánh giá")
    second.sees("Bấm hai lần cũng chỉ tính một.")
    second.open(f"/p/{code}", status=410)
    second.sees("Mã này đã dùng rồi")
    assert answers(counters) == [(5, Channel.SLIP)]
    assert faults(first, second) == []


@pytest.mark.parametrize("screen", [PHONE, PLAIN_PHONE], ids=lambda screen: screen.name)
def test_by_keyboard_and_without_scripts_and_on_to_the_petition(
    counters: Counters, site: Product, browser: Browser, judge: Judge, screen: Screen
) -> None:
    person = Visitor(browser, site, screen, judge=judge)
    person.open(f"/ks/{counters.points[0].code}")
    # At 400 % zoom nothing scrolls sideways and a thumb still finds everything; chosen is seen in forced colours too.
    person.page.set_viewport_size({"width": 320, "height": 256})
    assert layout_faults(person.page) == []
    assert min(person.page.eval_on_selector_all("form .face__label, form .govuk-button", SMALLER_SIDE)) >= LEAST_TARGET
    person.tab_to("input[name=diem]")
    person.press("Space", "Tab")
    person.page.emulate_media(forced_colors="active", reduced_motion="reduce")
    assert person.page.locator("input:checked + label").evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    person.page.emulate_media(forced_colors="none", reduced_motion="no-preference")
    person.page.set_viewport_size({"width": screen.width, "height": screen.height})
    person.press_away("Enter")
    person.sees("Chuyện gì làm bà con chưa vừa lòng?")
    person.tab_to("input[name=c-asked_extra]")
    person.press("ArrowDown", "Tab")
    person.type("Chờ lâu")
    person.tab_to("button[type=submit]")
    person.press_away("Enter")
    person.sees("Đã nhận cả phần thêm")
    person.click("Kể chuyện đã xảy ra")
    person.sees("Quầy 1")
    assert answers(counters) == [(1, Channel.QR)]
    assert faults(person) == []
