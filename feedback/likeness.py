"""How alike two petitions are: where they speak of weighs more than how they say it. Pure.

Two broken lamps in two lanes read almost the same; one broken lamp is told in many words. So the place decides, and the
text only orders what lies at the same place.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from core.text import fold

# From here on it may be the same matter: the same hamlet and some words in common, or a place told alike.
ALIKE = 0.6
_HAMLET, _PLACE, _TEXT = 0.45, 0.2, 0.35
# Folded paraphrases share about half of their trigrams; more says nothing more.
_PARAPHRASE = 0.45
_GRAM = 3


@dataclass(frozen=True, slots=True)
class Described:
    """Where and what."""

    hamlet_id: UUID | None
    place: str
    text: str


def likeness(one: Described, other: Described) -> float:
    """From 0 (nothing in common) to 1 (the same place, the same words)."""
    hamlet = float(one.hamlet_id is not None and one.hamlet_id == other.hamlet_id)
    text = min(shared(one.text, other.text) / _PARAPHRASE, 1.0)
    return _HAMLET * hamlet + _PLACE * shared(one.place, other.place) + _TEXT * text


def shared(one: str, other: str) -> float:
    """The share of three-letter runs two texts have in common, without diacritics; 0 when either says nothing."""
    left, right = _grams(one), _grams(other)
    if not left or not right:
        return 0.0
    return len(left & right) / len(left | right)


def _grams(text: str) -> set[str]:
    plain = fold(text)
    return {plain[at : at + _GRAM] for at in range(len(plain) - _GRAM + 1)}
