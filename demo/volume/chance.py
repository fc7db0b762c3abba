"""Drawing by chance, and ids, made by the million: weights are added up once, clocks are read once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar
from uuid import UUID

from core.ids import uuid7

T = TypeVar("T")
_RANDOM_BITS, _PLACE_BITS = 62, 32


class Mix(Generic[T]):
    """Values and how often each comes."""

    def __init__(self, shares: Mapping[T, float]) -> None:
        self._values = list(shares)
        *self._bounds, self._whole = accumulate(shares.values())

    def pick(self, rng: Random) -> T:
        """One of them."""
        return self._values[bisect_right(self._bounds, rng.random() * self._whole)]


class RisingIds:
    """Time-ordered ids (RFC 9562 version 7), all of one moment and told apart by a counter before their random part."""

    def __init__(self, rng: Random) -> None:
        self._rng, self._head, self._place = rng, uuid7().int >> _RANDOM_BITS << _RANDOM_BITS, 0

    def __call__(self) -> UUID:
        """The next one."""
        self._place += 1
        rest = _RANDOM_BITS - _PLACE_BITS
        return UUID(int=self._head | self._place << rest | self._rng.getrandbits(rest))


def rising_id(rng: Random, place: int, count: int) -> UUID:
    """A random id (version 4) that lies after those of all earlier places: indexes then grow at their end."""
    head = int((place + rng.random()) / count * (1 << 48))
    return UUID(int=min(head, (1 << 48) - 1) << 80 | rng.getrandbits(80), version=4)


def spread(total: int, places: int) -> Iterator[int]:
    """How many of a total fall to each place, the first ones most; they add up."""
    weights = [1 / (place + 5) for place in range(places)]
    given, whole = 0.0, sum(weights)
    for weight in weights:
        before = round(given / whole * total)
        given += weight
        yield round(given / whole * total) - before
