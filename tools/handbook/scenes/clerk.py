"""The clerk's tasks."""

from __future__ import annotations

from tests.e2e.story import citizen
from tests.e2e.story.people import CLERK
from tests.e2e.visitor import Visitor
from tools.handbook.scene import Scene
from tools.handbook.scenes.steps import QUEUE, page

TITLE = "Đường sụt ở ngã ba cây gạo"
WHAT = "Đường ở ngã ba cây gạo bị sụt từ tuần trước, xe máy đi qua dễ ngã."


# What the sender of these scenes holds: petitions of one day are due together and stand in no order.
_held: list[citizen.Receipt] = []


def _somebody_writes(visitor: Visitor) -> None:
    _held.append(citizen.send_petition(visitor, WHAT))


def _open_theirs(visitor: Visitor) -> None:
    visitor.open(f"{QUEUE}?muc=untriaged")
    row = visitor.page.get_by_role("row").filter(has_text=_held[-1].number.split("-")[2])
    visitor.click(row.get_by_role("link").first)


def _fill_triage(visitor: Visitor) -> None:
    visitor.click("Mở đơn để làm việc")
    visitor.unfold("Phân loại")
    visitor.choose("Phản ánh")
    visitor.select("Lĩnh vực", "Đường sá, điện, nước")
    visitor.choose("Bình thường")
    visitor.fill("Tên ngắn của đơn", TITLE)


def _record_triage(visitor: Visitor) -> None:
    visitor.click(visitor.page.locator("#viec-phan-loai").get_by_role("button", name="Ghi nhận", exact=True))
    visitor.open(f"{QUEUE}?muc=unassigned")
    visitor.click(visitor.page.locator(".queue__what a").filter(has_text=TITLE).last)
    visitor.click("Mở đơn để làm việc")
    visitor.unfold("Giao cho người giải quyết")
    visitor.select("Giao cho", "Đặng Văn Khoát")


def _tick_three(visitor: Visitor) -> None:
    visitor.open(f"{QUEUE}?muc=open")
    for box in visitor.page.locator("input[name=chon]").all()[:3]:
        box.check()


def _preview(visitor: Visitor) -> None:
    visitor.click("Xem trước")


def _give(visitor: Visitor) -> None:
    part = visitor.page.locator("#viec-giao")
    visitor.fill("Lời dặn", "Anh Khoát ra xem hôm nay, trời sắp mưa.")
    visitor.click(part.get_by_role("button", name="Giao", exact=True))


SCENES = (
    Scene("", _somebody_writes),
    Scene("hang-chua-phan-loai", page(f"{QUEUE}?muc=untriaged"), CLERK,
          marks=("nav >> text=Chưa phân loại", ".queue__what a", ".queue__due", "text=Lọc")),
    Scene("xem-ben-canh", _open_theirs, CLERK, marks=(".panes__case .clock", "text=Mở đơn để làm việc")),
    Scene("phan-loai", _fill_triage, CLERK,
          marks=("#viec-phan-loai fieldset >> nth=0", "#phan-loai-field", "#viec-phan-loai fieldset >> nth=1",
                 "#phan-loai-title", "label[for=phan-loai-keep_sealed]", "text=Ghi nhận"),
          frame=("#viec-phan-loai",)),
    Scene("giao-viec", _record_triage, CLERK,
          marks=("#giao-assignee", "#giao-instruction", "#viec-giao button"), frame=("#viec-giao",)),
    Scene("", _give, CLERK),
    Scene("chon-nhieu-don", _tick_three, CLERK, marks=(".queue__tick input", "#viec", "text=Xem trước")),
    Scene("xem-truoc-nhieu-don", _preview, CLERK, marks=("#nguoi", "main form button"), frame=("h1",)),
    Scene("tim-so-dien-thoai", page(f"{QUEUE}/tim-so-dien-thoai"), CLERK, marks=("#phone", "main form button"),
          frame=("h1",)),
)  # fmt: skip
