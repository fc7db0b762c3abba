"""What a policy answers: yes, or no and why."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import Forbidden


@dataclass(frozen=True, slots=True)
class Decision:
    """`reason` is a Vietnamese source sentence (marked with N_), empty when allowed."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        """Whether it is allowed."""
        return self.allowed

    def demand(self) -> None:
        """Raise Forbidden unless allowed."""
        if not self.allowed:
            raise Forbidden


YES = Decision(True)


def no(reason: str) -> Decision:
    """Refused, for that reason."""
    return Decision(False, reason)
