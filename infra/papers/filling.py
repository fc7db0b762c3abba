"""Fields put into a template. No language is run: a field is a name, and a line may go when it has nothing to say.

`{{ten}}` becomes the value, dots when there is none. A paragraph holding `{{?ten}}` goes when there is none. A value of
several lines in a paragraph of its own becomes as many paragraphs; elsewhere its lines are broken.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from lxml import etree

from core.papers import BLANK, BLANK_LINE, PaperStamp
from core.text import clean
from infra.papers.package import CORE, DOCUMENT, cached_parts, core_properties, parse, to_xml, w, write_parts

FIELD = re.compile(r"\{\{\s*(\??)\s*([a-z][a-z0-9_]*)\s*\}\}")
_P, _R, _T, _TC, _BR = w("p"), w("r"), w("t"), w("tc"), w("br")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def texts_of(name: str) -> bool:
    """Whether a part of the package holds words people read."""
    return name == DOCUMENT or (name.startswith(("word/header", "word/footer")) and name.endswith(".xml"))


def fill(template: bytes, values: Mapping[str, str], stamp: PaperStamp) -> bytes:
    """The filled document, with core properties of its own."""
    cleaned = {name: clean(value) for name, value in values.items()}
    parts = dict(cached_parts(template))
    for name, tree in _prepared(template).items():
        root = copy.deepcopy(tree)
        for paragraph in list(root.iter(_P)):
            _fill_paragraph(paragraph, cleaned)
        parts[name] = to_xml(root)
    parts[CORE] = core_properties(stamp)
    return write_parts(parts)


def fields_in(parts: Mapping[str, bytes]) -> Sequence[str]:
    """The names of the fields a template uses, each once, in order."""
    found: dict[str, None] = {}
    for name in filter(texts_of, parts):
        for paragraph in parse(parts[name]).iter(_P):
            found.update(dict.fromkeys(match[2] for match in FIELD.finditer(_words(paragraph))))
    return tuple(found)


@lru_cache(maxsize=64)
def _prepared(template: bytes) -> Mapping[str, etree._Element]:
    """The trees of a template, every field whole in one piece of text: Word splits words where it likes."""
    trees = {name: parse(data) for name, data in cached_parts(template).items() if texts_of(name)}
    for root in trees.values():
        for paragraph in root.iter(_P):
            _join_fields(paragraph)
    return trees


def own_texts(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The pieces of text of a paragraph itself, not of one inside it (a text box)."""
    for text in paragraph.iter(_T):
        if next(text.iterancestors(_P), None) is paragraph:
            yield text


def _words(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in own_texts(paragraph))


def _join_fields(paragraph: etree._Element) -> None:
    """Move every field wholly into the piece of text it begins in."""
    pieces = list(own_texts(paragraph))
    owners: list[int] = [index for index, piece in enumerate(pieces) for _ in piece.text or ""]
    words = "".join(piece.text or "" for piece in pieces)
    for match in FIELD.finditer(words):
        owners[match.start() : match.end()] = [owners[match.start()]] * len(match[0])
    for index, piece in enumerate(pieces):
        piece.text = "".join(letter for letter, owner in zip(words, owners, strict=True) if owner == index)
        piece.set(_SPACE, "preserve")


def _fill_paragraph(paragraph: etree._Element, values: Mapping[str, str]) -> None:
    words = _words(paragraph)
    fields = list(FIELD.finditer(words))
    if not fields:
        return
    if any(field[1] and not values.get(field[2]) for field in fields):
        _drop(paragraph)
        return
    alone = len(fields) == 1 and fields[0][0] == words.strip()
    lines = values.get(fields[0][2], "").split("\n") if alone else []
    if len(lines) > 1:
        _repeat(paragraph, [line for line in lines if line.strip()])
        return
    # A line of dots to write on; in a cell it would run over the other.
    blank = BLANK_LINE if alone and next(paragraph.iterancestors(_TC), None) is None else BLANK
    for text in own_texts(paragraph):
        text.text = FIELD.sub(lambda field: values.get(field[2]) or blank, text.text or "")
        _break_lines(text)


def _drop(paragraph: etree._Element) -> None:
    """Take a paragraph out; the last one of a cell stays, empty, or Word calls the file damaged."""
    parent = paragraph.getparent()
    if parent is None:
        return
    if parent.tag == _TC and sum(child.tag == _P for child in parent) == 1:
        for run in [child for child in paragraph if child.tag == _R]:
            paragraph.remove(run)
        return
    parent.remove(paragraph)


def _repeat(paragraph: etree._Element, lines: Sequence[str]) -> None:
    """One paragraph a line, each like the one the field stood in; only the last stays with what comes next."""
    for number, line in enumerate(lines, 1):
        again = copy.deepcopy(paragraph)
        kept = again.find(f"{w('pPr')}/{w('keepNext')}")
        if kept is not None and number < len(lines):
            kept.getparent().remove(kept)
        for text in again.iter(_T):
            text.text = _with(text.text or "", line)
        paragraph.addprevious(again)
    _drop(paragraph)


def _with(text: str, line: str) -> str:
    return FIELD.sub(lambda _: line, text)


def _break_lines(text: etree._Element) -> None:
    first, *others = (text.text or "").split("\n")
    text.text = first
    after = text
    for line in others:
        broken, piece = etree.Element(_BR), etree.Element(_T)
        piece.text = line
        piece.set(_SPACE, "preserve")
        after.addnext(broken)
        broken.addnext(piece)
        after = piece
