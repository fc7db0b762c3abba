"""Many at once: an Excel sheet, lines, the scanner's folder."""

from __future__ import annotations

from tests.e2e.story.people import CLERK
from tests.e2e.visitor import Visitor
from tools.handbook.scene import Scene
from tools.handbook.scenes.steps import page

BULK = "/can-bo/nhap-nhieu"


def _sheet_with_mistakes(visitor: Visitor) -> None:
    visitor.open(BULK)
    row = visitor.page.get_by_role("row").filter(has_text="Chờ đồng ý nhập").first
    visitor.click(row.get_by_role("link").first)


def _first_scan(visitor: Visitor) -> None:
    visitor.open(f"{BULK}/may-quet")
    visitor.click(visitor.page.locator(".scans__one").first)


SCENES = (
    Scene("nhap-nhieu-don", page(BULK), CLERK,
          marks=tuple(f".tasks > li >> nth={number}" for number in range(3)), frame=("h1",)),
    Scene("nhap-tu-excel", page(f"{BULK}/tep"), CLERK,
          marks=("main ol a", "#file", "text=Kiểm tra tệp >> nth=-1"), frame=("h1",)),
    Scene("o-can-sua", _sheet_with_mistakes, CLERK,
          marks=(".facts", "text=dòng đúng >> nth=-1", "text=Tải bản đánh dấu ô sai", "main table >> nth=0"),
          frame=("h1",)),
    Scene("go-nhieu-dong", page(f"{BULK}/nhieu-dong"), CLERK,
          marks=("fieldset.entry__line .entry >> nth=0", "fieldset.entry__line details >> nth=0"), frame=("h1",)),
    Scene("don-vua-quet", page(f"{BULK}/may-quet"), CLERK, marks=(".scans__one",), frame=("h1", ".scans")),
    Scene("ghi-giay-quet", _first_scan, CLERK,
          marks=(".scan__paper", ".scan__entry form .entry >> nth=0", "#gan summary", "#bo summary"),
          frame=("h1",)),
)  # fmt: skip
