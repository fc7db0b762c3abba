"""What may be told of a counted year, and when it may be told anew. Pure.

Three ways lead from a sum back to a case, and each is closed here. A small sum is one. Who knows one place's number
(its leader signs the commune's report) subtracts it: so a figure counts as small by what is left without the place that
has most of it. And parts of a told sum give the missing part away: so the three findings are told together or not at
all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.denunciations.limits import Limits
from reports.denunciations.states import Telling

FINDINGS = ("found_right", "found_partly", "found_wrong")
CELLS = ("received", "concluded", *FINDINGS)


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of one place in one year."""

    received: int = 0
    concluded: int = 0
    found_right: int = 0
    found_partly: int = 0
    found_wrong: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """A province's year: how many communes had an open desk, and the figures of each place that has any."""

    communes: int
    by_place: tuple[Counts, ...] = ()

    def total(self, cell: str) -> int:
        """The sum of the province."""
        return sum(self._all(cell))

    def rest(self, cell: str) -> int:
        """What is left of it for whoever knows the number of the place with most."""
        return self.total(cell) - max(self._all(cell), default=0)

    def _all(self, cell: str) -> list[int]:
        return [getattr(one, cell) for one in self.by_place]


@dataclass(frozen=True, slots=True)
class Told:
    """What the public is told; None: too few. `fewest`: the smallest figure that would have been told."""

    telling: Telling
    fewest: int
    received: int | None = None
    concluded: int | None = None
    found_right: int | None = None
    found_partly: int | None = None
    found_wrong: int | None = None

    def figure(self, cell: str) -> int | None:
        """One of the figures by its name."""
        found: int | None = getattr(self, cell)
        return found


def tell(counted: Counted, limits: Limits) -> Told:
    """What may be told of a year."""
    if counted.communes < limits.places:
        return Told(Telling.FEW_PLACES, limits.fewest)
    shown = {cell: counted.total(cell) if counted.rest(cell) >= limits.fewest else None for cell in CELLS}
    if any(shown[cell] is None for cell in FINDINGS):
        shown |= dict.fromkeys(FINDINGS)
    return Told(Telling.TOLD, limits.fewest, **shown)


def may_amend(counted: Counted, before: Sequence[Told], limits: Limits) -> bool:
    """Whether a new edition may follow these, oldest first: it says something else than the last, and each of its
    figures is either the same as in every earlier one or far enough from it.

    A year that was not told stays so, and a figure that was told is never taken back: both would tell of a few cases.
    """
    now = tell(counted, limits)
    if any(one.telling is not Telling.TOLD for one in (now, *before)):
        return False
    if not any(now.figure(cell) != before[-1].figure(cell) for cell in CELLS):
        return False
    return all(_far_enough(counted, now, one, cell, limits) for one in before for cell in CELLS)


def _far_enough(counted: Counted, now: Told, before: Told, cell: str, limits: Limits) -> bool:
    new, old = now.figure(cell), before.figure(cell)
    if new == old:
        return True
    if new is None:
        return False
    if old is None:  # it may have been as much as the largest figure that is not told
        return counted.rest(cell) >= before.fewest - 1 + limits.change
    return abs(new - old) >= limits.change
