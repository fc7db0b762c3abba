"""Reading .xlsx workbooks of strangers with openpyxl: bounded before a single cell is parsed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import openpyxl

from core.errors import DomainError
from core.sheets import (
    LAST_COLUMN,
    LAST_ROW,
    LONGEST_CELL,
    MAX_BYTES,
    MAX_ROWS,
    MAX_SHEETS,
    CellValue,
    Grid,
    NotASheet,
    SheetHasMacros,
    SheetLocked,
    SheetOfOldKind,
    SheetTooLarge,
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and any workbook with a password
_ZIP = b"PK\x03\x04"
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
MAX_PARTS = 300
# Two thousand lines of text unpack to some megabytes; a part is read up to its declared size and never beyond.
MAX_UNPACKED = 60 * 1024 * 1024
_TYPES = "[Content_Types].xml"
_MAIN = b"spreadsheetml.sheet.main+xml"
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe \t\r\n"
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_MACRO_WORDS = (b"macroEnabled", b"vbaProject")


def read_sheets(data: bytes) -> Sequence[Grid]:
    """The visible sheets as plain values; of formulas only what they last showed.

    Raises SheetTooLarge, SheetOfOldKind, SheetLocked, SheetHasMacros, NotASheet.
    """
    _check_outside(data)
    try:
        _check_parts(data)
        return _grids(data)
    except DomainError:
        raise
    except Exception:  # noqa: BLE001 - a damaged workbook fails in many ways; for the person they are one
        raise NotASheet from None


def _check_outside(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise SheetTooLarge
    if data.startswith(_OLE):
        raise SheetLocked if _ENCRYPTED_PART in data else SheetOfOldKind
    if not data.startswith(_ZIP):
        raise SheetOfOldKind if _looks_like_text(data) else NotASheet


def _looks_like_text(data: bytes) -> bool:
    return bool(data) and b"\x00" not in data[:4096] and b"\n" in data and any(mark in data for mark in b",;\t")


def _check_parts(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = package.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise SheetTooLarge
        if any(part.flag_bits & 1 for part in parts):
            raise SheetLocked
        _check_contents(package, parts)


def _check_contents(package: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> None:
    types = package.read(_TYPES)
    if any(word in types for word in _MACRO_WORDS) or any("vbaproject" in part.filename.lower() for part in parts):
        raise SheetHasMacros
    if _MAIN not in types:
        raise NotASheet
    for part in parts:
        # No workbook declares a document type; one that does wants entities expanded. What is read as text is told by
        # the lists inside, not by its name: of the others at least the plain declaration is refused.
        text = _without_comments(package.read(part))
        if any(word in text for word in _DECLARATIONS) or (_is_named_xml(part) and _hides(text)):
            raise NotASheet


def _is_named_xml(part: zipfile.ZipInfo) -> bool:
    return part.filename.lower().endswith((".xml", ".rels"))


def _hides(text: bytes) -> bool:
    """Whether it declares something, or is in an encoding in which "<" is another byte."""
    return b"<!" in text or not text.lstrip(_BEFORE_XML).startswith(b"<")


def _without_comments(text: bytes) -> bytes:
    plain = text.replace(b"\x00", b"")  # UTF-16 reads the same without its empty halves
    return plain.replace(b"<!--", b"").replace(b"<![CDATA[", b"")


def _grids(data: bytes) -> Sequence[Grid]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if len(sheets) > MAX_SHEETS:
            raise SheetTooLarge
        return [Grid(str(sheet.title), _rows(sheet)) for sheet in sheets]
    finally:
        book.close()


def _rows(sheet: Any) -> Sequence[Sequence[CellValue]]:
    # What a workbook says of its own size may be wrong: rows are read as they come.
    sheet.reset_dimensions()
    found: list[Sequence[CellValue]] = []
    filled = 0
    for number, row in enumerate(sheet.iter_rows(max_col=LAST_COLUMN, max_row=LAST_ROW + 1, values_only=True)):
        cells = tuple(_plain(value) for value in row)
        filled += any(value is not None for value in cells)
        if filled and (number >= LAST_ROW or filled > MAX_ROWS + 20):
            if any(value is not None for value in cells):
                raise SheetTooLarge
            break
        found.append(cells)
    while found and all(value is None for value in found[-1]):
        found.pop()
    return found


def _plain(value: object) -> CellValue:
    if isinstance(value, str):
        if len(value) > LONGEST_CELL:
            raise SheetTooLarge
        return value
    if value is None or isinstance(value, (bool, int, float, datetime, date, time)):
        return value
    return str(value)[:200]
