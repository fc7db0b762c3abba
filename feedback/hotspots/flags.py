"""Which flags a petition raises. Pure: facts and limits in, reasons out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from feedback.hotspots.states import FLAG_OF, Flag, Limit, Reason

Limits = Mapping[Limit, int]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is counted of one petition. `neighbours`: petitions of the same place and field, itself among them;
    `times`: how often the same sender wrote of it, this petition among them.
    """

    signers: int = 0
    senders: int = 1
    days_open: int = 0
    second_instance: bool = False
    handed_down: bool = False
    passed_up: bool = False
    neighbours: int = 1
    times: int = 1
    reopened: bool = False


@dataclass(frozen=True, slots=True)
class Raised:
    """A flag with its reason; `number` is what was counted (0: nothing to count), `weeks` in which time."""

    reason: Reason
    number: int = 0
    weeks: int = 0

    @property
    def flag(self) -> Flag:
        """Under which flag the reason stands."""
        return FLAG_OF[self.reason]


def raised_by(facts: Facts, limits: Limits) -> tuple[Raised, ...]:
    """Every reason that holds, in the order of the enumeration; empty: no hot spot."""
    holds: dict[Reason, Raised | None] = {
        Reason.SIGNERS: _from(Reason.SIGNERS, facts.signers, limits[Limit.PEOPLE]),
        Reason.SENDERS: _from(Reason.SENDERS, facts.senders, limits[Limit.PEOPLE]),
        Reason.DAYS: _from(Reason.DAYS, facts.days_open, limits[Limit.DAYS_OPEN]),
        Reason.SECOND_INSTANCE: Raised(Reason.SECOND_INSTANCE) if facts.second_instance else None,
        Reason.HANDED_DOWN: Raised(Reason.HANDED_DOWN) if facts.handed_down else None,
        Reason.PASSED_UP: Raised(Reason.PASSED_UP) if facts.passed_up else None,
        Reason.NEIGHBOURS: _from(
            Reason.NEIGHBOURS, facts.neighbours, limits[Limit.NEIGHBOURS], weeks=limits[Limit.WEEKS]
        ),
        Reason.SAME_SENDER: _from(Reason.SAME_SENDER, facts.times, limits[Limit.TIMES]),
        Reason.REOPENED: Raised(Reason.REOPENED) if facts.reopened else None,
    }
    return tuple(found for found in holds.values() if found is not None)


def _from(reason: Reason, number: int, limit: int, *, weeks: int = 0) -> Raised | None:
    return Raised(reason, number, weeks) if number >= limit else None
