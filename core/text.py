"""Text without diacritics for searching, and the marker for texts the edge translates."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")


class _Bare(dict[int, str]):
    """Each character without its marks, worked out once: petitions are folded by the million."""

    def __missing__(self, code: int) -> str:
        bare = "".join(c for c in unicodedata.normalize("NFD", chr(code)) if not unicodedata.combining(c))
        return self.setdefault(code, bare.replace("đ", "d"))


_BARE = _Bare()


def N_(text: str) -> str:
    """Mark a Vietnamese source text for the catalogue; the web layer translates it when shown."""
    return text


def fold(text: str) -> str:
    """Lower case without diacritics ("Đường" → "duong"), one space between words.

    NFD, marks dropped, đ→d: the one folding for writing and for searching, so that both databases agree.
    """
    return _SPACES.sub(" ", text.lower().translate(_BARE)).strip()


_WORD = re.compile(r"[^\W_]+")
# PostgreSQL refuses words of more than 2,046 bytes, four a character at most: without a limit whoever types letters
# without a space would make a petition that nobody can take in.
LONGEST_WORD = 500


def words_of(text: str) -> list[str]:
    """The folded words of a text in their order: what full-text indexes hold and what is looked up in them."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(fold(text))]


def slug(text: str) -> str:
    """ASCII kebab-case of a Vietnamese text, for addresses and file names."""
    return _NOT_WORD.sub("-", fold(text)).strip("-")


def clean(text: str) -> str:
    """Normalise typed text: NFC, no control characters, trimmed; line breaks are kept as LF."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c for c in composed if c in "\n\t" or unicodedata.category(c)[0] != "C").strip()
