"""Where looked-for words stand in a text as it was written, diacritics and all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.text import fold

_WORD = re.compile(r"[^\W_]+")
_BEFORE, _AFTER = 40, 140


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `hit` when it is what was looked for."""

    text: str
    hit: bool


def highlight(text: str, phrases: Sequence[Sequence[str]]) -> list[Piece]:
    """The whole text in pieces, hits marked; a phrase of several words is one hit."""
    pieces: list[Piece] = []
    at = 0
    for start, end in _spans(text, phrases):
        if start > at:
            pieces.append(Piece(text[at:start], hit=False))
        pieces.append(Piece(text[start:end], hit=True))
        at = end
    return [*pieces, Piece(text[at:], hit=False)] if at < len(text) else pieces


def excerpt(text: str, phrases: Sequence[Sequence[str]]) -> list[Piece]:
    """What stands around the first hit, on one line; the beginning when there is none."""
    line = " ".join(text.split())
    spans = _spans(line, phrases)
    first = spans[0][0] if spans else 0
    start = line.rfind(" ", 0, first - _BEFORE) + 1 if first > _BEFORE else 0
    end = len(line) if start + _BEFORE + _AFTER >= len(line) else line.rfind(" ", start, start + _BEFORE + _AFTER)
    cut = line[start : end if end > start else start + _BEFORE + _AFTER]
    return highlight(("… " if start else "") + cut + (" …" if start + len(cut) < len(line) else ""), phrases)


def _spans(text: str, phrases: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Where the hits begin and end, in order, none over another."""
    words = [(fold(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]
    found: list[tuple[int, int]] = []
    for phrase in phrases:
        size = len(phrase)
        for place in range(len(words) - size + 1):
            if all(words[place + n][0] == word for n, word in enumerate(phrase)):
                found.append((words[place][1], words[place + size - 1][2]))
    return _apart(sorted(found))


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept
