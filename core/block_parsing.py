"""From the text of an official document, pasted as it is, to structured text.

Reads the numbering Vietnamese documents use (Chương, I., Điều 1., 1., 1.1., a), -), joins what a page break tore apart
and finds the number, the place and date, the title, "Nơi nhận" and the signature. No word is ever dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from core.block_lines import Line, Shape, read_lines, without_bold
from core.blocks import Block, Blocks, Bullets, Clause, Heading, Paragraph, Role, Run, Runs, Table, text_of

_TERMINAL = re.compile(r"[.;:!?…)\]”\"/]$")
# A line that ends in one of these goes on in the next one, whatever letter that begins with.
_CONNECTORS = frozenset(["các", "của", "cho", "do", "là", "những", "theo", "trong", "tại", "và", "về", "với"])
_RANK = {Shape.CHAPTER: 0, Shape.ROMAN: 1, Shape.ARTICLE: 2, Shape.ARABIC: 3, Shape.DOTTED: 4, Shape.LETTER: 5}
_ALWAYS_HEADING = frozenset({Shape.CHAPTER, Shape.ROMAN})
_LONG_TITLE = 240
_SHORT_SENTENCE = 120
_HEAD_LINES = 8  # the form of the document (number, date, title) stands in its first lines

_NUMBER = re.compile(r"^Số\s*:.{0,60}$")
_PLACE_DATE = re.compile(r"^[^,.;]{2,60}, ngày\b.{0,40}\bnăm\b.{0,12}$")
_RECIPIENTS = re.compile(r"^(Nơi nhận|Kính gửi)\s*:?$", re.IGNORECASE)
_CAPITALS_FIRST = re.compile(r"^((?:[A-ZÀ-ỸĐ]{2,}[ ,]+)+)(?=[A-ZÀ-ỸĐ][a-zà-ỹđ])")


def parse(source: str) -> Blocks:
    """The structured text of a pasted document."""
    lines = _join_torn(_join_columns(read_lines(source)))
    split = _signature_starts(lines)
    blocks = [*_head_and_body(lines[:split]), *_signature(lines[split:])]
    return tuple(_level(_gather(blocks)))


def _join_columns(lines: list[Line]) -> list[Line]:
    """A line with a stray tab is a paragraph; only two such lines together make a table."""
    kept: list[Line] = []
    for is_cells, group in groupby(lines, key=lambda line: line.shape is Shape.CELLS):
        members = list(group)
        if is_cells and len(members) < 2:
            spaced = tuple(run for cell in members[0].cells for run in (*cell, Run(" ")))
            members = [Line(Shape.PLAIN, "", spaced[:-1])]
        kept.extend(members)
    return kept


def _join_torn(lines: list[Line]) -> list[Line]:
    joined: list[Line] = []
    for line in lines:
        if joined and _goes_on(joined[-1], line):
            last = joined[-1]
            joined[-1] = replace(last, runs=(*last.runs, Run(" "), *line.runs))
        else:
            joined.append(line)
    return joined


def _goes_on(before: Line, after: Line) -> bool:
    if after.shape is not Shape.PLAIN or after.hashed or after.all_bold or not before.runs:
        return False
    if before.shape in _ALWAYS_HEADING or before.hashed or before.all_bold or _TERMINAL.search(before.text.rstrip()):
        return False
    if after.text[:1].islower():
        return True
    if before.text.split()[-1].lower() in _CONNECTORS:
        return True
    return before.shape is Shape.PLAIN and len(before.text) > _LONG_TITLE and not _is_capitals(after.text)


def _is_capitals(text: str) -> bool:
    return any(c.isalpha() for c in text) and text == text.upper()


def _signature_starts(lines: Sequence[Line]) -> int:
    """Where "Nơi nhận" begins, or else the run of capitals and a name that closes the document."""
    for index in range(len(lines) - 1, -1, -1):
        if index > len(lines) // 2 and _RECIPIENTS.match(lines[index].text) and lines[index].shape is Shape.PLAIN:
            return index
    for index in range(max(len(lines) - 4, _HEAD_LINES), len(lines)):
        rest = lines[index:]
        if _is_capitals(rest[0].text) and all(line.shape is Shape.PLAIN and len(line.text) < 60 for line in rest):
            return index
    return len(lines)


def _signature(lines: Sequence[Line]) -> list[Block]:
    blocks: list[Block] = []
    for line in lines:
        if line.shape is Shape.BULLET:
            blocks.append(Bullets((line.runs,)))
        elif _RECIPIENTS.match(line.text):
            blocks.append(Paragraph(without_bold(line.runs), Role.LABEL))
        else:
            blocks.append(Paragraph(_whole(line), Role.SIGNATURE))
    return blocks


def _head_and_body(lines: Sequence[Line]) -> list[Block]:
    blocks: list[Block] = []
    titled = False
    for index, line in enumerate(lines):
        role = _head_role(line, titled=titled, previous=blocks[-1] if blocks else None) if index < _HEAD_LINES else None
        titled = titled or role is Role.TITLE
        if role is None:
            blocks.append(_body(line, lines[index + 1] if index + 1 < len(lines) else None))
        else:
            blocks.extend(_titles(line) if role is Role.TITLE else [Paragraph(without_bold(line.runs), role)])
    return blocks


def _head_role(line: Line, *, titled: bool, previous: Block | None) -> Role | None:
    if line.shape is not Shape.PLAIN:
        return None
    if _NUMBER.match(line.text):
        return Role.NUMBER
    if _PLACE_DATE.match(line.text):
        return Role.PLACE_DATE
    if not titled and len(line.text) <= _LONG_TITLE and (_is_capitals(line.text) or _CAPITALS_FIRST.match(line.text)):
        return Role.TITLE
    after_title = isinstance(previous, Paragraph) and previous.role is Role.TITLE
    if after_title and len(line.text) <= _LONG_TITLE and not _TERMINAL.search(line.text.rstrip('”"')):
        return Role.SUBTITLE
    return None


def _titles(line: Line) -> list[Block]:
    """ "KẾ HOẠCH Thực hiện …" on one line is a kind and a subject."""
    match = _CAPITALS_FIRST.match(line.text)
    if match is None:
        return [Paragraph(without_bold(line.runs), Role.TITLE)]
    kind, subject = match.group(1).strip(), line.text[match.end() :]
    return [Paragraph((Run(kind),), Role.TITLE), Paragraph((Run(subject),), Role.SUBTITLE)]


def _body(line: Line, following: Line | None) -> Block:
    if line.shape is Shape.BULLET:
        return Bullets((line.runs,))
    if line.shape is Shape.CELLS:
        return Table((line.cells,))
    if _is_heading(line, following):
        # The rank is kept in `level` until all headings are known.
        return Heading(_RANK.get(line.shape, 3), without_bold(_whole(line)))
    if line.shape is Shape.PLAIN:
        return Paragraph(line.runs)
    return Clause(line.marker, line.runs, max(1, _RANK[line.shape] - 2))


def _is_heading(line: Line, following: Line | None) -> bool:
    text = line.text.rstrip()
    if line.shape in _ALWAYS_HEADING or line.hashed:
        return True
    if len(text) > _LONG_TITLE:
        return False
    if line.shape is Shape.PLAIN:
        return line.all_bold
    if line.all_bold or not _TERMINAL.search(text + ("" if not text.endswith(",") else ".")):
        return True
    opens = following is not None and following.shape in (Shape.PLAIN, Shape.BULLET)
    return opens and line.shape in (Shape.ARABIC, Shape.ARTICLE) and len(text) <= _SHORT_SENTENCE and text[-1] == "."


def _whole(line: Line) -> Runs:
    return (Run(line.marker + " "), *line.runs) if line.marker else line.runs


def _gather(blocks: Sequence[Block]) -> list[Block]:
    """Neighbouring bullets become one list, neighbouring rows one table."""
    gathered: list[Block] = []
    for block in blocks:
        last = gathered[-1] if gathered else None
        if isinstance(block, Bullets) and isinstance(last, Bullets):
            gathered[-1] = Bullets(last.entries + block.entries)
        elif isinstance(block, Table) and isinstance(last, Table):
            gathered[-1] = Table(last.rows + block.rows)
        else:
            gathered.append(block)
    return gathered


def _level(blocks: Sequence[Block]) -> list[Block]:
    """Turn ranks into levels without gaps: the highest kind of heading the document has is level 1."""
    ranks = sorted({block.level for block in blocks if isinstance(block, Heading)})
    return [
        Heading(min(ranks.index(block.level) + 1, 4), block.runs) if isinstance(block, Heading) else block
        for block in blocks
        if not isinstance(block, Paragraph) or text_of(block.runs).strip()
    ]
