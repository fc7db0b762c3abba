"""What clocks tell the rest of the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from core.outbox import Event


@dataclass(frozen=True)
class ReminderDue(Event):
    """Officials are to be told of a term. Ids and the due date it is about; nothing of the case."""

    topic: ClassVar[str] = "deadlines.reminder_due"
    clock_id: UUID
    stage: str
    due_at: datetime
