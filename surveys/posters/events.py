"""What the printing of posters asks of the background."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from core.outbox import Event


@dataclass(frozen=True)
class PostersToBeDrawn(Event):
    """Draw the next part of a printing; `turn` counts the parts, so that no two messages are the same."""

    topic: ClassVar[str] = "surveys.posters.draw"
    run_id: UUID
    turn: int = 1
