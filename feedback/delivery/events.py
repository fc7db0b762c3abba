"""What others may want to know of deliveries. Ids only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from core.outbox import Event


@dataclass(frozen=True)
class PaperToBeTold(Event):
    """A paper lies ready on its sender's page: they should hear of it, if they left a way."""

    topic: ClassVar[str] = "feedback.paper_to_be_told"
    paper_id: UUID


@dataclass(frozen=True)
class PostingTakenDown(Event):
    """What was readable by everybody is not any more: its file goes. The key is random and says nothing."""

    topic: ClassVar[str] = "feedback.posting_taken_down"
    file_key: str
