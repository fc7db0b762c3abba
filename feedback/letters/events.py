"""What happens to letters to many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from core.outbox import Event


@dataclass(frozen=True)
class LettersToBeWritten(Event):
    """Cases of a run wait for their letter; `turn` counts the portions it is done in."""

    topic: ClassVar[str] = "feedback.letters_to_be_written"
    run_id: UUID
    turn: int = 1
