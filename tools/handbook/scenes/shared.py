"""What clerk and handler share: signing in, the first page, searching, keys, remarks."""

from __future__ import annotations

from tests.e2e.story.people import CLERK
from tests.e2e.visitor import Visitor
from tools.handbook.scene import Scene
from tools.handbook.scenes.steps import QUEUE, first_of, link, page, type_password, unfold


def _keys(visitor: Visitor) -> None:
    visitor.open(f"{QUEUE}?muc=open")
    visitor.page.keyboard.press("?")
    visitor.page.locator("dialog[open]").wait_for()


def _why(visitor: Visitor) -> None:
    visitor.page.locator("#vi-sao > summary").click()


SCENES = (
    Scene("dang-nhap", type_password(CLERK), marks=("#user_name", "#password", "main form button >> text=Tiếp tục"),
          frame=("h1",)),
    Scene("ma-dang-nhap", link("Tiếp tục"), marks=("#code", "text=Vào làm việc"), frame=("h1",)),
    Scene("hom-nay", page("/can-bo"), CLERK,
          marks=(".facts", "#can-lam", "#duoc-nhac", "nav.side >> text=Sổ tay")),
    Scene("tim-don", page(f"{QUEUE}/tim?q=duong"), CLERK,
          marks=("#q", ".panes__list form button", ".queue__what a", ".keys")),
    Scene("phim-tat", _keys, CLERK, frame=("dialog",)),
    Scene("", first_of("open"), CLERK),
    Scene("ghi-chu", unfold("Viết ghi chú"), CLERK,
          marks=("#ghi-chu-text", "#trao-doi fieldset", "text=Lưu ghi chú"), frame=("#trao-doi",)),
    Scene("vi-sao-ngay-nay", _why, CLERK, marks=(".clock", "#vi-sao > summary"),
          frame=(".clock", "#vi-sao")),
    Scene("ban-giao", page(f"{QUEUE}/ban-giao"), CLERK, marks=("#tu", "text=Xem đơn đang giữ"), frame=("h1",)),
)  # fmt: skip
