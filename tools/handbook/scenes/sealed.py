"""Sealed petitions: what takes two people, covered copies, protection, who is shut out."""

from __future__ import annotations

from tests.e2e.story.people import CLERK, HANDLER, LEADER
from tests.e2e.visitor import Visitor
from tools.handbook.scene import Scene
from tools.handbook.scenes.steps import page

VERIFIER, PROVINCE_DESK, PROVINCE_LEADER = "xacminh", "tiepdantinh", "lanhdaotinh"
TOGETHER, RECORDS, SAFES = "/can-bo/hai-nguoi", "/can-bo/ho-so-kin", "/can-bo/ket-danh-tinh"


def _request(visitor: Visitor) -> None:
    visitor.open(TOGETHER)
    visitor.click(visitor.page.locator("main .list a").first)


def _two(visitor: Visitor) -> None:
    _request(visitor)
    visitor.click("Việc cần hai người ở đơn này")


def _ask(visitor: Visitor) -> None:
    _two(visitor)
    visitor.unfold("Đề nghị cho biết người gửi")


def _cover(visitor: Visitor) -> None:
    _two(visitor)
    visitor.click("Làm bản lược tên")


def _copy(visitor: Visitor, state: str) -> None:
    visitor.open(TOGETHER)
    line = visitor.page.locator("main .list li").filter(has_text=state)
    visitor.click(line.get_by_role("link").first)


def _read(visitor: Visitor) -> None:
    _copy(visitor, "Chờ người thứ hai xem")
    visitor.click("Đọc bản lược")


def _readers(visitor: Visitor) -> None:
    _copy(visitor, "Đọc được")


def _deletion(visitor: Visitor) -> None:
    visitor.open(TOGETHER)
    visitor.click(visitor.page.locator("main a:has-text('Xoá nội dung')").first)


def _record(visitor: Visitor) -> None:
    visitor.open(RECORDS)
    visitor.click(visitor.page.locator("main .list a").first)


def _accused(visitor: Visitor) -> None:
    _two(visitor)
    visitor.unfold("Chọn cán bộ bị nói tới")


def _aside(visitor: Visitor) -> None:
    _two(visitor)
    visitor.unfold("Xin thôi, giao người khác")


def _moving(visitor: Visitor) -> None:
    visitor.open(SAFES)
    visitor.click(visitor.page.locator("main a[href$='/chuyen']").first)


SCENES = (
    Scene("bao-su-co", page("/can-bo/bao-su-co"), HANDLER,
          marks=("main fieldset >> nth=0", "#day", "#text", "main form button"), frame=("h1",)),
    Scene("de-nghi-nguoi-gui", _ask, VERIFIER,
          marks=("[aria-labelledby=nguoi-gui] fieldset", "#words", "[aria-labelledby=nguoi-gui] button"),
          frame=("#nguoi-gui",)),
    Scene("hai-nguoi-cho", page(TOGETHER), LEADER,
          marks=("main a:has-text('Mở danh tính')", "main a:has-text('Bản lược tên')"),
          frame=("h1", "main .list >> nth=1")),
    Scene("tra-loi-de-nghi", _request, LEADER, marks=("text=Đồng ý mở", "text=Không đồng ý"), frame=("h1",)),
    Scene("dong-y-xoa", _deletion, LEADER,
          marks=("main form input[name=number]", "text=Đồng ý xoá", "text=Không đồng ý"), frame=("h1",)),
    Scene("lam-ban-luoc", _cover, VERIFIER, marks=("#more", "text=Trình người thứ hai xem"), frame=("h1",)),
    Scene("xem-ban-luoc", _read, LEADER,
          marks=("main p.prose:has(mark), main p.prose:has-text('đã che')", "text=Không còn, cho đọc",
                 "text=Còn, trả lại"),
          frame=("h1",)),
    Scene("nguoi-doc", _readers, VERIFIER,
          marks=("main .list", "text=Cho thêm người đọc", "main details summary"), frame=("h1",)),
    Scene("ho-so-kin", page(RECORDS), LEADER, marks=("main .list a",), frame=("h1",)),
    Scene("bao-ve", _record, LEADER,
          marks=("main .govuk-warning-text", "#bao-ve", "h3:has-text('Bước làm được bây giờ')"),
          frame=("h1", "#buoc-ket-qua summary")),
    Scene("tin-bao", _record, PROVINCE_DESK,
          marks=("main form fieldset", "#words", "main form button"), frame=("h1",)),
    Scene("ke-khai", page("/can-bo/quan-he"), LEADER, marks=("#other", "main form fieldset", "main form button"),
          frame=("h1",)),
    Scene("don-noi-ve-ai", _accused, VERIFIER,
          marks=("[aria-labelledby=noi-ve] fieldset", "[aria-labelledby=noi-ve] button"), frame=("#noi-ve",)),
    Scene("xin-thoi", _aside, VERIFIER, marks=("#why", "[aria-labelledby=xin-thoi] button"), frame=("#xin-thoi",)),
    Scene("ket-danh-tinh", page(SAFES), PROVINCE_LEADER,
          marks=("main h3 >> nth=0", "main a[href$='/giu-ho'] >> nth=0", "main a[href$='/thay']"), frame=("h1",)),
    Scene("chuyen-ket", _moving, CLERK, marks=("main form button",), frame=("h1",)),
)  # fmt: skip
