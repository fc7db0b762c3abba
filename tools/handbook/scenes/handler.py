"""The handler's tasks, on the petition that the clerk has just given."""

from __future__ import annotations

from tests.e2e.story import officials
from tests.e2e.story.people import HANDLER
from tests.e2e.visitor import Visitor
from tools.handbook.scene import Scene
from tools.handbook.scenes.clerk import TITLE
from tools.handbook.scenes.steps import QUEUE, Go, link, page, unfold

QUESTION = "Chỗ sụt dài chừng mấy mét, xe tải còn qua được không? Bà con ghi giúp vài chữ."


def _open_mine(visitor: Visitor) -> None:
    visitor.open(f"{QUEUE}?muc=mine")
    visitor.click(visitor.page.locator(".queue__what a").filter(has_text=TITLE).last)
    visitor.click("Mở đơn để làm việc")


def _ask(visitor: Visitor) -> None:
    part = visitor.unfold("Hỏi lại người gửi")
    part.locator("textarea").fill(QUESTION)


def _fold_and_unfold(old: str, new: str) -> Go:
    """One part is closed again, so that only the other stands open."""

    def go(visitor: Visitor) -> None:
        visitor.page.locator(old).evaluate("part => { part.open = false; }")
        visitor.unfold(new)

    return go


def _draft(visitor: Visitor) -> None:
    visitor.page.locator("#viec-tra-ban").evaluate("part => { part.open = false; }")
    visitor.unfold("Soạn trả lời")
    visitor.choose("Đã giải quyết")
    visitor.fill("Trả lời người gửi", officials.ANSWER)
    visitor.fill("Bản cho người khác cùng gửi, đã bỏ tên người", officials.REDACTED)


def _keep_draft(visitor: Visitor) -> None:
    visitor.click(visitor.page.locator("#viec-soan").get_by_role("button", name="Lưu bản nháp"))


def _terms(visitor: Visitor) -> None:
    visitor.click("Nhật ký thời hạn")
    visitor.unfold("Đổi mức thời hạn")


SCENES = (
    Scene("viec-cua-toi", page(f"{QUEUE}?muc=mine"), HANDLER,
          marks=("nav >> text=Cần tôi làm", ".queue__what a", "tbody .queue__due")),
    Scene("don-vua-giao", _open_mine, HANDLER, marks=(".clock", "text=Bắt đầu giải quyết", "section.govuk-inset-text"),
          frame=("h1",)),
    Scene("", link("Bắt đầu giải quyết"), HANDLER),
    Scene("hoi-lai", _ask, HANDLER, marks=("#hoi-lai-text", "#viec-hoi-lai button"), frame=("#viec-hoi-lai",)),
    Scene("tra-ve-ban", _fold_and_unfold("#viec-hoi-lai", "Trả về bàn tiếp nhận"), HANDLER,
          marks=("#viec-tra-ban fieldset", "#viec-tra-ban button"), frame=("#viec-tra-ban",)),
    Scene("soan-tra-loi", _draft, HANDLER,
          marks=("#viec-soan fieldset", "#mau", "#soan-text", "#soan-public_text", "#viec-soan button"),
          frame=("#viec-soan",)),
    Scene("trinh-duyet", _keep_draft, HANDLER,
          marks=("text=Trình lãnh đạo duyệt",), frame=("h2:has-text('Việc có thể làm')", "#viec-soan fieldset")),
    Scene("khong-giai-quyet", unfold("Chuyển nơi khác"), HANDLER,
          marks=("#viec-chuyen summary", "#viec-huong-dan summary", "#viec-khong-xu-ly summary", "#viec-luu summary"),
          frame=("#viec-chuyen",)),
    Scene("ten-nguoi-gui", unfold("Mở danh tính người gửi"), HANDLER,
          marks=("details:has-text('Mở danh tính') fieldset", "text=Mở danh tính >> nth=-1"), frame=("#danh-tinh",)),
    Scene("gia-han", _terms, HANDLER,
          marks=("main section h2", "details:has-text('Gia hạn') summary", "details:has-text('Đổi mức') summary"),
          frame=("h1", "details:has-text('Đổi mức')")),
)  # fmt: skip
