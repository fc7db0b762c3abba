"""A petition's other ways: split, joined to one of the same matter, passed to another desk; and formal proceedings."""

from __future__ import annotations

from tests.e2e.story.people import CLERK, LEADER
from tests.e2e.visitor import Visitor
from tools.handbook.scene import Scene
from tools.handbook.scenes.steps import QUEUE, first_of, link, page

FORMAL = "/can-bo/khieu-nai-to-cao"


def _two_parts(visitor: Visitor) -> None:
    visitor.click("Tách thành nhiều đơn")


def _transfer_up(visitor: Visitor) -> None:
    visitor.open(f"{QUEUE}?muc=untriaged")
    visitor.click(visitor.page.locator(".queue__what a").first)
    visitor.click("Mở đơn để làm việc")
    visitor.click("Chuyển tới xã hoặc tỉnh khác")
    visitor.fill("Tên xã, phường, đặc khu hoặc tỉnh", "bo ha")


def _to_the_province(visitor: Visitor) -> None:
    visitor.page.keyboard.press("Escape")
    visitor.click("Chuyển lên")


def _first_proceeding(visitor: Visitor) -> None:
    visitor.open(FORMAL)
    visitor.click(visitor.page.locator(".queue__what a").first)


SCENES = (
    Scene("", first_of("unassigned"), CLERK),
    Scene("gop-don", link("Gộp vào đơn cùng việc"), CLERK, marks=("#number", "main form button"), frame=("h1",)),
    Scene("", first_of("untriaged"), CLERK),
    Scene("tach-don", _two_parts, CLERK,
          marks=("main fieldset.part >> nth=0 >> textarea", "main fieldset.part >> nth=0 >> select >> nth=0"),
          frame=("h1", "main fieldset.part >> nth=0")),
    Scene("chuyen-toi-dau", _transfer_up, CLERK, marks=("#q", "text=Chuyển lên"), frame=("h1",)),
    Scene("chuyen-vi-sao", _to_the_province, CLERK,
          marks=("main fieldset", "#text", "#document_number", "text=Xem lại trước khi chuyển"), frame=("h1",)),
    Scene("khieu-nai-to-cao", page(FORMAL), LEADER,
          marks=(".queue__what a", "tbody .queue__due"), frame=("h1", "table")),
    Scene("giai-quyet-theo-luat", _first_proceeding, LEADER,
          marks=("#giai-quyet .timeline", "#giai-quyet .govuk-inset-text", "details[id^=buoc-] >> nth=0"),
          frame=("#giai-quyet-ten",)),
)  # fmt: skip
