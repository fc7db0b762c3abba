"""The sheet of the paper book: finding its headings, checking all of its rows, and the plan of an empty one. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.sheets import MAX_ROWS, CellValue, Grid, SheetColumn, SheetPlan, cell_name
from core.text import N_, fold
from feedback.bulk.checking import Fault, check_line, is_blank
from feedback.bulk.choices import CHOICES, key_of, label_of
from feedback.bulk.errors import HeadingsMissing, HeadingTwice, NothingInSheet, TooManyLines
from feedback.bulk.lines import HEADINGS, OTHER_HEADINGS, REQUIRED, Line, Slot
from feedback.bulk.reading import Place, plain_text, shown

# A book printed for people may have a title, a stamp and a period above its headings.
_HEADINGS_WITHIN = 15
EXAMPLE = "VÍ DỤ"
COMMUNE_HEADING = "Xã, phường"
SHEET, GUIDE, LISTS = "Đơn", "Hướng dẫn", "Danh mục"
_HINTS: Mapping[Slot, tuple[int, CellValue, str]] = {
    Slot.BOOK: (12, EXAMPLE, "Số của đơn trong sổ giấy. Có số này thì không nhập trùng."),
    Slot.RECEIVED: (13, date(2026, 3, 5), "Ngày nhận được đơn, như 05/03/2026."),
    Slot.WAY: (24, "Đơn viết, mang tới", "Chọn trong danh sách."),
    Slot.CONCERNS: (26, "Không nói về ai cả", "Chọn trong danh sách. Điều này quyết định ai được đọc đơn."),
    Slot.WHAT: (60, "Cống đầu xóm tắc từ tuần trước, nước tràn ra đường.", "Chuyện gì, ở đâu, từ bao giờ."),
    Slot.WANTED: (30, "Đề nghị nạo vét cống.", "Bà con muốn giải quyết thế nào."),
    Slot.FIELD: (24, "Đường sá, điện, nước", "Chọn trong danh sách, hoặc để trống."),
    Slot.HAMLET: (20, None, "Nơi đơn nói tới. Chọn trong danh sách, hoặc để trống."),
    Slot.PLACE: (24, "Ngõ cạnh nhà văn hoá", "Chỗ xảy ra chuyện."),
    Slot.WRITER: (20, "Một người", "Chọn trong danh sách. Để trống là một người."),
    Slot.PEOPLE: (9, None, "Chỉ ghi khi nhiều người cùng gửi."),
    Slot.NAME: (24, "Nguyễn Văn Mẫu", "Người gửi hoặc tổ chức. Không có tên: chọn “Không nêu tên” ở cột Người gửi là."),
    Slot.ADDRESS: (30, "Xóm 2", "Địa chỉ của người gửi."),
    Slot.PHONE: (15, "0912 345 678", "Chỉ được giữ khi bà con đồng ý cho liên lạc."),
    Slot.CONSENT: (14, "Có", "Có điện thoại thì chọn Có hoặc Không."),
    Slot.SIGNATURE: (15, "Đã ký", "Chọn trong danh sách. Để trống là không ký."),
    Slot.HANDED_ON: (24, None, "Cơ quan chuyển đơn tới, nếu có."),
    Slot.DOCUMENT: (16, None, "Số công văn chuyển đơn, nếu có."),
}  # fmt: skip
_GUIDE = (
    "Mỗi dòng là một đơn trong sổ giấy. Cột có dấu * phải có. Bảng bên dưới nói từng cột ghi gì.",
    "Dòng có chữ “VÍ DỤ” ở cột Số trong sổ để làm mẫu, không được nhập. Xóa hay để nguyên đều được.",
    "Đổi thứ tự cột được, bỏ cột không dùng được. Giữ nguyên tên cột.",
    "Đơn nói về lãnh đạo xã, người tiếp nhận đơn hay cấp trên được chuyển ngay về tỉnh và giữ kín.",
    "Nhập xong, xóa tệp này khỏi máy và khỏi USB: trong tệp có tên và chuyện của bà con.",
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Which sheet it is, in which row its headings stand, and which column is which."""

    grid: Grid
    heading_row: int
    columns: Mapping[int, Slot]

    def place(self, slot: Slot) -> int:
        """The column of a slot; the first one for what the sheet lacks."""
        return next((column for column, found in self.columns.items() if found is slot), 0)


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell in the way, by its address."""

    row: int
    column: int
    heading: str
    fault: Fault

    @property
    def address(self) -> str:
        """Such as B7."""
        return cell_name(self.row, self.column)


@dataclass(frozen=True, slots=True)
class CheckedSheet:
    """Everything that was found in a sheet: good lines by their row (as people count), and bad cells."""

    layout: Layout
    lines: Sequence[tuple[int, Line]]
    faults: Sequence[CellFault]

    def bad_rows(self) -> int:
        """In how many rows something is wrong."""
        return len({fault.row for fault in self.faults})


def plan(hamlets: Sequence[Place]) -> SheetPlan:
    """The workbook to fill in, with this commune's hamlets to choose from."""
    return SheetPlan(SHEET, [column_of(slot, hamlets) for slot in Slot], GUIDE, _GUIDE, LISTS)


def column_of(slot: Slot, hamlets: Sequence[Place]) -> SheetColumn:
    """A column as it is in the workbook to fill in."""
    width, example, help_text = _HINTS[slot]
    choices = [label_of(member) for member in CHOICES.get(slot, ())]
    heading = HEADINGS[slot]
    if slot is Slot.HAMLET:
        choices = [place.name for place in hamlets]
        heading = COMMUNE_HEADING if any(place.code for place in hamlets) else heading
    return SheetColumn(
        heading, width, example, help_text, choices, is_date=slot is Slot.RECEIVED, required=slot in REQUIRED
    )


def find_layout(grids: Sequence[Grid]) -> Layout:
    """The first sheet that has the headings. Raises NothingInSheet, HeadingsMissing, HeadingTwice."""
    best: Layout | None = None
    for grid in grids:
        for number, row in enumerate(grid.rows[:_HEADINGS_WITHIN]):
            found = _slots(row)
            if len(found) > len(best.columns if best else ()):
                best = Layout(grid, number, found)
    if best is None:
        raise NothingInSheet
    _refuse_doubles(best)
    missing = [HEADINGS[slot] for slot in REQUIRED if slot not in best.columns.values()]
    if missing:
        raise HeadingsMissing(missing=", ".join(missing))
    return best


def check_sheet(grids: Sequence[Grid], *, hamlets: Sequence[Place], today: date) -> CheckedSheet:
    """Check all of it. Raises NothingInSheet, HeadingsMissing, HeadingTwice, TooManyLines."""
    layout = find_layout(grids)
    lines: list[tuple[int, Line]] = []
    faults: list[CellFault] = []
    rows = list(_filled(layout))
    if not rows:
        raise NothingInSheet
    if len(rows) > MAX_ROWS:
        raise TooManyLines(n=len(rows), most=MAX_ROWS)
    for number, cells in rows:
        checked = check_line(cells, hamlets=hamlets, today=today)
        if checked.line is not None:
            lines.append((number + 1, checked.line))
        faults += [_at(layout, number, fault) for fault in checked.faults]
    lines, doubles = _without_doubles(layout, lines)
    return CheckedSheet(layout, lines, sorted([*faults, *doubles], key=lambda fault: (fault.row, fault.column)))


def _slots(row: Sequence[CellValue]) -> dict[int, Slot]:
    """Which headings stand in a row. A heading may say more after a star or in brackets."""
    found = {}
    for column, value in enumerate(row):
        if isinstance(value, str) and len(value) <= 120:
            slot = _KNOWN.get(key_of(value.split("(")[0]))
            if slot is not None:
                found[column] = slot
    return found


_KNOWN = {key_of(text): slot for slot in Slot for text in (*OTHER_HEADINGS[slot], HEADINGS[slot])}


def _refuse_doubles(layout: Layout) -> None:
    seen: set[Slot] = set()
    for slot in layout.columns.values():
        if slot in seen:
            raise HeadingTwice(heading=HEADINGS[slot])
        seen.add(slot)


def _filled(layout: Layout) -> Sequence[tuple[int, Mapping[Slot, CellValue]]]:
    found = []
    for number, row in enumerate(layout.grid.rows[layout.heading_row + 1 :], start=layout.heading_row + 1):
        cells = {slot: row[column] if column < len(row) else None for column, slot in layout.columns.items()}
        if not is_blank(cells) and key_of(plain_text(cells.get(Slot.BOOK))) != key_of(EXAMPLE):
            found.append((number, cells))
    return found


def _at(layout: Layout, row: int, fault: Fault) -> CellFault:
    return CellFault(row, layout.place(fault.slot), HEADINGS[fault.slot], fault)


def _without_doubles(
    layout: Layout, lines: Sequence[tuple[int, Line]]
) -> tuple[list[tuple[int, Line]], list[CellFault]]:
    """The first of equal lines stays; the others are faults that name it."""
    kept: list[tuple[int, Line]] = []
    faults: list[CellFault] = []
    by_number: dict[tuple[str, int], int] = {}
    by_text: dict[tuple[object, ...], int] = {}
    for row, line in lines:
        number = ("".join(fold(line.book_number).split()), line.received_on.year)
        text = (line.received_on, key_of(line.what), key_of(line.name))
        if line.book_number and number in by_number:
            fault = Fault(
                Slot.BOOK, shown(line.book_number), N_("Số sổ này đã có ở dòng %(row)s. Mỗi đơn một số."),
                {"row": by_number[number]},
            )  # fmt: skip
        elif text in by_text:
            fault = Fault(
                Slot.WHAT, shown(line.what), N_("Giống hệt dòng %(row)s. Bỏ một dòng."), {"row": by_text[text]}
            )
        else:
            kept.append((row, line))
            by_number.setdefault(number, row)
            by_text.setdefault(text, row)
            continue
        faults.append(_at(layout, row - 1, fault))
    return kept, faults
