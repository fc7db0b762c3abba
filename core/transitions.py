"""State machines as tables, checked for completeness when the module is imported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from core.errors import DomainError
from core.text import N_

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)


class TransitionNotAllowed(DomainError):
    """The record is not in a state from which this act is possible."""

    text = N_("Bước này không làm được ở trạng thái hiện tại.")


@dataclass(frozen=True)
class Machine(Generic[S, A]):
    """Which act leads from which state to which; whatever is not listed is refused.

    `states` and `acts`: a whole enumeration, or the members that this machine uses, in their order.
    """

    name: str
    states: Iterable[S]
    acts: Iterable[A]
    initial: S
    final: frozenset[S]
    table: Mapping[tuple[S, A], S]

    def __post_init__(self) -> None:
        """Refuse a table with an unreachable state, a dead end that is not final, or an act never used."""
        reached, frontier = {self.initial}, [self.initial]
        while frontier:
            state = frontier.pop()
            for (source, _), target in self.table.items():
                if source == state and target not in reached:
                    reached.add(target)
                    frontier.append(target)
        leaves = {source for source, _ in self.table}
        problems = [f"unreachable: {s}" for s in self.states if s not in reached]
        problems += [f"dead end: {s}" for s in self.states if s not in leaves and s not in self.final]
        problems += [f"act never used: {a}" for a in self.acts if a not in {act for _, act in self.table}]
        if problems:
            raise ValueError(f"state machine {self.name}: {'; '.join(problems)}")

    def target(self, state: S, act: A) -> S:
        """The state an act leads to. Raises TransitionNotAllowed."""
        try:
            return self.table[(state, act)]
        except KeyError:
            raise TransitionNotAllowed(state=state, act=act) from None

    def allows(self, state: S, act: A) -> bool:
        """Whether the act is possible in the state."""
        return (state, act) in self.table

    def acts_from(self, state: S) -> Iterable[A]:
        """The acts possible in a state, in their order."""
        return [act for act in self.acts if (state, act) in self.table]
