"""Reading the lines of a pasted document: inline emphasis, and what each line looks like on its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from core.blocks import Run, Runs, text_of
from core.text import clean

# A line break kept inside bold titles and signatures; survives the splitting into lines.
KEPT_BREAK = "\u2028"

# Never inside a word: "2*3*4" is a product.
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?![\s*])(.+?)(?<![\s*])\1(?![\w*])")
_BOLD_OVER_LINES = re.compile(r"(?<![\w*])(\*{2,3})(?![\s*])((?:(?!\n[ \t]*\n).)+?)(?<![\s*])\1(?![\w*])", re.DOTALL)
_HASHES = re.compile(r"^#{1,6}\s+")
_BULLET = re.compile(r"^[-–—•+*]\s+")
_TABLE_RULE = re.compile(r"^\|?[\s:|-]*-[\s:|-]*\|?$")


class Shape(StrEnum):
    """What kind of marker a line opens with, from the outermost to the innermost."""

    CHAPTER = "chapter"
    ROMAN = "roman"
    ARTICLE = "article"
    ARABIC = "arabic"
    DOTTED = "dotted"
    LETTER = "letter"
    BULLET = "bullet"
    CELLS = "cells"
    PLAIN = "plain"


_MARKERS: tuple[tuple[Shape, re.Pattern[str]], ...] = (
    (Shape.CHAPTER, re.compile(r"^((?:Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC)\s+(?:[IVXLC]+|\d+)\b[.:]?)(?:\s+|$)")),
    (Shape.ROMAN, re.compile(r"^([IVX]{1,6}\.)\s+")),
    (Shape.ARTICLE, re.compile(r"^((?:Điều|ĐIỀU)\s+\d+[a-zđ]?[.:])\s+")),
    (Shape.DOTTED, re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,3}[.)]?)\s+")),
    (Shape.ARABIC, re.compile(r"^(\d{1,2}[.)])\s+")),
    (Shape.LETTER, re.compile(r"^([a-zđ]\))\s+")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source: its marker is split off, its emphasis read."""

    shape: Shape
    marker: str
    runs: Runs
    hashed: bool = False  # "##" stood before it
    cells: tuple[Runs, ...] = ()

    @property
    def text(self) -> str:
        """The words after the marker."""
        return text_of(self.runs)

    @property
    def all_bold(self) -> bool:
        """Whether the whole line is bold."""
        return bool(self.runs) and all(run.bold for run in self.runs if run.text.strip())


def read_lines(source: str) -> list[Line]:
    """The lines of a pasted text, blank ones dropped."""
    text = _BOLD_OVER_LINES.sub(_keep_breaks, clean(source))
    lines = (_read(raw.strip()) for raw in text.split("\n") if raw.strip() and not _is_rule(raw))
    return [line for line in lines if line.runs or line.cells or line.marker]


def _is_rule(raw: str) -> bool:
    # "|---|---|" under a table's head, or a rule drawn with dashes: no words in either.
    return bool(_TABLE_RULE.match(raw.strip())) and len(raw.strip()) > 2


def _keep_breaks(match: re.Match[str]) -> str:
    inner = re.sub(r"[ \t]*\n[ \t]*", KEPT_BREAK, match.group(2))
    return f"{match.group(1)}{inner}{match.group(1)}"


def _read(raw: str) -> Line:
    cells = _cells(raw)
    if cells:
        return Line(Shape.CELLS, "", (), cells=tuple(read_runs(cell) for cell in cells))
    hashes = _HASHES.match(raw)
    if hashes:
        raw = raw[hashes.end() :]
    bullet = _BULLET.match(raw)
    if bullet and not hashes:
        return Line(Shape.BULLET, "", read_runs(raw[bullet.end() :]))
    return _marked(read_runs(raw), hashed=bool(hashes))


def _cells(raw: str) -> list[str]:
    if raw.startswith("|") and raw.endswith("|") and raw.count("|") > 2:
        return [cell.strip() for cell in raw[1:-1].split("|")]
    if "\t" in raw:
        return [cell.strip() for cell in raw.split("\t")]
    return []


def _marked(runs: Runs, *, hashed: bool) -> Line:
    text = "".join(run.text for run in runs)
    for shape, pattern in _MARKERS:
        match = pattern.match(text)
        if match:
            return Line(shape, match.group(1), _drop(runs, match.end()), hashed)
    return Line(Shape.PLAIN, "", runs, hashed)


def read_runs(raw: str) -> Runs:
    """Read `*italic*`, `**bold**` and `***both***`; any other asterisk stays what it is."""
    runs: list[Run] = []
    at = 0
    for match in _EMPHASIS.finditer(raw):
        runs.append(Run(raw[at : match.start()]))
        stars = len(match.group(1))
        runs.append(Run(match.group(2), bold=stars >= 2, italic=stars != 2))
        at = match.end()
    runs.append(Run(raw[at:]))
    return tuple(Run(run.text.replace(KEPT_BREAK, "\n"), run.bold, run.italic) for run in runs if run.text)


def _drop(runs: Runs, count: int) -> Runs:
    kept: list[Run] = []
    for run in runs:
        cut = min(count, len(run.text))
        count -= cut
        if cut < len(run.text):
            kept.append(Run(run.text[cut:], run.bold, run.italic))
    return tuple(kept)


def without_bold(runs: Runs) -> Runs:
    """The same words, not bold: headings are bold by themselves."""
    return tuple(Run(run.text, False, run.italic) for run in runs)
