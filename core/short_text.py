"""Texts that must go into one text message."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# What one message holds: plain letters, or any letters (UCS-2).
PLAIN, MARKED = 160, 70
_D = str.maketrans("đĐ–—“”‘’…·", "dD--\"\"''.-")


def plain(text: str) -> str:
    """The same words in plain ASCII letters, capitals kept ("Đường" → "Duong")."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(bare.translate(_D).encode("ascii", "ignore").decode().split())


def one_message(candidates: Iterable[str]) -> str:
    """The first text that fits into one message: with its marks in 70 letters, or without them in 160.

    Give the fullest first. When none fits the last is cut: a second message would cost a second time.
    """
    text = ""
    for text in candidates:
        if len(text) <= MARKED:
            return text
        if len(plain(text)) <= PLAIN:
            return plain(text)
    return plain(text)[:PLAIN]
