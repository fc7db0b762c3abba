"""What others may want to know about petitions. Ids only: nothing personal enters the broker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from core.outbox import Event


@dataclass(frozen=True)
class CasesReturned(Event):
    """So many cases of an agency wait to be given to somebody else: its desk and its leaders should hear of it.

    `sealed`: how many of them are; a leader, of whom one may speak, hears of the others only.
    """

    topic: ClassVar[str] = "feedback.cases_returned"
    agency_id: UUID
    count: int
    sealed: int


@dataclass(frozen=True)
class SenderToBeTold(Event):
    """Something happened that the person who sent it should hear of, if they left a way. `act` names what."""

    topic: ClassVar[str] = "feedback.sender_to_be_told"
    petition_id: UUID
    act: str


@dataclass(frozen=True)
class Resealed(Event):
    """What could be read was sealed again: its words go from everywhere they still lie."""

    topic: ClassVar[str] = "feedback.resealed"
    petition_id: UUID


@dataclass(frozen=True)
class FilesReplaced(Event):
    """Files that were encrypted again under another key: what lay there before is removed. `keys`: of the store."""

    topic: ClassVar[str] = "feedback.files_replaced"
    keys: list[str]
