"""From a photo of what is broken to a photo of what was mended, and whether it was."""

from __future__ import annotations

from tests.e2e import photos
from tests.e2e.story import officials
from tests.e2e.story.citizen import Receipt, open_petition
from tests.e2e.visitor import Visitor

DONE = "Đã đổ bê tông đoạn ngã ba, rộng ba mét, dài mười hai mét."
STILL = "Mới đổ một nửa, xe máy vẫn sụt bánh."
FOUND = "Sáng nay Ban ra xem, đoạn phía chợ chưa đổ."
AGAIN = "Đã đổ nốt đoạn phía chợ sáng nay, có rào để bê tông khô."


def disagree(visitor: Visitor, receipt: Receipt, *, way: str) -> None:
    """Two choices, a few words, a photo; then which way."""
    open_petition(visitor, receipt)
    visitor.click("Tôi chưa đồng ý")
    visitor.click(visitor.page.get_by_role("main").get_by_role("button", name="Gửi", exact=True), status=422)
    visitor.choose("Không hài lòng")
    visitor.choose("Mới làm một phần")
    visitor.fill("Kể rõ thêm", STILL)
    visitor.page.get_by_label("Ảnh chụp tại chỗ").set_input_files(photos.take("sut.jpg", colour="brown").payload())
    visitor.choose(way)
    visitor.click(visitor.page.get_by_role("main").get_by_role("button", name="Gửi", exact=True))


def find_for_the_sender(visitor: Visitor, title: str) -> None:
    """The Board takes a request, goes to look, answers."""
    visitor.menu("Ban Thanh tra nhân dân")
    visitor.click("Bà con nhờ Ban xem")
    visitor.click(title)
    visitor.click("Tôi nhận đi xem")
    visitor.choose("Mới giải quyết một phần")
    visitor.fill("Ban đã xem gì, ở đâu, ngày nào, thấy gì?", FOUND)
    visitor.page.get_by_label("Ảnh chụp tại chỗ").set_input_files(photos.take("ban.jpg", colour="gray").payload())
    visitor.click("Trả lời người nhờ")


def give_to_another(visitor: Visitor, receipt: Receipt, title: str, name: str) -> None:
    """The desk finds it where disputed petitions wait, and gives it to somebody who did not answer."""
    visitor.menu("Sau khi trả lời")
    visitor.click(title)
    visitor.sees(receipt.number)
    visitor.sees(STILL)
    part = visitor.unfold("Giao cho người giải quyết")
    visitor.select("Giao cho", name)
    visitor.click(part.get_by_role("button", name="Giao", exact=True))


def claim_done(visitor: Visitor, receipt: Receipt) -> None:
    """Whoever has it now photographs what was done."""
    officials.open_petition(visitor, receipt, "Cần tôi làm")
    visitor.click("Báo đã làm xong tại chỗ")
    visitor.click("Báo đã làm xong", status=422)  # no photo, no words
    visitor.fill("Đã làm gì?", AGAIN)
    visitor.page.get_by_label("Ảnh sau khi làm").set_input_files(photos.take("sau.jpg", colour="silver").payload())
    visitor.page.get_by_label("Ảnh trước khi làm").set_input_files(photos.take("truoc.jpg", colour="brown").payload())
    visitor.choose("Cho mọi người xem lời và ảnh này")
    visitor.click("Báo đã làm xong")
    visitor.sees("Mới là lời báo")


def confirm(visitor: Visitor, receipt: Receipt) -> None:
    """The sender goes to look, with a photo of their own."""
    open_petition(visitor, receipt)
    visitor.sees(AGAIN)
    visitor.click("Đúng, đã xong")
    visitor.fill("Bà con thấy thế nào?", "Đổ xong rồi, đi êm.")
    visitor.page.get_by_label("Ảnh chụp tại chỗ").set_input_files(photos.take("xong.jpg", colour="green").payload())
    visitor.choose("Cho mọi người xem lời và ảnh này, không kèm tên tôi")
    visitor.click("Xác nhận đã xong")
    visitor.sees("Người gửi đơn thấy")


def look_for_the_board(visitor: Visitor, title: str) -> None:
    """The Board sees it too."""
    visitor.menu("Ban Thanh tra nhân dân")
    visitor.click("Việc xã báo đã làm, cần đi xem")
    visitor.click(title)
    visitor.choose("Đúng, đã xong")
    visitor.page.get_by_label("Ảnh chụp tại chỗ").set_input_files(photos.take("ban2.jpg", colour="teal").payload())
    visitor.choose("Cho mọi người xem lời và ảnh này")
    visitor.click("Ghi điều Ban thấy")
