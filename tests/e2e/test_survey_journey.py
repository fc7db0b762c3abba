"""From the printed poster to the result: scanned, rated, asked more by one's own questionnaire, read by the manager."""

from __future__ import annotations

import io
import re
import zipfile

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from surveys.ratings import FASTEST_SECONDS
from tests.e2e.at_counter import wait_until
from tests.e2e.conftest import NewVisitor
from tests.e2e.screens import DESK, PLAIN_PHONE
from tests.e2e.story.people import step_in
from tests.e2e.visitor import Visitor

# Since the page was asked for, as a person takes it: what is sent faster than any hand is counted apart.
READ = f"performance.now() > {(FASTEST_SECONDS + 1) * 1000}"
PRINTING, BUILDER, RESULTS = "/can-bo/ma-quay", "/can-bo/phieu-khao-sat", "/can-bo/khao-sat"
QUESTION = "Hôm nay việc của bà con tới đâu rồi?"


def scan(page: Page, drawing: bytes) -> str:
    """What a phone reads from a sheet: the browser draws it, the picture is decoded."""
    page.set_content(drawing.decode())
    codes = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot(full_page=True))))
    assert len(codes) == 1
    return codes[0].text


def one_sheet(manager: Visitor) -> bytes:
    """A table tent's neighbour, the A6 poster of the first service point, out of the package for all of them."""
    manager.open(PRINTING)
    page = manager.page
    page.get_by_label("A4", exact=True).uncheck()
    page.get_by_label("A6", exact=True).check()
    page.get_by_label("SVG").check()
    manager.click("Bắt đầu vẽ")
    # The page asks again by itself until the sheets are drawn.
    button = page.get_by_role("button", name="Tải gói ZIP")
    expect(button).to_be_visible(timeout=60_000)
    with page.expect_download() as taken:
        button.click()
    with zipfile.ZipFile(taken.value.path()) as package:
        drawings = sorted(name for name in package.namelist() if name.endswith(".svg"))
        return package.read(drawings[0])


def open_questionnaire(manager: Visitor) -> None:
    """The two-question pulse as a draft of one's own, looked at and opened for all service points."""
    manager.open(BUILDER)
    manager.select("Bắt đầu từ", "Nhịp nhanh hai câu")
    manager.click("Bắt đầu soạn")
    manager.click("Xem thử")
    expect(manager.page.get_by_text(QUESTION)).to_be_visible()
    manager.page.go_back()
    manager.click("Chọn nơi hỏi và mở phiếu")
    manager.click("Mở phiếu")
    expect(manager.page.get_by_text("Đang hỏi").first).to_be_visible()


def rate(citizen: Visitor, face: str) -> None:
    """Two taps, by somebody who reads first."""
    wait_until(citizen.page, READ)
    citizen.choose(face)
    citizen.click("Gửi đánh giá")
    expect(citizen.page.locator("h1")).to_contain_text("Cảm ơn bà con")


def test_from_the_poster_to_the_result(new_visitor: NewVisitor) -> None:
    manager = new_visitor(DESK)
    step_in(manager, "khaosat")
    drawing = one_sheet(manager)
    open_questionnaire(manager)
    citizen = new_visitor(PLAIN_PHONE)
    address = scan(citizen.page, drawing)
    assert address.startswith(f"{citizen.base}/ks/")
    citizen.open(address)
    rate(citizen, "Hài lòng")
    citizen.choose("Có giấy hẹn")
    citizen.click("Gửi thêm")
    expect(citizen.page.locator("h1")).to_have_text("Đã nhận cả phần thêm")
    citizen.open(address)
    rate(citizen, "Rất không hài lòng")
    # Who is not satisfied comes to the petition form of the very commune, the service point filled in.
    citizen.click("Kể chuyện đã xảy ra")
    assert "quay=" in citizen.page.url
    citizen.page.go_back()
    citizen.click(citizen.page.locator("header a").first)
    assert "/xa/" in citizen.page.url
    manager.open(RESULTS)
    manager.click(manager.page.get_by_role("link", name=re.compile("Nhịp nhanh hai câu")).first)
    row = manager.page.locator("tr", has_text="Có giấy hẹn")
    expect(row).to_contain_text("100,0 %")
    manager.open("/can-bo/man-hinh-sanh")
    manager.click("Lấy địa chỉ mới")
    manager.click(manager.page.locator('a[href^="/sanh/"]').first)
    expect(manager.page.locator("h1")).to_have_text("Bà con đánh giá nơi phục vụ")
