"""What people write to rate by text message: "K7Q4M2 5", however it is spaced, in words or in digits. Pure.

The counter's code has six symbols, that of a dossier slip fifteen: what is left beside them is the rating. A message
that holds neither code nor keyword is none of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from core.ids import ALPHABET
from core.text import fold
from surveys.forms import HIGHEST

LONGEST = 300
POINT, SLIP = 6, 15
# With the counter's code, the slip's, or both in this order.
_LENGTHS = (POINT, SLIP, POINT + SLIP)
_KEYWORDS = frozenset({("dg",), ("ks",), ("danh", "gia"), ("khao", "sat")})
# What people put around it. Letters that make up codes all the same never stand here alone with six symbols.
_AROUND = frozenset(
    (  # noqa: SIM905 - read as a list of words
        "dg ks danh gia khao sat quay so ma diem cham muc toi em chau ba con xin cho la va voi bang chon hom nay o tai "
        "nguoi giay hen"
    ).split()
)
# The longest first: "rất không hài lòng" holds "hài lòng", and that holds "hai".
_SCORES: tuple[tuple[tuple[str, ...], int], ...] = (
    (("rat", "khong", "hai", "long"), 1), (("rat", "khong", "vua", "long"), 1),
    (("khong", "hai", "long"), 2), (("khong", "vua", "long"), 2), (("chua", "hai", "long"), 2),
    (("rat", "hai", "long"), 5), (("rat", "vua", "long"), 5), (("binh", "thuong"), 3),
    (("hai", "long"), 4), (("vua", "long"), 4),
    (("mot",), 1), (("hai",), 2), (("ba",), 3), (("bon",), 4), (("tu",), 4), (("nam",), 5),
)  # fmt: skip
# More digits than this are no slip of a finger but another number.
_MOST_DIGITS = 4
_TOKEN = re.compile(r"[0-9a-z]+")
_SYMBOLS = frozenset(ALPHABET)
_TRACE = re.compile(r"^\W*tra\b")


@dataclass(frozen=True, slots=True)
class TextedRating:
    """What a message says: the code of a counter, that of a slip, and the one number given, else None.

    Without a code the sender used our keyword but nothing that we can read.
    """

    point: str = ""
    slip: str = ""
    score: int | None = None


def read_rating(text: str) -> TextedRating | None:
    """The rating of a message, as far as it can be read; None when it is about something else."""
    folded = fold(text[:LONGEST])
    if _TRACE.match(folded):
        return None  # somebody asks for a petition
    tokens = _TOKEN.findall(folded)
    ours = tuple(tokens[:1]) in _KEYWORDS or tuple(tokens[:2]) in _KEYWORDS
    readings = [(rating, said) for rating, said in _readings(tokens) if said]
    if readings:
        # What can be read to the end goes before what leaves several numbers over.
        return next((rating for rating, _ in readings if rating.score is not None), readings[0][0])
    bare = _codes("".join(token for token in tokens if token not in _AROUND))
    if ours:
        return TextedRating(*(bare or ("", "")))
    # A code alone is one that a person copied: with a digit in it, for six letters may be a word.
    return TextedRating(*bare) if bare and any(c.isdigit() for c in "".join(bare)) else None


def _readings(tokens: Sequence[str]) -> Iterator[tuple[TextedRating, Sequence[int]]]:
    """Each way to part the tokens into codes and numbers."""
    for start, end, score in _scores(tokens):
        rest = [*tokens[:start], *tokens[end:]]
        codes = _codes("".join(token for token in rest if token not in _AROUND))
        if codes:
            yield TextedRating(*codes, score), (score,)
    for code, left in _glued([token for token in tokens if token not in _AROUND]):
        codes = _codes(code)
        if codes and left.isdigit() and len(left) <= _MOST_DIGITS and not code.isdigit():
            numbers = [int(digit) for digit in left]
            yield TextedRating(*codes, numbers[0] if _is_score(left) else None), numbers


def _glued(tokens: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Codes that end with a token, or within one that holds letters ("k7q4m25"), and what is left behind them."""
    joined, ends = "".join(tokens), list(accumulate(map(len, tokens)))
    for start, end, token in zip([0, *ends], ends, tokens, strict=False):
        for length in sorted(_LENGTHS, reverse=True):
            if length == end or (start < length < end and not token.isdigit()):
                yield joined[:length], joined[length:]


def _scores(tokens: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Where a number or its words may stand, the longest words first."""
    for words, score in _SCORES:
        for start in range(len(tokens) - len(words) + 1):
            if tuple(tokens[start : start + len(words)]) == words:
                yield start, start + len(words), score
    # The last digit first: a spaced code may hold one too.
    for start in reversed(range(len(tokens))):
        if _is_score(tokens[start]):
            yield start, start + 1, int(tokens[start])


def _is_score(text: str) -> bool:
    return len(text) == 1 and text in "12345"[:HIGHEST]


def _codes(joined: str) -> tuple[str, str] | None:
    """The code of the counter and that of the slip, where the symbols are as many; else None."""
    symbols = joined.upper()
    # Six letters that are no symbols of ours are a word; with a digit it is a code that was copied wrong.
    if len(symbols) not in _LENGTHS or not (set(symbols) <= _SYMBOLS or any(c.isdigit() for c in symbols)):
        return None
    if len(symbols) == SLIP:
        return "", symbols
    return symbols[:POINT], symbols[POINT:]
