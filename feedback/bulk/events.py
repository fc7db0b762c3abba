"""What happens to batches of lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from core.outbox import Event


@dataclass(frozen=True)
class BatchToBeSaved(Event):
    """Lines of a batch wait to become petitions; `turn` counts the portions it is done in."""

    topic: ClassVar[str] = "feedback.bulk.batch_to_be_saved"
    batch_id: UUID
    turn: int = 1
