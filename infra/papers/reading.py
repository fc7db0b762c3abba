"""A Word file as blocks that `paper.typ` draws: paragraphs, tables, the page. What it cannot draw, `checking` names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from infra.papers.filling import texts_of
from infra.papers.package import DOCUMENT, parse, read_parts, w
from infra.papers.styling import Styles, is_on, number, properties, read_styles

_ALIGN = {"both": "justify", "distribute": "justify", "center": "center", "right": "right", "end": "right"}
_AUTO_LINE = 240.0  # twentieths of a point that stand for one line
Block = dict[str, Any]


def read_blocks(docx: bytes) -> dict[str, Any]:
    """The page and the blocks of the document, lengths in points."""
    parts = read_parts(docx)
    styles = read_styles(parts.get("word/styles.xml"))
    body = parse(parts[DOCUMENT]).find(w("body"))
    blocks = [] if body is None else list(_blocks(body, styles))
    while blocks and blocks[-1]["kind"] == "p" and not blocks[-1]["runs"] and not blocks[-1]["rule"]:
        blocks.pop()  # nothing stands below the signature; an empty last page would
    return {"page": _page(body), "numbered": _numbered(parts), "blocks": blocks}


def _page(body: etree._Element | None) -> dict[str, float]:
    section = properties(body.find(w("sectPr")) if body is not None else None)
    paper = {"width": ("pgSz", "w", 11906), "height": ("pgSz", "h", 16838)}
    margins = {side: ("pgMar", side, default) for side, default in _MARGINS.items()}
    asked = {**paper, **margins}
    return {key: (number(section, *where[:2]) or where[2]) / 20 for key, where in asked.items()}


_MARGINS = {"top": 1134, "bottom": 1134, "left": 1701, "right": 1134, "header": 567}


def _numbered(parts: Mapping[str, bytes]) -> bool:
    """Whether its headers show the number of the page."""
    return any(b"PAGE" in parts[name] for name in parts if texts_of(name) and name.startswith("word/header"))


def _blocks(parent: etree._Element, styles: Styles) -> Iterator[Block]:
    for child in parent:
        if child.tag == w("p"):
            yield _paragraph(child, styles)
        elif child.tag == w("tbl"):
            yield _table(child, styles)
        elif child.tag == w("sdt"):
            content = child.find(w("sdtContent"))
            if content is not None:
                yield from _blocks(content, styles)


def _paragraph(paragraph: etree._Element, styles: Styles) -> Block:
    own = paragraph.find(w("pPr"))
    marks = styles.paragraph(own)
    align = marks["jc"].get(w("val"), "left") if "jc" in marks else "left"
    exact = "spacing" in marks and marks["spacing"].get(w("lineRule")) == "exact"
    line = number(marks, "spacing", "line")
    return {
        "kind": "p", "align": _ALIGN.get(align, "left"),
        "before": (number(marks, "spacing", "before") or 0) / 20,
        "after": (number(marks, "spacing", "after") or 0) / 20,
        "left": (number(marks, "ind", "left", "start") or 0) / 20,
        "right": (number(marks, "ind", "right", "end") or 0) / 20,
        "first": ((number(marks, "ind", "firstLine") or 0) - (number(marks, "ind", "hanging") or 0)) / 20,
        "line": line / _AUTO_LINE if line and not exact else 1,
        "height": line / 20 if line and exact else 0,
        "size": (number(styles.run(own, own.find(w("rPr")) if own is not None else None), "sz", "val") or 28) / 2,
        "keep": is_on(marks, "keepNext"), "rule": _rule(marks), "break": is_on(marks, "pageBreakBefore"),
        "runs": list(_runs(paragraph, own, styles)),
    }  # fmt: skip


def _rule(marks: Mapping[str, etree._Element]) -> float:
    """How thick the line over or under a paragraph is, 0 for none."""
    borders = properties(marks.get("pBdr"))
    thick = [number(borders, side, "sz") or 4 for side in ("top", "bottom") if is_on(borders, side)]
    return max(thick, default=0) / 8


def _runs(paragraph: etree._Element, own: etree._Element | None, styles: Styles) -> Iterator[dict[str, Any]]:
    for run in paragraph.iter(w("r")):
        if next(run.iterancestors(w("p")), None) is not paragraph:
            continue
        text = "".join(_pieces(run))
        if text:
            marks = styles.run(own, run.find(w("rPr")))
            yield {
                "text": text.upper() if is_on(marks, "caps") else text, "bold": is_on(marks, "b"),
                "italic": is_on(marks, "i"), "under": is_on(marks, "u"),
                "size": (number(marks, "sz", "val") or 20) / 2,
            }  # fmt: skip


_PIECES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}


def _pieces(run: etree._Element) -> Iterator[str]:
    for child in run:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        yield (child.text or "") if name == "t" else _PIECES.get(name, "")


def _table(table: etree._Element, styles: Styles) -> Block:
    widths = [float(column.get(w("w"), 0)) / 20 for column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
    look = properties(table.find(w("tblPr")))
    lines = list(table.iterfind(w("tr")))
    rows = _merged([[_cell(cell, styles, whole=_whole(row)) for cell in row.iterfind(w("tc"))] for row in lines])
    heading = next((n for n, row in enumerate(lines) if not _repeated(row)), len(lines))
    lined = any(is_on(properties(look.get("tblBorders")), side) for side in ("top", "insideH"))
    return {"kind": "tbl", "widths": widths, "rows": rows, "lined": lined, "head": heading, "inset": _inset(look)}


def _inset(look: Mapping[str, etree._Element]) -> float:
    """How far a cell's words stay from its left line; Word's own default when the table says nothing."""
    given = number(properties(look.get("tblCellMar")), "left", "w")
    return 5.4 if given is None else given / 20


def _merged(rows: list[list[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    """What goes on from the row above becomes part of the cell it began in."""
    began: dict[int, dict[str, Any]] = {}
    kept = []
    for row in rows:
        column, own = 0, []
        for cell in row:
            if cell["goes_on"] and column in began:
                began[column]["down"] += 1
            else:
                own.append(cell)
                began[column] = cell
            column += cell["span"]
        kept.append(own)
    return kept


def _repeated(row: etree._Element) -> bool:
    """Whether a row is shown again at the top of each page."""
    return is_on(properties(row.find(w("trPr"))), "tblHeader")


def _whole(row: etree._Element) -> bool:
    """Whether a row may not be broken over two pages."""
    return is_on(properties(row.find(w("trPr"))), "cantSplit")


def _cell(cell: etree._Element, styles: Styles, *, whole: bool) -> dict[str, Any]:
    look = properties(cell.find(w("tcPr")))
    going_on = "vMerge" in look and look["vMerge"].get(w("val"), "continue") == "continue"
    middle = "vAlign" in look and look["vAlign"].get(w("val")) == "center"
    return {
        "span": int(number(look, "gridSpan", "val") or 1), "down": 1, "goes_on": going_on, "middle": middle,
        "whole": whole, "blocks": list(_blocks(cell, styles)),
    }  # fmt: skip
