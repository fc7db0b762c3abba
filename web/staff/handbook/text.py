"""What the handbook is made of: a small part of Markdown, read into data, never into markup.

Known are `#`, `##`, paragraphs, `-` and `1.` lists, `>` for a warning, `**bold**`, `` `key` ``, `[words](page)`,
`![caption](picture)` alone on a line (a numbered list right below explains the numbers on the picture), and two of our
own: `{han 28}` is the term of that rule with its legal basis, `{can-cu 28}` the basis alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """What a stretch of text is."""

    PLAIN = "plain"
    STRONG = "strong"
    KEY = "key"
    LINK = "link"
    TERM = "term"
    BASIS = "basis"


class Shape(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    STEPS = "steps"
    WARNING = "warning"
    PICTURE = "picture"


class BadText(ValueError):
    """The text uses something that is not known here; the message names it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `target` is the page of a link or the id of a rule."""

    style: Style
    text: str
    target: str = ""


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a list or a picture; of a picture `name` is its file and `lines` explain its numbers."""

    shape: Shape
    lines: tuple[Line, ...] = ()
    name: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A page: its title and what stands below."""

    title: str
    blocks: tuple[Block, ...]

    def pictures(self) -> dict[str, int]:
        """The pictures it shows, each with how many numbers are explained."""
        return {block.name: len(block.lines) for block in self.blocks if block.shape is Shape.PICTURE}

    def pieces(self) -> Iterator[Piece]:
        """Every stretch of text."""
        for block in self.blocks:
            for line in block.lines:
                yield from line


_PIECE = re.compile(
    r"\*\*(?P<strong>[^*]+)\*\*|`(?P<key>[^`]+)`|\[(?P<link>[^\]]+)\]\((?P<page>[^)\s]+)\)"
    r"|\{han (?P<term>[\w.]+)\}|\{can-cu (?P<basis>[\w.]+)\}"
)
_PICTURE = re.compile(r"!\[(?P<caption>[^\]]+)\]\((?P<name>[a-z0-9-]+)\)")
_MARKS = {
    Shape.BULLETS: re.compile(r"-\s+"), Shape.STEPS: re.compile(r"\d+\.\s+"), Shape.WARNING: re.compile(r">\s?"),
}  # fmt: skip
_LEFT_OVER = re.compile(r"\*\*|`|\{\w|!\[|\]\(|^#|<\w")


def read(source: str) -> Text:
    """Read a page. Raises BadText when something in it would be shown raw."""
    head, _, rest = source.strip().partition("\n")
    if not head.startswith("# "):
        raise BadText(f"no title: {head}")
    blocks: list[Block] = []
    for chunk in re.split(r"\n\s*\n", rest.strip()):
        block = _block(chunk)
        if block.shape is Shape.STEPS and blocks and blocks[-1].shape is Shape.PICTURE and not blocks[-1].lines:
            blocks[-1] = Block(Shape.PICTURE, block.lines, blocks[-1].name, blocks[-1].caption)
        else:
            blocks.append(block)
    return Text(head[2:].strip(), tuple(blocks))


def line_of(source: str) -> Line:
    """The stretches of one line. Raises BadText."""
    pieces: list[Piece] = []
    at = 0
    for found in _PIECE.finditer(source):
        pieces += _plain(source[at : found.start()])
        pieces.append(_styled(found))
        at = found.end()
    return (*pieces, *_plain(source[at:]))


def _block(chunk: str) -> Block:
    if chunk.startswith("## "):
        return Block(Shape.HEADING, (line_of(_joined(chunk[3:])),))
    if picture := _PICTURE.fullmatch(chunk.strip()):
        return Block(Shape.PICTURE, (), picture["name"], picture["caption"])
    for shape, mark in _MARKS.items():
        if mark.match(chunk):
            entries = _entries(chunk, mark)
            joined = [" ".join(entries)] if shape is Shape.WARNING else entries
            return Block(shape, tuple(line_of(entry) for entry in joined))
    return Block(Shape.PARAGRAPH, (line_of(_joined(chunk)),))


def _entries(chunk: str, mark: re.Pattern[str]) -> list[str]:
    """The entries of a list; a line without its mark goes on with the entry above."""
    entries: list[str] = []
    for line in chunk.splitlines():
        if mark.match(line):
            entries.append(mark.sub("", line, count=1).strip())
        else:
            entries[-1] += f" {line.strip()}"
    return entries


def _joined(chunk: str) -> str:
    return " ".join(line.strip() for line in chunk.splitlines())


def _plain(text: str) -> list[Piece]:
    if _LEFT_OVER.search(text):
        raise BadText(text)
    return [Piece(Style.PLAIN, text)] if text else []


def _styled(found: re.Match[str]) -> Piece:
    if found["page"]:
        return Piece(Style.LINK, found["link"], found["page"])
    style = Style(found.lastgroup or "")
    if style in (Style.TERM, Style.BASIS):
        return Piece(style, "", found[style.value])
    return Piece(style, found[style.value])
