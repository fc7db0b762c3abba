"""The desk: told, on paper, the receipt, the book, a lost code; then a signed petition."""

from __future__ import annotations

from tests.e2e.story.people import CLERK
from tests.e2e.visitor import Visitor
from tools.handbook.scene import Scene
from tools.handbook.scenes.steps import link, page

DESK = "/can-bo/tiep-nhan"
TOLD = "Ông kể: cống qua đường bị vỡ nắp, tối qua có cháu nhỏ sụt chân."


def _write_down(visitor: Visitor) -> None:
    visitor.page.locator("input[name=concerns]").first.check()
    visitor.click("Ghi nội dung")
    visitor.fill("Chuyện gì đã xảy ra", TOLD)
    visitor.fill("Muốn được giải quyết thế nào", "Thay nắp cống mới trước Tết.")
    visitor.fill("Chỗ nào, gần đâu", "Trước nhà văn hóa thôn")
    visitor.fill("Họ tên", "Ma Văn Ổi")
    visitor.fill("Địa chỉ", "Thôn Trại Cả")


def _into_the_book(visitor: Visitor) -> None:
    visitor.page.locator("input[name=read_back]").nth(1).check()
    visitor.page.locator("input[name=signature]").nth(1).check()
    visitor.click("Đúng rồi, vào sổ")


def _paper(visitor: Visitor) -> None:
    visitor.choose("Bà con nói đã cầm biên nhận có số đơn và mã")
    visitor.click(visitor.page.get_by_role("button", name="Xong", exact=True))
    visitor.open(f"{DESK}/moi/giay")
    visitor.page.locator("input[name=concerns]").first.check()
    visitor.click("Ghi nội dung")


def _formalise(visitor: Visitor) -> None:
    visitor.click("Đơn có chữ ký: ghi nhận là khiếu nại hoặc tố cáo")
    visitor.page.locator("input[name=track]").first.check()


def _back_to_slip(visitor: Visitor) -> None:
    visitor.page.go_back()
    visitor.page.locator(".code-card").first.wait_for()


_CARD = ".tasks > li >> nth="
SCENES = (
    Scene("ban-tiep-nhan", page(DESK), CLERK, marks=tuple(f"{_CARD}{number}" for number in range(4)), frame=("h1",)),
    Scene("noi-ve-ai", link("Bà con kể tại bàn"), CLERK,
          marks=("main fieldset", "text=Ghi nội dung"), frame=("h1",)),
    Scene("ghi-loi-ke", _write_down, CLERK,
          marks=("#what", "#received_on", "#book_number", "#name", "#phone", "text=Tiếp: đọc lại"), frame=("h1",)),
    Scene("doc-lai", link("Tiếp: đọc lại"), CLERK,
          marks=(".aloud", "main fieldset >> nth=0", "main fieldset >> nth=1", "text=Đúng rồi, vào sổ"),
          frame=("h1",)),
    Scene("bien-nhan", _into_the_book, CLERK,
          marks=(".panel__code", ".code-card", "text=In biên nhận A5", "text=In bản ghi để ký", "label[for=held]",
                 "main button:text-is('Xong')"), frame=("h1",)),
    Scene("ghi-nhan-co-chu-ky", _formalise, CLERK,
          marks=("main fieldset >> nth=0", "main fieldset >> nth=1", "#received_on"), frame=("h1",)),
    Scene("", _back_to_slip, CLERK),
    Scene("don-giay", _paper, CLERK,
          marks=("#source", "#book_number", "#papers", "#scans", "label[for=identity_seen]"), frame=("h1",)),
    Scene("so-tiep-cong-dan", page(f"{DESK}/so"), CLERK,
          marks=("#thang", "text=In sổ tháng này"), frame=("h1", "table")),
    Scene("mat-ma", page(f"{DESK}/ma"), CLERK,
          marks=("#number", "#name", "#phone", "label[for=identity_seen]", "text=Đối chiếu >> nth=-1"), frame=("h1",)),
)  # fmt: skip
