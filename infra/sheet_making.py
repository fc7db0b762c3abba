"""Making .xlsx workbooks with openpyxl: one to fill in, and somebody's own with the bad cells marked.

Nothing is ever written as a formula: a text that begins with = + - @ stays a text, also after it was edited in Excel.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from core.sheets import MAX_ROWS, CellMark, CellValue, Grid, SheetColumn, SheetPlan
from infra.sheet_saving import save_workbook

_HEAD = PatternFill("solid", fgColor="DDEBE4")
_BAD = PatternFill("solid", fgColor="F9D5CE")
_EXAMPLE = Font(italic=True, color="6B6B6B")
_WRAP = Alignment(wrap_text=True, vertical="top")
_DAY, _TEXT = "dd/mm/yyyy", "@"
_AUTHOR = "Cổng Dân chủ cơ sở"
_LISTS = "Danh mục"
# XML has no such characters; Excel would call the file damaged.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


def make_plan(plan: SheetPlan) -> bytes:
    """A workbook to fill in: headings, one example row, lists to choose from, a sheet that explains."""
    book = Workbook()
    sheet = _first_sheet(book, plan.name)
    for number, column in enumerate(plan.columns):
        _heading(sheet, number, column)
        example = sheet.cell(2, number + 1)
        _write(example, column.example, is_date=column.is_date)
        example.font = _EXAMPLE
    _prepare(sheet, dict(enumerate(plan.columns)))
    sheet.freeze_panes = "A2"
    _guide(book, plan)
    _lists(book, sheet, dict(enumerate(plan.columns)), plan.lists_name, first=2)
    return _saved(book)


def make_marked(grid: Grid, marks: Sequence[CellMark], columns: Mapping[int, SheetColumn]) -> bytes:
    """The same rows once more, the bad cells coloured and commented; each heading keeps its list of choices."""
    book = Workbook()
    sheet = _first_sheet(book, grid.name)
    for row, values in enumerate(grid.rows):
        for column, value in enumerate(values):
            if value is not None:
                _write(sheet.cell(row + 1, column + 1), value, is_date=isinstance(value, date))
    first = min((mark.row for mark in marks), default=0) + 1
    _prepare(sheet, columns)
    for (row, column), texts in _by_cell(marks).items():
        cell = sheet.cell(row + 1, column + 1)
        cell.fill = _BAD
        cell.comment = Comment(_safe("\n".join(texts)), _AUTHOR, width=320, height=120)
    _lists(book, sheet, columns, _LISTS, first=first)
    return _saved(book)


def _first_sheet(book: Workbook, name: str) -> Worksheet:
    sheet = book.worksheets[0]
    sheet.title = re.sub(r"[\[\]:*?/\\]", " ", _safe(name)).strip("' ")[:31] or "Đơn"
    return sheet


def _by_cell(marks: Sequence[CellMark]) -> dict[tuple[int, int], list[str]]:
    found: dict[tuple[int, int], list[str]] = {}
    for mark in marks:
        found.setdefault((mark.row, mark.column), []).append(mark.text)
    return found


def _heading(sheet: Worksheet, number: int, column: SheetColumn) -> None:
    cell = sheet.cell(1, number + 1)
    _write(cell, column.heading + (" *" if column.required else ""))
    cell.font, cell.fill, cell.alignment = Font(bold=True), _HEAD, _WRAP
    cell.comment = Comment(column.help, _AUTHOR, width=320, height=110)


def _prepare(sheet: Worksheet, columns: Mapping[int, SheetColumn]) -> None:
    """Width and format of whole columns: Excel then takes a telephone number for a text and a day for a day."""
    for number, column in columns.items():
        whole = sheet.column_dimensions[get_column_letter(number + 1)]
        whole.width = column.width
        whole.number_format = _DAY if column.is_date else _TEXT


def _guide(book: Workbook, plan: SheetPlan) -> None:
    guide = book.create_sheet(plan.guide_name)
    guide.column_dimensions["A"].width, guide.column_dimensions["B"].width = 34, 90
    for number, text in enumerate(plan.guide, start=1):
        _write(guide.cell(number, 1), text)
        guide.merge_cells(start_row=number, end_row=number, start_column=1, end_column=2)
        guide.cell(number, 1).alignment = _WRAP
        guide.row_dimensions[number].height = 32
    start = len(plan.guide) + 2
    for number, column in enumerate(plan.columns, start=start):
        _write(guide.cell(number, 1), column.heading + (" *" if column.required else ""))
        _write(guide.cell(number, 2), column.help)
        guide.cell(number, 1).font = Font(bold=True)
        guide.cell(number, 1).alignment = guide.cell(number, 2).alignment = _WRAP


def _lists(book: Workbook, sheet: Worksheet, columns: Mapping[int, SheetColumn], name: str, *, first: int) -> None:
    """Choices stand on a hidden sheet: a list inside the rule itself may hold 255 characters only."""
    chosen = {number: column for number, column in columns.items() if column.choices}
    if not chosen:
        return
    lists = book.create_sheet(name)
    lists.sheet_state = "hidden"
    for place, (number, column) in enumerate(chosen.items(), start=1):
        for row, choice in enumerate(column.choices, start=1):
            _write(lists.cell(row, place), choice)
        letter, own = get_column_letter(place), get_column_letter(number + 1)
        rule = DataValidation(
            type="list", formula1=f"'{name}'!${letter}$1:${letter}${len(column.choices)}", allow_blank=True,
            showErrorMessage=True, errorTitle=column.heading[:32], error="Chọn một mục trong danh sách.",
        )  # fmt: skip
        rule.add(f"{own}{first}:{own}{MAX_ROWS + 2}")
        sheet.add_data_validation(rule)


def _write(cell: Cell | MergedCell, value: CellValue, *, is_date: bool = False) -> None:
    if isinstance(value, str):
        cell.value = _safe(value)
        cell.data_type = "s"  # never "f", whatever it begins with
        cell.quotePrefix = value[:1] in "=+-@\t"
        cell.number_format = _TEXT
    elif isinstance(value, (datetime, date, time)):
        # Excel knows no zones.
        cell.value = value.replace(tzinfo=None) if isinstance(value, (datetime, time)) else value
        cell.number_format = _DAY if is_date else "hh:mm"
    else:
        cell.value = value
    cell.alignment = _WRAP


def _safe(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def _saved(book: Workbook) -> bytes:
    book.properties.creator = _AUTHOR
    return save_workbook(book)
