"""The paper book of last week brought in by Excel, a sheet with mistakes to be mended, papers just scanned."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import typst
from PIL import Image

from accounts.roles import Role
from bootstrap.scans import read_scan
from bootstrap.sheets import make_marked, read_sheets
from core.actor import Actor
from core.clock import local_date
from core.sheets import CellValue, Grid
from demo.world import COMMUNE_CODE, NOTICE, World
from feedback.bulk.batches import begin, finish, keep_checked, save_next
from feedback.bulk.folders import note_look, note_refusal
from feedback.bulk.lines import HEADINGS, Slot
from feedback.bulk.preparing import prepare_batch
from feedback.bulk.receipts import sweep_batches
from feedback.bulk.scans import store_scan, take_in
from feedback.bulk.states import ScanFault

_FONTS = Path(__file__).resolve().parent.parent / "infra" / "fonts"
_PAGE = """#set page(paper: "a5", margin: 16mm)
#set text(font: "Be Vietnam Pro", size: 11pt, lang: "vi")
#set par(leading: 0.9em, justify: true)
"""
_COLUMNS = (
    Slot.BOOK, Slot.RECEIVED, Slot.WAY, Slot.CONCERNS, Slot.WHAT, Slot.FIELD, Slot.NAME, Slot.PHONE, Slot.CONSENT
)  # fmt: skip
_BOOK: tuple[tuple[str, str, str], ...] = (
    (
        "141",
        "Đèn đường đoạn qua nhà văn hoá thôn tắt ba tối liền, các cháu đi học về không thấy đường.",
        "Bùi Thị Lành",
    ),
    ("142", "Mương nội đồng xứ Đồng Cửa lấp bùn, ruộng cuối mương thiếu nước cấy.", "Hoàng Văn Tín"),
    ("143", "Đề nghị đặt gương cầu ở ngã ba đầu làng, tháng rồi hai lần va quệt xe máy.", "Lý Thị Mến"),
)
_LETTER = (
    "ĐƠN KIẾN NGHỊ\n\nKính gửi: Ủy ban nhân dân xã.\n\nGia đình chúng tôi ở cuối thôn. Từ đầu mùa mưa, nước từ đường "
    "bê tông mới đổ thẳng vào sân. Đề nghị xã cho làm rãnh thoát nước dọc đường."
)
_NEXT_PAGE = (
    "(tiếp theo)\n\nCùng cảnh có năm nhà liền kề. Chúng tôi sẵn sàng góp công đào rãnh.\n\nNgười viết đơn: Vi Thị Hạnh"
)
_OTHER = (
    "GIẤY ĐỀ NGHỊ\n\nTôi làm mất thẻ bảo hiểm y tế, đã báo trưởng thôn từ tháng trước mà chưa được cấp lại. Đề nghị "
    "bộ phận một cửa cho biết cần giấy tờ gì.\n\nNông Văn Sáng"
)
# How long each has waited, and its pages.
_PAPERS: tuple[tuple[timedelta, tuple[str, ...]], ...] = (
    (timedelta(days=3, hours=2), (_LETTER, _NEXT_PAGE)),
    (timedelta(hours=5), (_OTHER,)),
)


def load(world: World) -> None:
    """Tell it."""
    clerk = world.official("tiepnhan", Role.INTAKE_CLERK, _desk(world))
    _import(world, clerk)
    _to_be_mended(world, clerk)
    _scan(world)


def _import(world: World, clerk: Actor) -> None:
    """Three lines of last week, all of them petitions since; their codes are printed and gone."""
    done_at = world.ago(days=4)
    rows = [_row(world, number, text, name) for number, text, name in _BOOK]
    runtime = world.at(done_at)
    data = _workbook(rows)
    with runtime.transaction(clerk) as ctx:
        new = prepare_batch(ctx, _desk(world), data, read_sheets(data), notice_version=NOTICE)
        keep_checked(ctx, new)
        begin(ctx, new.key.case_id)
    saved = True
    while saved:
        with runtime.transaction(clerk) as ctx:
            saved = save_next(ctx, new.key.case_id)
    with runtime.transaction() as ctx:
        finish(ctx, new.key.case_id)
    with world.at(done_at + timedelta(days=2)).transaction() as ctx:
        sweep_batches(ctx)


def _to_be_mended(world: World, clerk: Actor) -> None:
    """Checked an hour ago: one line is right, two are not."""
    rows: list[list[CellValue]] = [
        _row(world, "144", "Rác sau phiên chợ để hai ngày chưa ai dọn, mùi vào tận lớp học.", "Đặng Thị Na"),
        [*_row(world, "145", "Trạm bơm kêu to suốt đêm.", "Phùng Văn Đạt")[:7], "912 34", "Có"],
        ["146", "32/11/2026", "Đơn viết, mang tới", "Chú Tư", "Hỏi đất", "", "Mai Thị Sen", "", ""],
    ]
    data = _workbook(rows)
    with world.at(world.ago(hours=1)).transaction(clerk) as ctx:
        keep_checked(ctx, prepare_batch(ctx, _desk(world), data, read_sheets(data), notice_version=NOTICE))


def _scan(world: World) -> None:
    """Two papers wait, a file was put aside; the folder is there for whoever wants to try it."""
    root = world.runtime.settings.scan_folder
    if root is not None:
        (root / COMMUNE_CODE).mkdir(parents=True, exist_ok=True)
    for waited, pages in _PAPERS:
        data = _paper(pages)
        new = store_scan(world.runtime.files, data, read_scan(data), name="quet.tif")
        with world.at(world.now - waited).transaction() as ctx:
            take_in(ctx, _desk(world), new)
    with world.runtime.transaction() as ctx:
        note_look(ctx, _desk(world), None)
    with world.at(world.ago(hours=5)).transaction() as ctx:
        note_refusal(ctx, _desk(world), "quet-0007.docx", ScanFault.KIND)


def _desk(world: World) -> UUID:
    assert world.commune_id is not None
    return world.commune_id


def _row(world: World, number: str, text: str, name: str) -> list[CellValue]:
    received = local_date(world.ago(days=6))
    return [number, received, "Đơn viết, mang tới", "Không nói về ai cả", text, "", name, "", ""]


def _workbook(rows: Sequence[Sequence[CellValue]]) -> bytes:
    return make_marked(Grid("Đơn", [[HEADINGS[slot] for slot in _COLUMNS], *rows]), (), {})


def _paper(pages: Sequence[str]) -> bytes:
    """A scan as the machine at the desk makes it: a TIFF of pictures."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(_FONTS)])
    sheets = []
    for page in pages:
        made = typst.compile((_PAGE + page).encode(), font_paths=fonts, format="png", ppi=150)
        assert isinstance(made, bytes)
        sheets.append(Image.open(io.BytesIO(made)).convert("L"))
    out = io.BytesIO()
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:], compression="tiff_lzw")
    return out.getvalue()
