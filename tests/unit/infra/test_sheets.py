"""Workbooks of strangers: bounded, without programs, never executed; and what is made of them cannot run either."""

from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from core.sheets import (
    CellMark,
    Grid,
    NotASheet,
    SheetColumn,
    SheetHasMacros,
    SheetLocked,
    SheetOfOldKind,
    SheetTooLarge,
)
from infra.sheet_making import make_marked
from infra.sheets import MAX_UNPACKED, read_sheets
from tests.support.book_lines import numbered, sheet_of


def rebuilt(data: bytes, **changes: bytes | None) -> bytes:
    """The same package with parts changed, added or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in changes:
                new.writestr(part.filename, old.read(part))
        for name, content in changes.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def with_cells(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_values_come_as_they_are_and_formulas_as_what_they_last_showed() -> None:
    (grid,) = read_sheets(with_cells(("a", 1, 2.5, date(2026, 3, 5), True, None, "=1+1")))
    assert grid.rows[0][:3] == ("a", 1, 2.5)
    assert str(grid.rows[0][3])[:10] == "2026-03-05"
    assert grid.rows[0][4] is True
    assert "=1+1" not in grid.rows[0]


def test_a_package_that_unpacks_to_too_much_is_not_unpacked() -> None:
    good = sheet_of(*numbered("1"))
    bomb = rebuilt(good, **{"xl/media/bomb.bin": bytes(MAX_UNPACKED + 1)})
    assert len(bomb) < 200_000
    with pytest.raises(SheetTooLarge):
        read_sheets(bomb)
    with pytest.raises(SheetTooLarge):
        read_sheets(rebuilt(good, **{f"x/{n}": b"" for n in range(400)}))


def test_programs_are_refused() -> None:
    good = sheet_of(*numbered("1"))
    with pytest.raises(SheetHasMacros):
        read_sheets(rebuilt(good, **{"xl/vbaProject.bin": b"x"}))
    types = part(good, "[Content_Types].xml").replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")
    with pytest.raises(SheetHasMacros):
        read_sheets(rebuilt(good, **{"[Content_Types].xml": types}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "cp037"])
def test_entities_are_never_expanded(encoding: str) -> None:
    good = sheet_of(*numbered("1"))
    laughs = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
        + part(good, "xl/worksheets/sheet1.xml").decode().partition("?>")[2]
    )
    with pytest.raises(NotASheet):
        read_sheets(rebuilt(good, **{"xl/worksheets/sheet1.xml": laughs.encode(encoding)}))


def test_no_entity_is_expanded_in_a_part_of_another_name_either() -> None:
    """Which part is the sheet is told by the lists of the workbook, not by its name."""
    good = sheet_of(*numbered("1"))
    xml = part(good, "xl/worksheets/sheet1.xml").decode().partition("?>")[2]
    laughs = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]>{xml}'.encode()
    with pytest.raises(NotASheet):
        read_sheets(rebuilt(good, **{"xl/worksheets/sheet1.bin": laughs}))


def test_a_sheet_that_claims_a_million_rows_is_read_to_the_end_of_what_counts() -> None:
    good = sheet_of(*numbered("1"))
    xml = part(good, "xl/worksheets/sheet1.xml").replace(
        b"</sheetData>", b'<row r="1048576"><c r="A1048576"/></row></sheetData>'
    )
    (grid, *_rest) = read_sheets(rebuilt(good, **{"xl/worksheets/sheet1.xml": xml}))
    assert len(grid.rows) == 2


def test_too_many_rows_and_too_long_a_cell_are_refused() -> None:
    with pytest.raises(SheetTooLarge):
        read_sheets(with_cells(*[("x",)] * 2_200))
    with pytest.raises(SheetTooLarge):
        read_sheets(with_cells(("x" * 20_001,)))


@pytest.mark.parametrize("data", [b"a;b\n1;2\n", b"a\tb\n1\t2", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)])
def test_other_kinds_of_tables_are_named(data: bytes) -> None:
    with pytest.raises(SheetOfOldKind):
        read_sheets(data)


@given(st.binary(max_size=400), st.integers(0, 4000), st.booleans())
def test_a_damaged_workbook_is_refused_by_a_rule(noise: bytes, place: int, outside: bool) -> None:
    good = _GOOD
    damaged = noise if outside else good[:place] + noise + good[place + len(noise) :]
    with contextlib.suppress(NotASheet, SheetTooLarge, SheetOfOldKind, SheetHasMacros, SheetLocked):
        read_sheets(damaged)


_GOOD = sheet_of(*numbered("1"))


def test_a_marked_copy_runs_nothing_and_reads_back_as_it_was() -> None:
    rows = [
        ["Nội dung", "Họ tên"],
        ["=HYPERLINK(1)", "+84"],
        ["-1", "@x"],
        [date(2026, 3, 5), 912345678],
        ["\x00a\x0b", "b"],
    ]
    column = SheetColumn("Họ tên", 20, "x", "giúp", choices=["a", "b"])
    made = make_marked(Grid("S/1", rows), [CellMark(1, 1, "một"), CellMark(1, 1, "=hai")], {1: column})
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    assert [sheet.cell(row, 1).data_type for row in (2, 3)] == ["s", "s"]
    assert sheet["B2"].comment is not None
    assert sheet["B2"].comment.text == "một\n=hai"
    (grid,) = read_sheets(made)
    assert [list(row[:2]) for row in grid.rows[:3]] == rows[:3]
    assert grid.rows[4][0] == "a"
