"""A report's table as an .xlsx workbook in the layout of an official paper: real numbers, no formulas."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from core.papers import BLANK, HeadCell, PaperForm, PaperStamp, PaperTable
from infra.sheet_saving import save_workbook

_FACE = "Times New Roman"
_THIN = Side(style="thin", color="000000")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_FIELD = re.compile(r"\{\{(\??)([a-z_]+)\}\}")
_MOST_NARROW = 12


def make_report_sheet(form: PaperForm, values: Mapping[str, str], stamp: PaperStamp) -> bytes:
    """The workbook of a form that has a table. The same input gives the same cells."""
    table = form.table
    if table is None:
        raise ValueError("a report without a table")
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = re.sub(r"[\[\]:*?/\\]", "-", stamp.title)[:31]
    row = _top(sheet, form, table, values)
    last = _table(sheet, table, row)
    last = _notes(sheet, form, table, last + 1)
    _foot(sheet, form, table, values, last + 2)
    _print(sheet, table, row)
    book.properties.title, book.properties.creator = stamp.title, ""
    book.properties.created = book.properties.modified = stamp.at.astimezone(UTC).replace(tzinfo=None)
    return save_workbook(book)


def _words(text: str, values: Mapping[str, str]) -> str:
    """The words with their fields filled; nothing when a field that may be empty is."""
    if any(match[1] and not values.get(match[2]) for match in _FIELD.finditer(text)):
        return ""
    return _FIELD.sub(lambda match: values.get(match[2]) or BLANK, text)


def _put(
    sheet: Worksheet, row: int, first: int, last: int, text: str, *, size: int = 12, bold: bool = False,
    italic: bool = False, align: Alignment = _MIDDLE,
) -> None:  # fmt: skip
    if last > first:
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
    cell = sheet.cell(row, first)
    cell.value, cell.data_type = text, "s"
    cell.font, cell.alignment = Font(name=_FACE, size=size, bold=bold, italic=italic), align


def _top(sheet: Worksheet, form: PaperForm, table: PaperTable, values: Mapping[str, str]) -> int:
    """Letterhead, title and the lines before the table; gives the table's first row."""
    columns = table.columns
    half = max(1, columns * 2 // 5)
    left = ("{{co_quan}}", "{{?noi_co_quan}}", f"Số: {{{{so_van_ban}}}}/{form.symbol}")
    right = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "{{dia_danh}}, {{ngay_van_ban}}"
    )  # fmt: skip
    for row, (one, other) in enumerate(zip(left, right, strict=True), start=1):
        last = row == len(left)
        _put(sheet, row, 1, half, _words(one, values), bold=not last)
        _put(sheet, row, half + 1, columns, _words(other, values), bold=not last, italic=last)
    _put(sheet, 5, 1, columns, form.name, size=14, bold=True)
    _put(sheet, 6, 1, columns, form.about, size=13, bold=True)
    sheet.row_dimensions[6].height = 34
    row = 7
    for line in form.body:
        _put(sheet, row, 1, columns, _words(line, values), italic=True)
        sheet.row_dimensions[row].height = 17 * (1 + len(line) // (90 if table.wide else 70))
        row += 1
    return row + 1


def _table(sheet: Worksheet, table: PaperTable, first: int) -> int:
    """The ruled table; gives its last row."""
    taken: set[tuple[int, int]] = set()
    for number, cells in enumerate(table.head):
        _head_row(sheet, first + number, cells, taken)
    row = first + len(table.head)
    for column in range(1, table.columns + 1):
        _put(sheet, row, column, column, f"({column})", size=10, italic=True)
    for number, values in enumerate(table.rows):
        row += 1
        _figures(sheet, row, values, strong=number in table.strong)
    for line in sheet.iter_rows(min_row=first, max_row=row, max_col=table.columns):
        for box in line:
            box.border = _BOX
    return row


def _head_row(sheet: Worksheet, row: int, cells: tuple[HeadCell, ...], taken: set[tuple[int, int]]) -> None:
    """A row of the heading; `taken`: where cells of the rows above reach down to."""
    column = 1
    for cell in cells:
        while (row, column) in taken:
            column += 1
        down, right = row + cell.down - 1, column + cell.span - 1
        taken |= {(r, c) for r in range(row, down + 1) for c in range(column, right + 1)}
        if cell.down > 1 or cell.span > 1:
            sheet.merge_cells(start_row=row, end_row=down, start_column=column, end_column=right)
        _put(sheet, row, column, column, cell.text, size=11, bold=True)
        column += cell.span


def _figures(sheet: Worksheet, row: int, values: tuple[str | int | None, ...], *, strong: bool) -> None:
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            cell.value, cell.data_type = value, "s"
        elif value is not None:
            cell.value, cell.number_format = value, "#,##0"
        cell.font = Font(name=_FACE, size=11, bold=strong)
        cell.alignment = _LEFT if column == 1 else _MIDDLE


def _notes(sheet: Worksheet, form: PaperForm, table: PaperTable, row: int) -> int:
    for note in form.notes:
        _put(sheet, row, 1, table.columns, note, size=11, italic=True, align=_LEFT)
        sheet.row_dimensions[row].height = 16 * (1 + len(note) // (110 if table.wide else 80))
        row += 1
    return row


def _foot(sheet: Worksheet, form: PaperForm, table: PaperTable, values: Mapping[str, str], row: int) -> None:
    half = max(1, table.columns * 2 // 5)
    left = ("Nơi nhận:", *(f"- {one}" for one in form.recipients))
    for number, text in enumerate(left):
        _put(sheet, row + number, 1, half, text, size=11, bold=number == 0, italic=number == 0, align=_LEFT)
    for number, field in enumerate(("quyen_ky", "chuc_vu_ky")):
        _put(sheet, row + number, half + 1, table.columns, _words(f"{{{{?{field}}}}}", values), bold=True)


def _print(sheet: Worksheet, table: PaperTable, first: int) -> None:
    """As wide as one page, the heading on each; a fixed heading on the screen."""
    sheet.page_setup.orientation = "landscape" if table.wide else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 1.18, 0.6, 0.79, 0.79
    last = first + len(table.head)
    sheet.print_title_rows = f"{first}:{last}"
    sheet.freeze_panes = f"B{last + 1}"
    sheet.column_dimensions["A"].width = 30
    for column in range(2, table.columns + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 14 if table.columns <= _MOST_NARROW else 10.5
    for row in range(first, last):
        sheet.row_dimensions[row].height = 32 if row < last - 1 else 48
