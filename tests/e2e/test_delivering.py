"""Papers on their way, on a telephone and at a desk: sent, received with the slip's photo, opened, posted."""

from __future__ import annotations

import pytest

from core.clock import local_date, utc_now
from demo.petitions import TRACKED_CODE
from tests.e2e.conftest import NewVisitor
from tests.e2e.photos import take
from tests.e2e.product import Product
from tests.e2e.screens import DESK, PHONE, PLAIN_PHONE, Screen
from tests.e2e.story.citizen import COMMUNE_CODE
from tests.e2e.story.people import step_in

RECORDS, VERIFIER = "vanthu", "xacminh"


@pytest.mark.timeout(180)
def test_the_registry_sends_a_copy_and_notes_the_receipt_with_its_slip(new_visitor: NewVisitor) -> None:
    day = local_date(utc_now()).isoformat()
    registry = new_visitor(PHONE)
    step_in(registry, RECORDS)
    registry.open("/can-bo/giao-van-ban")
    registry.click(registry.page.locator("table.queue a").first)
    one = registry.page.url
    registry.choose("Đã gửi đi")
    registry.page.locator("input[name=day]").fill(day)
    registry.click("Ghi lại", status=422)
    registry.sees("Ghi số hiệu bưu gửi")
    registry.fill("Số hiệu bưu gửi", "RM 123 456 789 VN")
    registry.click("Ghi lại")
    registry.sees("Đã ghi.")
    registry.open(one.removeprefix(registry.base))
    registry.choose("Người nhận đã nhận")
    registry.page.locator("input[name=day]").fill(day)
    registry.fill("Ai đã nhận", "Văn thư UBND tỉnh")
    slip = take("phieu.jpg", colour="#ddd")
    registry.page.locator("input[name=scan]").set_input_files(slip.payload())
    registry.click("Ghi lại")
    registry.open(one.removeprefix(registry.base))
    registry.sees("Xem phiếu, biên bản")


@pytest.mark.timeout(180)
@pytest.mark.parametrize("screen", [PHONE, PLAIN_PHONE, DESK], ids=lambda screen: screen.name)
def test_the_sender_opens_a_paper_by_a_button_and_reads_what_it_means(
    new_visitor: NewVisitor, product: Product, screen: Screen
) -> None:
    number = (product.data_dir / "demo.trackable").read_text().split()[0]
    villager = new_visitor(screen)
    villager.open("/tra-cuu")
    villager.fill("Số đơn", number)
    villager.fill("Mã bí mật", TRACKED_CODE)
    villager.click("Xem đơn")
    villager.click(villager.page.locator("section[aria-labelledby=van-ban] a").first)
    villager.sees("Văn bản này là gì?")
    villager.sees("Nếu bà con không làm gì?")
    receive = villager.page.get_by_role("button", name="Nhận và mở văn bản")
    if receive.count():  # whoever came first has received it
        with villager.page.expect_download() as download:
            receive.click()
        assert download.value.suggested_filename == "van-ban.pdf"
        villager.open(villager.page.url.removeprefix(villager.base))
    villager.sees("Tính là bà con đã nhận từ")


@pytest.mark.timeout(180)
def test_what_is_posted_is_read_by_everybody_and_comes_down_with_a_reason(new_visitor: NewVisitor) -> None:
    villager = new_visitor(PHONE)
    villager.open(f"/xa/{COMMUNE_CODE}/cong-khai")
    villager.click("Quyết định, kết luận đang niêm yết")
    villager.click("Kết luận nội dung tố cáo về việc thu, chi quỹ ở một thôn")
    address = villager.page.url.removeprefix(villager.base)
    villager.sees("Tải bản niêm yết (PDF)")
    holder = new_visitor(DESK)
    step_in(holder, VERIFIER)
    holder.open("/can-bo/niem-yet")
    holder.click("Kết luận nội dung tố cáo, đăng trên cổng thông tin")
    holder.sees("Đang niêm yết")
    assert villager.context.request.get(f"{villager.base}{address}/tep.pdf").ok
