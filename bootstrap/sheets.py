"""The adapters that read and make spreadsheets, for the entry points; their library is loaded with the first one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.sheets import CellMark, Grid, SheetColumn, SheetPlan


def read_sheets(data: bytes) -> Sequence[Grid]:
    """The `core.sheets.SheetReader`. Raises what `infra.sheets` raises."""
    from infra.sheets import read_sheets as read

    return read(data)


def make_plan(plan: SheetPlan) -> bytes:
    """The `core.sheets.PlanMaker`."""
    from infra.sheet_making import make_plan as make

    return make(plan)


def make_marked(grid: Grid, marks: Sequence[CellMark], columns: Mapping[int, SheetColumn]) -> bytes:
    """The `core.sheets.MarkedMaker`."""
    from infra.sheet_making import make_marked as make

    return make(grid, marks, columns)
