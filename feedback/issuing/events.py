"""What others may want to know about issued papers. Ids only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from core.outbox import Event


@dataclass(frozen=True)
class PaperIssued(Event):
    """A paper was issued: its deliveries begin."""

    topic: ClassVar[str] = "feedback.paper_issued"
    paper_id: UUID
    petition_id: UUID


@dataclass(frozen=True)
class PaperWaits(Event):
    """A paper waits for somebody: its signer, whoever drafted it, or the agency's records clerks.

    `step`: what they wait for, a value of `feedback.issuing.states.PaperAct`.
    """

    topic: ClassVar[str] = "feedback.paper_waits"
    paper_id: UUID
    step: str
