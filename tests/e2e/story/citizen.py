"""What a citizen does."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.e2e import photos
from tests.e2e.visitor import Visitor

# Thị trấn Phồn Xương was merged into Xã Yên Thế: people still say the old name, and type it without marks.
OLD_NAME = "phon xuong"
COMMUNE = "Xã Yên Thế"
COMMUNE_CODE = "07288"
NUMBER = re.compile(rf"{COMMUNE_CODE}-\d\d-[0-9A-Z]{{4}}-[0-9A-Z]{{3}}")
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the citizen keeps."""

    number: str
    access_code: str


def find_commune(visitor: Visitor) -> None:
    """By an old name without diacritics."""
    visitor.open("/")
    visitor.fill("Tên xã, phường, tỉnh", OLD_NAME)
    if visitor.screen.scripts:
        visitor.page.get_by_role("option").filter(has_text=COMMUNE).first.wait_for()
    visitor.click(visitor.page.get_by_role("search").get_by_role("button"))
    visitor.click(visitor.page.get_by_role("main").get_by_role("link", name=COMMUNE).first)
    assert visitor.page.url.endswith(f"/xa/{COMMUNE_CODE}")


def rate_counter(visitor: Visitor) -> None:
    """Two taps: a face, and send."""
    visitor.open(f"/xa/{COMMUNE_CODE}/khao-sat")
    visitor.click(visitor.page.get_by_role("link", name="Quầy 1"))
    assert "/ks/" in visitor.page.url
    visitor.choose("Rất hài lòng")
    visitor.click("Gửi đánh giá")
    visitor.sees("Đã gửi. Cảm ơn bà con.")


def send_petition(visitor: Visitor, what: str) -> Receipt:
    """Every step, two photos, a telephone number; gives the receipt."""
    visitor.open(f"/xa/{COMMUNE_CODE}")
    visitor.click("Gửi phản ánh, kiến nghị")
    visitor.click("Bắt đầu viết")
    visitor.choose("Không nói về ai cả")
    visitor.click("Tiếp tục")
    visitor.click("Tiếp tục", status=422)  # nothing written yet: the page says what to do
    visitor.fill("Kể lại cho chúng tôi nghe", what)
    visitor.fill("Bà con muốn được giải quyết thế nào?", "Vá lại mặt đường trước mùa mưa.")
    visitor.click("Tiếp tục")
    visitor.fill("Chỗ nào, gần đâu?", "Ngã ba cây gạo")
    visitor.click("Tiếp tục")
    attach(visitor)
    visitor.choose("Một mình tôi")
    visitor.click("Tiếp tục")
    visitor.fill("Số điện thoại", "0900 000 123")
    visitor.choose("Tôi đồng ý để nơi nhận giữ thông tin này và dùng để liên lạc về đơn này")
    visitor.click("Tiếp tục")
    visitor.sees(what)
    visitor.sees("2 ảnh")
    visitor.click("Gửi đơn")
    return read_receipt(visitor)


def attach(visitor: Visitor) -> None:
    """Two photographs, looked at once more before going on."""
    chosen = [photos.take("duong.jpg", colour="brown"), photos.take("ho-ga.jpg", colour="gray")]
    visitor.page.get_by_label("Chọn ảnh").set_input_files([photo.payload() for photo in chosen])
    visitor.click("Tải lên và xem lại")
    assert visitor.page.locator(".attachments img").count() == 2
    visitor.click("Tiếp tục")


def read_receipt(visitor: Visitor) -> Receipt:
    """The number and the secret code on the page."""
    number = NUMBER.search(visitor.page.locator(".panel").inner_text())
    code = CODE.search(visitor.page.locator(".code-card code").inner_text())
    assert number is not None
    assert code is not None
    return Receipt(number[0], code[0])


def track(visitor: Visitor, receipt: Receipt) -> None:
    """With number and code; once with a slip of the pen."""
    visitor.open("/tra-cuu")
    visitor.fill("Số đơn", receipt.number)
    visitor.fill("Mã bí mật", "K7Q4-M2XC-9RTD")
    visitor.click("Xem đơn", status=422)
    visitor.fill("Mã bí mật", receipt.access_code.lower())
    visitor.click("Xem đơn")
    visitor.sees(receipt.number)
    assert receipt.access_code not in visitor.page.url


def open_petition(visitor: Visitor, receipt: Receipt) -> None:
    """With number and code."""
    visitor.open("/tra-cuu")
    visitor.fill("Số đơn", receipt.number)
    visitor.fill("Mã bí mật", receipt.access_code)
    visitor.click("Xem đơn")


def read_answer_and_rate(visitor: Visitor, receipt: Receipt, answer: str) -> None:
    """The answer is there; the citizen says what they think of it."""
    open_petition(visitor, receipt)
    visitor.sees(answer)
    visitor.click("Tôi đồng ý, nhận xét")
    visitor.choose("Hài lòng")
    visitor.click("Gửi nhận xét")


def read_published(visitor: Visitor, title: str) -> None:
    """From the commune's page to the item."""
    visitor.open(f"/xa/{COMMUNE_CODE}")
    visitor.click(visitor.page.get_by_role("main").get_by_role("link", name="công khai").first)
    visitor.click(title)
    visitor.sees("Thu ngân sách 1.200 triệu đồng")


def give_opinion(visitor: Visitor) -> Receipt:
    """On the draft that is open now."""
    visitor.open(f"/xa/{COMMUNE_CODE}/lay-y-kien")
    visitor.click(visitor.page.get_by_role("main").locator(".list a").first)
    visitor.click("Góp ý cho dự thảo này")
    visitor.choose("Đồng ý một phần")
    visitor.fill("Bà con góp ý điều gì?", "Giờ họp nên để buổi tối, ban ngày bà con đi làm đồng.")
    visitor.click("Gửi ý kiến")
    return read_receipt(visitor)


def ask_question(visitor: Visitor) -> Receipt:
    """For the coming dialogue."""
    visitor.open(f"/xa/{COMMUNE_CODE}/doi-thoai")
    visitor.click(visitor.page.get_by_role("main").locator(".list a").first)
    visitor.click("Gửi câu hỏi trước")
    visitor.fill("Bà con muốn hỏi điều gì?", "Bao giờ kè suối Cạn được làm tiếp, mưa lớn là ngập ruộng?")
    visitor.click("Gửi câu hỏi")
    return read_receipt(visitor)
