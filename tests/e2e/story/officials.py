"""What officials and the Board do."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Locator

from core.clock import local_date, utc_now
from tests.e2e.photos import tells_where
from tests.e2e.story.citizen import Receipt
from tests.e2e.visitor import Visitor

ANSWER = "Xã đã cho đổ cấp phối đoạn ngã ba ngày hôm qua và sẽ đổ bê tông trong tháng này."

REDACTED = "Xã đã gia cố đoạn đường bị hỏng và sẽ đổ bê tông trong tháng này."


def open_petition(visitor: Visitor, receipt: Receipt, view: str) -> None:
    """From the queue: the list, a glance, the case."""
    visitor.menu("Đơn thư")
    visitor.click(visitor.page.get_by_role("link", name=view).first)
    row = visitor.page.get_by_role("row").filter(has_text=receipt.number.split("-")[2])
    visitor.click(row.get_by_role("link").first)
    visitor.click("Mở đơn để làm việc")
    visitor.sees(receipt.number)


def triage_and_assign(visitor: Visitor, receipt: Receipt, title: str) -> None:
    """The clerk reads, gives it a name and hands it to the handler."""
    open_petition(visitor, receipt, "Chưa phân loại")
    _look_at_photo(visitor)
    part = visitor.unfold("Phân loại")
    visitor.choose("Phản ánh")
    visitor.select("Lĩnh vực", "Đường sá, điện, nước")
    visitor.choose("Bình thường")
    visitor.fill("Tên ngắn của đơn", title)
    visitor.click(part.get_by_role("button", name="Ghi nhận", exact=True))
    part = visitor.unfold("Giao cho người giải quyết")
    visitor.select("Giao cho", "Đặng Văn Khoát")
    visitor.click(part.get_by_role("button", name="Giao", exact=True))


def _look_at_photo(visitor: Visitor) -> None:
    """Two pictures came through, and neither says where or with what it was taken."""
    pictures = visitor.page.locator(".attachments a.attachment")
    assert pictures.count() == 2
    for picture in pictures.all():
        answer = visitor.context.request.get(visitor.base + (picture.get_attribute("href") or ""))
        assert answer.ok
        assert not tells_where(answer.body())


def draft_answer(visitor: Visitor, receipt: Receipt) -> None:
    """The handler begins, writes the answer and its public version, and hands it in."""
    open_petition(visitor, receipt, "Cần tôi làm")
    visitor.click("Bắt đầu giải quyết")
    write_answer(visitor)


def write_answer(visitor: Visitor) -> None:
    """On the open case: the answer, kept and handed in. What is published of it is another story."""
    part = visitor.unfold("Soạn trả lời")
    visitor.choose("Đã giải quyết")
    visitor.fill("Trả lời người gửi", ANSWER)
    visitor.click(part.get_by_role("button", name="Lưu bản nháp"))
    visitor.click("Trình lãnh đạo duyệt")


def approve(visitor: Visitor, receipt: Receipt) -> None:
    """The leader reads and sends it."""
    open_petition(visitor, receipt, "Chờ duyệt")
    visitor.sees(ANSWER)
    visitor.click("Duyệt và gửi trả lời")


def publish(visitor: Visitor, title: str) -> None:
    """The publisher writes, looks at it, publishes."""
    visitor.menu("Công khai")
    visitor.click("Soạn mục mới")
    visitor.page.get_by_label("Thuộc loại nội dung nào?").select_option(index=1)
    visitor.fill("Tên mục", title)
    visitor.fill("Nội dung văn bản", "I. Tình hình chung\n\nThu ngân sách 1.200 triệu đồng.")
    visitor.click("Lưu và xem trước")
    visitor.click(visitor.page.get_by_role("main").get_by_role("button", name="Công khai", exact=True))


def promise_and_report_done(visitor: Visitor, promise: str) -> None:
    """The secretary writes a promise down, and later that it is done."""
    visitor.menu("Đối thoại")
    visitor.click("Ghi một lời hứa")
    visitor.fill("Hứa làm việc gì?", promise)
    visitor.fill("Ai làm?", "Phòng Kinh tế")
    visitor.fill("Hạn xong", (local_date(utc_now()) + timedelta(days=30)).isoformat())
    visitor.click("Ghi lời hứa")
    visitor.click(_under(visitor, promise, "Báo đã xong"))
    visitor.fill("Ghi rõ đã thấy gì, ở đâu", "Đã lắp xong ba bóng đèn ở ngã ba.")
    visitor.click("Ghi lại")


def oversee(visitor: Visitor, receipt: Receipt, promise: str, hidden: tuple[str, ...]) -> None:
    """The Board sees how the petition fared, nothing of who sent it, and confirms the promise on the spot."""
    visitor.menu("Ban Thanh tra nhân dân")
    # Nobody has published the answer yet: that it was given is all the Board sees of it.
    assert visitor.page.locator("li").filter(has_text=receipt.number).count() == 1
    seen = visitor.page.content()
    assert not [word for word in hidden if word in seen]
    visitor.click(_under(visitor, promise, "Đúng, đã xong"))
    visitor.fill("Ban đã thấy gì, ở đâu, ngày nào?", "Tối qua ba bóng đèn ở ngã ba đều sáng.")
    visitor.click("Ghi lại")


def _under(visitor: Visitor, promise: str, action: str) -> Locator:
    """The action that belongs to this promise: it follows its card."""
    card = visitor.page.locator("article.promise").filter(has_text=promise).first
    return card.locator(f"xpath=following::a[normalize-space()='{action}'][1]")
