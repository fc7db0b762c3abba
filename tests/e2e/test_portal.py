"""A commune at its own name inside the provincial portal, in a real browser: looks, links, forms, framing."""

from __future__ import annotations

import dataclasses
import io
import threading
from collections.abc import Iterator, Mapping
from uuid import UUID

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from accounts.roles import Role
from agencies.portal import services
from agencies.portal.logos import prepare_logo
from bootstrap.runtime import Runtime
from bootstrap.settings import Settings
from tests.e2e.chromium import SWITCHES, find_chromium
from tests.e2e.inspecting import axe_faults, layout_faults
from tests.e2e.screens import DESK, PHONE, Screen
from tests.support.people import Officials
from tests.support.ports import free_port
from tests.support.staffed import COMMUNE, PROVINCE, officials, units
from tests.web.portal.conftest import FRAME, HOST

__all__ = ["officials", "units"]
pytestmark = pytest.mark.sqlite_only


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture
def settings(settings: Settings, port: int) -> Settings:
    return dataclasses.replace(settings, public_url=f"http://localhost:{port}", edge_cache_seconds=10)


@pytest.fixture
def site(app: Flask, runtime: Runtime, officials: Officials, units: Mapping[str, UUID], port: int) -> Iterator[str]:
    """The web server, with the province's frame and the commune's own name."""
    picture = io.BytesIO()
    Image.new("RGB", (200, 200), "#c8102e").save(picture, "PNG")
    with runtime.transaction(officials.actor(Role.PROVINCE_ADMIN), public=True) as ctx:
        services.save_draft(ctx, units[PROVINCE], FRAME, logo=prepare_logo(picture.getvalue()))
        services.publish_draft(ctx, units[PROVINCE])
        services.add_address(ctx, units[COMMUNE], HOST)
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://{HOST}:{port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def resolving(browser: Browser) -> Iterator[Browser]:
    """A browser for which the commune's name leads to this machine."""
    rule = f"--host-resolver-rules=MAP {HOST} 127.0.0.1"
    started = browser.browser_type.launch(executable_path=find_chromium(), args=[*SWITCHES, rule])
    yield started
    started.close()


def arrive(browser: Browser, screen: Screen) -> Page:
    context = browser.new_context(viewport={"width": screen.width, "height": screen.height}, locale="vi-VN")
    context.set_default_timeout(30_000)
    return context.new_page()


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=lambda screen: screen.name)
def test_a_visit_at_the_communes_own_name(resolving: Browser, site: str, port: int, screen: Screen) -> None:
    page = arrive(resolving, screen)
    faults: list[str] = []
    for path in ("/", "/tra-cuu", "/en", f"/gui-don/{COMMUNE}", "/gioi-thieu"):
        page.goto(site + path)
        faults += [f"{path}: {fault}" for fault in (*axe_faults(page), *layout_faults(page))]
    assert faults == []
    page.goto(site + "/")
    head = page.locator(".portal-head")
    assert head.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(11, 93, 78)"
    assert page.locator(".portal-head__logo").evaluate("e => e.naturalHeight") == 112
    assert page.locator("link[rel=canonical]").get_attribute("href") == f"{site}/"
    page.get_by_role("link", name="English").click()
    assert page.url == f"{site}/en/xa/{COMMUNE}"
    page.goto(site + "/")
    page.get_by_role("link", name="Cán bộ đăng nhập").click()
    assert page.url == f"http://localhost:{port}/can-bo/dang-nhap"
    page.context.close()


def test_a_petition_is_written_there(resolving: Browser, site: str) -> None:
    page = arrive(resolving, PHONE)
    page.goto(f"{site}/gui-don/{COMMUNE}/lien-quan")
    page.check("input[name=concerns][value=nobody]")
    page.get_by_role("button", name="Tiếp tục").click()
    page.fill("#what", "Đèn đường trước nhà văn hoá hỏng cả tuần nay.")
    page.get_by_role("button", name="Tiếp tục").click()
    assert page.url.startswith(f"{site}/gui-don/{COMMUNE}/o-dau")
    cookies = {cookie["domain"] for cookie in page.context.cookies()}
    assert cookies == {HOST}
    page.context.close()


def test_nobody_but_the_portal_frames_it(resolving: Browser, site: str) -> None:
    page = arrive(resolving, DESK)
    answer = page.goto(site + "/")
    assert answer is not None
    assert f"frame-ancestors 'self' {FRAME.origins[0]}" in answer.headers["content-security-policy"]
    stranger = f'<!doctype html><title>x</title><iframe title="x" src="{site}/"></iframe>'
    page.route("http://stranger.example/", lambda route: route.fulfill(body=stranger, content_type="text/html"))
    page.goto("http://stranger.example/")
    page.wait_for_load_state("networkidle")
    (inside,) = page.frames[1:]
    assert inside.locator(".portal-head").count() == 0
    page.context.close()
