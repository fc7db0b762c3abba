"""What others may want to know. Ids only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from core.outbox import Event


@dataclass(frozen=True)
class TextReceived(Event):
    """A text message waits to be answered."""

    topic: ClassVar[str] = "feedback.text_received"
    text_id: UUID
