"""What whoever runs the surveys sees: posters, the tablet, the hall's screen, a drop, comments to cover."""

from __future__ import annotations

from tests.e2e.story.citizen import COMMUNE_CODE
from tests.e2e.visitor import Visitor
from tools.handbook.scene import Scene
from tools.handbook.scenes.steps import page

MANAGER = "khaosat"
_COMMENTS = "/can-bo/khao-sat/loi-nhan"


def _hall(visitor: Visitor) -> None:
    """The screen of the demo's hall, from its page."""
    visitor.open("/can-bo/man-hinh-sanh")
    address = visitor.page.locator("main .list a").first.get_attribute("href")
    visitor.open(address or f"/xa/{COMMUNE_CODE}")


def _a_comment(visitor: Visitor) -> None:
    """The comment in which something was marked."""
    visitor.open(_COMMENTS)
    visitor.click(visitor.page.locator("li:has(mark) a").first)


SCENES = (
    Scene("in-ma-quay", page("/can-bo/ma-quay"), MANAGER,
          marks=("fieldset:has-text('Loại tờ')", "fieldset:has-text('Cỡ giấy')", "main >> text=Bắt đầu vẽ",
                 "main .list >> nth=-1"), frame=("h1",)),
    Scene("may-tai-quay", page("/can-bo/may-tai-quay"), MANAGER,
          marks=("#point", "#pin", "main >> text=Lấy mã ghép"), frame=("h1",)),
    Scene("man-hinh-sanh", page("/can-bo/man-hinh-sanh"), MANAGER,
          marks=("main .list a", "main >> text=Tắt màn hình này", "#with_dialogue + label"), frame=("h1",)),
    Scene("man-hinh-sanh-tu-xa", _hall, MANAGER, marks=(".share", ".ask img")),
    Scene("khao-sat-tut", page("/can-bo/khao-sat"), MANAGER,
          marks=(".facts", "main ul.prose >> nth=0", "#tut + .list"), frame=("h1",)),
    Scene("loi-nhan-cho", page(_COMMENTS), MANAGER, marks=("main .tabs", "main mark >> nth=0"), frame=("h1",)),
    Scene("che-loi-nhan", _a_comment, MANAGER,
          marks=("main fieldset", "#more", "main >> text=Xem lại chỗ che", "main .govuk-inset-text",
                 "main >> text=Công bố cho mọi người"), frame=("h1",)),
)  # fmt: skip
