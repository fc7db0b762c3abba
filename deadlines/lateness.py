"""How late things are, told without telling whose: ages in groups that are never small. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.clock import start_of_day

FEWEST = 5  # law sheet §9.9: a smaller group could point at a person
FIRST_DAYS = (1, 6, 16, 31, 91)  # where the groups begin, in days overdue


@dataclass(frozen=True, slots=True)
class AgeGroup:
    """So many between these days overdue; `last` None: and older."""

    first: int
    last: int | None
    count: int


def age_edges(today: date) -> tuple[datetime, ...]:
    """For each group but the first: what was due before this moment is at least as late as the group begins."""
    return tuple(start_of_day(today - timedelta(days=first - 1)) for first in FIRST_DAYS[1:])


def age_groups(counts: Sequence[int]) -> list[AgeGroup]:
    """Counts by `FIRST_DAYS` as groups of at least FEWEST each, neighbours joined; none when all together are fewer."""
    groups: list[AgeGroup] = []
    first, waiting = FIRST_DAYS[0], 0
    for place, count in enumerate(counts):
        waiting += count
        if waiting >= FEWEST:
            groups.append(AgeGroup(first, _last(place), waiting))
            first, waiting = _after(place), 0
    if not groups:
        return []
    if waiting:  # too few to stand alone: they join the group before them
        before = groups.pop()
        groups.append(AgeGroup(before.first, None, before.count + waiting))
    return groups


def _last(place: int) -> int | None:
    return FIRST_DAYS[place + 1] - 1 if place + 1 < len(FIRST_DAYS) else None


def _after(place: int) -> int:
    return FIRST_DAYS[min(place + 1, len(FIRST_DAYS) - 1)]
