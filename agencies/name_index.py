"""The names of all units in memory: finds a unit by any part of its new or old name, without diacritics.

Immutable once built. Fourteen thousand names are a few megabytes, one search takes about a millisecond, and both
databases give the same answers (docs/adr/0101).
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from uuid import UUID

from agencies.naming import lower_kind
from agencies.states import AgencyKind, SuccessionHow
from core.text import fold

_WORD = re.compile(r"[0-9a-z]+")
# What people write in front of a name. Dropped when nothing is found with it: the kind may have changed since.
_KIND_WORDS = frozenset(
    {
        "x", "xa", "p", "phuong", "tt", "thi", "tran", "tx", "tp", "thanh", "pho", "h", "huyen", "q", "quan", "tinh",
        "dac", "khu", "thon", "ap", "to", "dan",
    }
)  # fmt: skip
_MAX_WORDS = 8


@dataclass(frozen=True, slots=True)
class FormerName:
    """What a unit, or a share of it, was called before."""

    name: str
    district: str
    province: str
    how: SuccessionHow


@dataclass(frozen=True, slots=True)
class UnitHit:
    """A unit of today that answers to the searched name; `former` when it was found by an old one."""

    agency_id: UUID
    code: str
    kind: AgencyKind
    name: str
    province_name: str
    is_open: bool
    path: str
    former: FormerName | None = None

    @property
    def label(self) -> str:
        """The unit's name with its province."""
        return self.name if self.kind is AgencyKind.PROVINCE else f"{self.name}, {lower_kind(self.province_name)}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One name under which a unit can be found. `bare` is the name without its kind."""

    hit: UnitHit
    name: str
    bare: str
    context: str

    @property
    def standing(self) -> tuple[int, bool, str]:
        """Which of two names that match equally well comes first: today's, then whole, main part, part."""
        former = self.hit.former
        order = (SuccessionHow.WHOLE, SuccessionHow.MAIN, SuccessionHow.PART)
        return (1 + order.index(former.how) if former else 0, not self.hit.is_open, self.hit.label)


def words(text: str) -> tuple[str, ...]:
    """The searchable words of a text."""
    return tuple(_WORD.findall(fold(text)))


class _Postings:
    """Which entries hold a word that begins like this. Packed: sets would weigh ten times as much."""

    def __init__(self, texts: Iterable[Iterable[str]]) -> None:
        found: dict[str, array[int]] = {}
        for number, text in enumerate(texts):
            for word in text:
                found.setdefault(word, array("H")).append(number)
        self._words = sorted(found)
        self._entries = [found[word] for word in self._words]

    def beginning_with(self, prefix: str) -> set[int]:
        start = bisect_left(self._words, prefix)
        end = bisect_left(self._words, prefix + "\x7f", lo=start)
        return set().union(*self._entries[start:end])


class NameIndex:
    """Built once from the database, then only read."""

    def __init__(self, mark: UUID | None, entries: Iterable[Entry]) -> None:
        self.mark = mark
        self._entries: Sequence[Entry] = sorted(entries, key=lambda entry: entry.standing)
        fold_once = lru_cache(maxsize=None)(words)  # districts and provinces stand beside many names
        self._bare = [" ".join(fold_once(entry.bare)) for entry in self._entries]
        self._names = _Postings(fold_once(f"{entry.name} {entry.hit.code}") for entry in self._entries)
        self._around = _Postings(fold_once(entry.context) for entry in self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def search(self, text: str, *, limit: int) -> tuple[UnitHit, ...]:
        """The best hits, one a unit; the words may come in any order and each may be cut short."""
        query = list(words(text)[:_MAX_WORDS])
        if sum(map(len, query)) < 2:
            return ()
        found = self._matching(query, limit)
        if not found:
            bare = [word for word in query if word not in _KIND_WORDS]
            found = self._matching(bare, limit) if bare and bare != query else []
        return tuple(self._entries[number].hit for number in found)

    def _matching(self, query: list[str], limit: int) -> list[int]:
        named = [self._names.beginning_with(word) for word in query]
        in_name = set.intersection(*named)
        found = self._best(in_name, query, limit)
        if len(found) < limit:
            anywhere = (self._around.beginning_with(word) | by_name for word, by_name in zip(query, named, strict=True))
            found += self._best(set.intersection(*anywhere) - in_name, query, limit)
        return self._one_a_unit(found, limit)

    def _best(self, numbers: Iterable[int], query: list[str], limit: int) -> list[int]:
        whole = " ".join(query)
        bare = " ".join(word for i, word in enumerate(query) if i or word not in _KIND_WORDS) or whole

        def rank(number: int) -> tuple[int, int]:
            name = f" {self._bare[number]} "
            if name in (f" {whole} ", f" {bare} "):
                return 0, number
            if name.startswith((f" {whole} ", f" {bare} ")):
                return 1, number
            return (2 if name.startswith((f" {whole}", f" {bare}")) else 3 if f" {whole}" in name else 4), number

        # A unit may answer to many names; ask for more than are shown, so that enough units remain.
        return nsmallest(limit * 8, numbers, key=rank)

    def _one_a_unit(self, numbers: Iterable[int], limit: int) -> list[int]:
        first: dict[UUID, int] = {}
        for number in numbers:
            first.setdefault(self._entries[number].hit.agency_id, number)
            if len(first) == limit:
                break
        return list(first.values())
