"""Structured text: headings, paragraphs, clauses, lists and tables, stored as JSON and drawn by a template macro.

A document is data here, never markup: what somebody pasted can carry no tag, no script and no style.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Blocks = tuple["Block", ...]


class Role(StrEnum):
    """What a paragraph is in the form of an official document (Decree 30/2020)."""

    BODY = "body"
    NUMBER = "number"  # số, ký hiệu
    PLACE_DATE = "place_date"  # địa danh, ngày tháng
    TITLE = "title"  # tên loại văn bản
    SUBTITLE = "subtitle"  # trích yếu
    LABEL = "label"  # "Nơi nhận:"
    SIGNATURE = "signature"  # chức vụ, họ tên người ký


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; `\\n` inside is a line break."""

    text: str
    bold: bool = False
    italic: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's highest."""

    level: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in a role."""

    runs: Runs
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered or lettered paragraph ("1.", "3.2.", "a)"); depth 1 is the outermost."""

    marker: str
    runs: Runs
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without numbers."""

    entries: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first row holds the column headings."""

    rows: tuple[tuple[Runs, ...], ...]


Block = Heading | Paragraph | Clause | Bullets | Table


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One line of a document's table of contents; `position` is the heading's place among the headings, from 1."""

    position: int
    level: int
    text: str


def text_of(runs: Iterable[Run]) -> str:
    """The words of some runs, line breaks as spaces."""
    return "".join(run.text for run in runs).replace("\n", " ")


def plain_text(blocks: Iterable[Block]) -> str:
    """The words of a document, one block a line: for feeds, searching and counting."""
    return "\n".join(line for block in blocks for line in _lines(block))


def _lines(block: Block) -> list[str]:
    if isinstance(block, Bullets):
        return [text_of(entry) for entry in block.entries]
    if isinstance(block, Table):
        return [" ".join(text_of(cell) for cell in row) for row in block.rows]
    if isinstance(block, Clause):
        return [f"{block.marker} {text_of(block.runs)}"]
    return [text_of(block.runs)]


def outline(blocks: Iterable[Block], *, depth: int = 2) -> list[OutlineEntry]:
    """The headings down to a depth, in order."""
    headings = [block for block in blocks if isinstance(block, Heading)]
    return [
        OutlineEntry(position, heading.level, text_of(heading.runs))
        for position, heading in enumerate(headings, start=1)
        if heading.level <= depth
    ]


def to_json(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """Plain JSON values for a column."""
    return [_encode(block) for block in blocks]


def _encode(block: Block) -> dict[str, Any]:
    match block:
        case Heading(level, runs):
            return {"kind": "heading", "level": level, "runs": _encode_runs(runs)}
        case Paragraph(runs, role):
            return {"kind": "paragraph", "role": role.value, "runs": _encode_runs(runs)}
        case Clause(marker, runs, depth):
            return {"kind": "clause", "marker": marker, "depth": depth, "runs": _encode_runs(runs)}
        case Bullets(entries):
            return {"kind": "bullets", "entries": [_encode_runs(entry) for entry in entries]}
        case Table(rows):
            return {"kind": "table", "rows": [[_encode_runs(cell) for cell in row] for row in rows]}


def _encode_runs(runs: Runs) -> list[list[str]]:
    return [[run.text, ("b" if run.bold else "") + ("i" if run.italic else "")] for run in runs]


def from_json(values: Iterable[dict[str, Any]]) -> Blocks:
    """The blocks that `to_json` stored. Raises ValueError when something else is in the column."""
    try:
        return tuple(_decode(value) for value in values)
    except (KeyError, TypeError) as error:
        raise ValueError("not a structured text") from error


def _decode(value: dict[str, Any]) -> Block:
    match value["kind"]:
        case "heading":
            return Heading(int(value["level"]), _decode_runs(value["runs"]))
        case "paragraph":
            return Paragraph(_decode_runs(value["runs"]), Role(value["role"]))
        case "clause":
            return Clause(str(value["marker"]), _decode_runs(value["runs"]), int(value["depth"]))
        case "bullets":
            return Bullets(tuple(_decode_runs(entry) for entry in value["entries"]))
        case "table":
            return Table(tuple(tuple(_decode_runs(cell) for cell in row) for row in value["rows"]))
        case kind:
            raise ValueError(f"unknown kind of block: {kind}")


def _decode_runs(values: list[list[str]]) -> Runs:
    return tuple(Run(str(text), "b" in style, "i" in style) for text, style in values)
