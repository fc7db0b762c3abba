"""What looks private in a comment, and what is left of it when that is covered. Pure.

The rules are those of published answers (`casework.redaction_rules`). People at a counter type on telephones, so names
without capitals and digits from other keyboards are looked for too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from casework.labels import LABELS
from casework.redaction import Piece, Reason, Span, cover, joined, occurrences, uncovered
from casework.redaction_rules import suggest
from core.text import fold, words_of

# A line each of what is covered by hand.
MOST_PHRASES = 20
_TITLE = r"(?:ông|bà|anh|chị|cô|chú|bác|cậu|mợ|dì|thím|cụ|em|thầy|cán bộ|công chức|tên|tên là)"
_SURNAMES = frozenset(
    (  # noqa: SIM905 - read as a list of words
        "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dao doan trinh truong dinh lam luong "
        "thai chau ta phung quach nghiem giap tong kieu mac nong trieu"
    ).split()
)
# "cô nguyễn thị sáu": a title, then words of which the first is a surname.
_LOWER_NAME = re.compile(rf"(?<!\w){_TITLE}[ \t]+((?:[^\W\d_]+)(?:[ \t]+[^\W\d_]+){{0,3}})", re.IGNORECASE)
# Where a name in small letters ends: the words that go on with the sentence.
_GOES_ON = frozenset(
    (  # noqa: SIM905 - read as a list of words
        "o tai la lam noi bao cho da dang rat khong ma va voi de di ra vao cua quay ban phong xa huong dan nhiet "
        "tinh hach dich cuoi gat goi hoi tra loi hen nhan ky duoc bi cung con nay kia do ay chi moi luon hay can phai"
    ).split()
)
# "nhà số 8 ngõ Mít": what follows a number of a house and says where that is.
_STREET_ON = re.compile(
    r"[,\s]{1,3}(?:ngõ|ngách|hẻm|kiệt|đường|phố|thôn|xóm|bản|ấp|tổ|khu|xã|phường)\s+[^\s,.;]{1,20}"
    r"(?:\s+[^\W\d_a-zà-ỹ][^\s,.;]{0,20}){0,3}",
    re.IGNORECASE,
)
# As many digits as no date, sum or dossier number of a counter has.
_LONG_NUMBER = re.compile(r"(?<!\w)\d(?:[\s.\-]?\d){9,}(?!\w)")


def look_for(text: str) -> list[Span]:
    """Every place that looks private, in order, none overlapping."""
    plain = _one_for_one(text)
    found = [*suggest(plain), *_small_names(plain)]
    found += [Span(*match.span(), Reason.PRIVATE) for match in _LONG_NUMBER.finditer(plain)]
    return joined([_whole_address(plain, span) for span in found])


def spans_of(text: str, ticked: Iterable[Span], phrases: str) -> list[Span]:
    """What is to be covered: the places that were ticked, and wherever the words typed by hand stand."""
    size = len(text)
    kept = [span for span in ticked if 0 <= span.start < span.end <= size]
    by_hand = [line.strip() for line in phrases.splitlines() if line.strip()][:MOST_PHRASES]
    return joined([*kept, *(span for line in by_hand for span in occurrences(text, line, Reason.PRIVATE))])


def cut(text: str, spans: Iterable[Span]) -> list[Piece]:
    """The comment with its boxes."""
    return cover(text, spans)


def left_open(text: str, spans: Sequence[Span]) -> list[Span]:
    """What looks private and is not covered whole."""
    return uncovered(look_for(text), spans)


def in_words(pieces: Iterable[Piece]) -> str:
    """As it is read by others: a box says why, not what."""
    return "".join(piece.text if piece.reason is None else box_of(piece.reason) for piece in pieces)


def box_of(reason: Reason) -> str:
    """A covered place in words."""
    return f"[đã che: {LABELS[reason]}]"


def says_something(pieces: Iterable[Piece]) -> bool:
    """Whether any word is left to read."""
    return any(words_of(piece.text) for piece in pieces if piece.reason is None)


def _one_for_one(text: str) -> str:
    """The same letters in their plain form, as many of them: places found in it are places in the text."""
    plain = []
    for letter in text:
        form = unicodedata.normalize("NFKC", letter)
        if len(form) != 1:
            form = letter
        plain.append(str(unicodedata.digit(form)) if form.isdigit() and not form.isascii() else form)
    return "".join(plain)


def _whole_address(text: str, span: Span) -> Span:
    """A place with the street, the lane and the hamlet that are named behind it."""
    end = span.end
    while span.reason is Reason.ADDRESS and (more := _STREET_ON.match(text, end)):
        end = more.end()
    return Span(span.start, end, span.reason)


def _small_names(text: str) -> list[Span]:
    found = []
    for match in _LOWER_NAME.finditer(text):
        words = list(re.finditer(r"[^\W\d_]+", match.group(1)))
        if fold(words[0].group()) not in _SURNAMES:
            continue
        last = words[0]
        for word in words[1:]:
            if fold(word.group()) in _GOES_ON:
                break
            last = word
        if last is not words[0]:
            found.append(Span(match.start(1), match.start(1) + last.end(), Reason.NAME))
    return found
