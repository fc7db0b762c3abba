"""A table of figures as Word keeps it: ruled, its heading over several rows and repeated on each page."""

from __future__ import annotations

from html import escape

from core.papers import HeadCell, PaperTable

# Half points, by how many columns share the page: the first that is enough.
_SIZES = ((9, 22), (15, 20), (22, 18), (99, 15))
_BORDER = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_LOOK = (
    f'<w:tblBorders>{_BORDER}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    '<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar>'
)


def figures(table: PaperTable, width: int) -> str:
    """The table over a width in twentieths of a point."""
    widths, size = _widths(table, width), next(size for most, size in _SIZES if table.columns <= most)
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    head = "".join(_head_rows(table, widths, size))
    numbers = _row([_cell(widths[n], f"({n + 1})", size=size, italic=True) for n in range(table.columns)], head=True)
    rows = "".join(_body_row(table, number, widths, size) for number in range(len(table.rows)))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{_LOOK}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{numbers}{rows}</w:tbl>"
    )


def _widths(table: PaperTable, width: int) -> list[int]:
    """The first column takes about a fifth, the others share the rest; what division leaves goes to the first."""
    others = width * (80 if table.columns > 6 else 68) // 100 // (table.columns - 1)
    return [width - others * (table.columns - 1), *[others] * (table.columns - 1)]


def _head_rows(table: PaperTable, widths: list[int], size: int) -> list[str]:
    """Each row of the heading; below a cell that goes on further down stands its continuation."""
    going_on: dict[int, tuple[HeadCell, int]] = {}
    written = []
    for row in table.head:
        cells, waiting, column = [], list(row), 0
        while column < table.columns:
            cell, left = going_on.pop(column, (None, 0))
            merge = "continue"
            if cell is None:
                cell, merge = waiting.pop(0), "restart"
                left = cell.down
            cells.append(_head_cell(cell, sum(widths[column : column + cell.span]), merge, size))
            if left > 1:
                going_on[column] = (cell, left - 1)
            column += cell.span
        written.append(_row(cells, head=True))
    return written


def _head_cell(cell: HeadCell, width: int, merge: str, size: int) -> str:
    marks = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    if cell.down > 1:
        marks += f'<w:vMerge w:val="{merge}"/>'
    return _cell(width, cell.text if merge == "restart" else "", size=size, bold=True, marks=marks)


def _body_row(table: PaperTable, number: int, widths: list[int], size: int) -> str:
    strong = number in table.strong
    cells = [
        _cell(width, "" if value is None else str(value), size=size, bold=strong, align="center" if index else "left")
        for index, (width, value) in enumerate(zip(widths, table.rows[number], strict=True))
    ]
    return _row(cells)


def _row(cells: list[str], *, head: bool = False) -> str:
    repeated = "<w:tblHeader/>" * head
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(
    width: int, text: str, *, size: int, bold: bool = False, italic: bool = False, align: str = "center",
    marks: str = "",
) -> str:  # fmt: skip
    look = "<w:b/>" * bold + "<w:i/>" * italic + f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    run = f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>' if text else ""
    empty = f'<w:rPr><w:sz w:val="{size}"/></w:rPr>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{marks}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="20" w:after="20"/><w:jc w:val="{align}"/>{empty}</w:pPr>{run}</w:p></w:tc>'
    )
