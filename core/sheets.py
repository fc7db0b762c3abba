"""Spreadsheets that people fill in and hand over: what is read from one, and what is made of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from core.errors import DomainError
from core.text import N_

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 2_000
# A heading, its example and some blank lines stand between the rows that count.
LAST_ROW = MAX_ROWS + 100
LAST_COLUMN = 40
MAX_SHEETS = 20
LONGEST_CELL = 20_000

CellValue = str | int | float | bool | date | datetime | time | None


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet as plain values; the first row and column are number 1 to people, 0 here."""

    name: str
    rows: Sequence[Sequence[CellValue]]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet to fill in: its heading, what may be chosen in it, one example, a word of help."""

    heading: str
    width: int
    example: CellValue
    help: str
    choices: Sequence[str] = ()
    is_date: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A workbook to fill in: the sheet, a sheet that explains it, and the name of the hidden one with the lists."""

    name: str
    columns: Sequence[SheetColumn]
    guide_name: str
    guide: Sequence[str]
    lists_name: str


@dataclass(frozen=True, slots=True)
class CellMark:
    """A cell to be coloured and commented; row and column from 0."""

    row: int
    column: int
    text: str


def cell_name(row: int, column: int) -> str:
    """The address people know a cell by, such as ``B7``; row and column from 0."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


class SheetTooLarge(DomainError):
    """More bytes, rows or cells than we read."""

    text = N_("Tệp quá lớn. Mỗi lần nhập tối đa 5 MB và 2.000 dòng; chia thành nhiều tệp rồi nhập lần lượt.")
    field = "file"


class NotASheet(DomainError):
    """Not an .xlsx workbook, or a damaged one."""

    text = N_("Không mở được tệp này. Dùng tệp Excel có đuôi .xlsx, tốt nhất là tệp mẫu tải ở trang này.")
    field = "file"


class SheetOfOldKind(DomainError):
    """An .xls or .csv file."""

    text = N_("Tệp .xls và .csv không giữ đúng chữ và ngày. Mở bằng Excel, chọn Lưu thành, kiểu .xlsx, rồi nhập lại.")
    field = "file"


class SheetHasMacros(DomainError):
    """A workbook that carries a program."""

    text = N_("Tệp có chứa macro nên không nhận. Lưu lại thành kiểu .xlsx thường rồi nhập lại.")
    field = "file"


class SheetLocked(DomainError):
    """Encrypted with a password."""

    text = N_("Tệp đang bị khoá bằng mật khẩu. Bỏ mật khẩu rồi nhập lại.")
    field = "file"
