"""Saving a workbook without the temporary files openpyxl makes of each sheet: a sheet may hold what people wrote."""

from __future__ import annotations

import io
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter  # there is no public way to say where it writes
from openpyxl.writer.excel import ExcelWriter


class _InMemory(ExcelWriter):
    """openpyxl's writer, with sheets written into memory instead of into a file under /tmp."""

    def __init__(self, book: Workbook, archive: ZipFile) -> None:
        super().__init__(book, archive)
        self._into = archive

    def write_worksheet(self, ws: Any) -> None:  # its stubs leave out what a writer needs
        """One sheet, straight into the archive."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        text = io.BytesIO()
        writer: Any = WorksheetWriter(ws, out=text)
        writer.write()
        ws._rels = writer._rels
        self._into.writestr(ws.path[1:], text.getvalue())
        self.manifest.append(ws)


def save_workbook(book: Workbook) -> bytes:
    """The workbook's file; what it says of itself stays as it was set."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        _InMemory(book, archive).save()
    return out.getvalue()
