"""Covering parts of a text: spans with a reason, what is left of it, and what looks like something still to cover.

What lies under a box leaves with it: a covered part is a reason without the words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.text import fold


class Reason(StrEnum):
    """Why something is covered: all that the public learns of it."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    IDENTITY = "identity"  # số căn cước, chứng minh, hộ chiếu
    ACCOUNT = "account"
    ADDRESS = "address"
    PLOT = "plot"  # thửa, tờ bản đồ, số giấy chứng nhận
    PLATE = "plate"
    BIRTH = "birth"
    PRIVATE = "private"  # by hand, and whatever was left with the case: it does not say whose


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start` up to `end`, and why."""

    start: int
    end: int
    reason: Reason

    def meets(self, other: Span) -> bool:
        """Whether the two share a letter."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text as it is published: words, or a box with its reason and no words."""

    text: str
    reason: Reason | None = None


def joined(spans: Iterable[Span]) -> list[Span]:
    """In their order, overlapping ones made one; the earlier one's reason stays."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if kept and span.start < kept[-1].end:
            last = kept.pop()
            kept.append(Span(last.start, max(last.end, span.end), last.reason))
        else:
            kept.append(span)
    return kept


def cover(text: str, spans: Iterable[Span]) -> list[Piece]:
    """The text with its boxes. Nothing of what a span covers is in what comes back."""
    pieces, place = [], 0
    for span in joined(spans):
        if text[place : span.start]:
            pieces.append(Piece(text[place : span.start]))
        pieces.append(Piece("", span.reason))
        place = max(place, span.end)
    return [*pieces, Piece(text[place:])] if text[place:] else pieces


def occurrences(text: str, phrase: str, reason: Reason) -> list[Span]:
    """Wherever the words stand in the text, with diacritics or without, small or large."""
    wanted = fold(phrase)
    if not wanted:
        return []
    folded, places = _folded(text)
    found, at = [], folded.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if _whole(folded, at, end):
            found.append(Span(places[at], places[end - 1] + 1, reason))
        at = folded.find(wanted, at + 1)
    return found


def plain(pieces: Iterable[Piece]) -> str:
    """What is left: for the index of words, which must not join what stood on either side of a box."""
    return " \n ".join(piece.text for piece in pieces if piece.reason is None)


def count(pieces: Iterable[Piece]) -> Mapping[Reason, int]:
    """How many boxes there are of each reason."""
    counts: dict[Reason, int] = {}
    for piece in pieces:
        if piece.reason is not None:
            counts[piece.reason] = counts.get(piece.reason, 0) + 1
    return counts


def dump(pieces: Sequence[Piece]) -> list[list[str]]:
    """For a JSON column."""
    return [[piece.text] if piece.reason is None else ["", piece.reason.value] for piece in pieces]


def load(kept: Iterable[Sequence[Any]]) -> list[Piece]:
    """From a JSON column."""
    return [Piece("", Reason(one[1])) if len(one) > 1 else Piece(one[0]) for one in kept]


def uncovered(found: Iterable[Span], spans: Collection[Span]) -> list[Span]:
    """What was found and no span covers whole: shown to whoever approves."""
    return [one for one in found if not any(span.start <= one.start and one.end <= span.end for span in spans)]


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text, and where each of its letters came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        bare = " " if letter.isspace() else fold(letter)
        if bare == " " and letters and letters[-1] == " ":
            continue
        for one in bare:
            letters.append(one)
            places.append(place)
    return "".join(letters), places


def _whole(folded: str, at: int, end: int) -> bool:
    """Not the middle of a word: a hand that covers "An" does not cover a part of "Anh"."""
    before = at > 0 and folded[at - 1].isalnum() and folded[at].isalnum()
    after = end < len(folded) and folded[end].isalnum() and folded[end - 1].isalnum()
    return not before and not after
