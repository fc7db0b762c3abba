"""What stands beside a figure: late ones and text messages in it, suspect and left-out ones outside it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from surveys.states import MonthPart
from surveys.statistics import Tally, without

NOTHING = Tally()


@dataclass(frozen=True, slots=True)
class Apart:
    """How many of which kind, as far as they are told; nothing where too few are of a kind."""

    late: Tally = NOTHING
    sms: Tally = NOTHING
    suspect: Tally = NOTHING
    excluded: Tally = NOTHING

    def __add__(self, other: Apart) -> Apart:
        """Both together."""
        return Apart(
            self.late + other.late, self.sms + other.sms, self.suspect + other.suspect, self.excluded + other.excluded
        )

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.late.n or self.sms.n or self.suspect.n or self.excluded.n)

    def without_late(self, figure: Tally) -> Tally:
        """The figure as it would be without what came late."""
        return without(figure, self.late)

    def with_suspect(self, figure: Tally) -> Tally:
        """The figure as it would be with the suspect ones in it."""
        return figure + self.suspect

    def with_all(self, figure: Tally) -> Tally:
        """The figure as it would be with all that was ever given."""
        return figure + self.suspect + self.excluded


def apart_of(parts: Mapping[MonthPart, Tally]) -> Apart:
    """From parts by name."""
    return Apart(**{part.value: tally for part, tally in parts.items()})


def all_apart(parts: Iterable[Apart]) -> Apart:
    """All of them together."""
    whole = Apart()
    for one in parts:
        whole = whole + one
    return whole
