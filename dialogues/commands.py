"""Validated input of dialogues."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dialogues.states import DialogueForm, DialogueKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDialogue:
    """What a dialogue is about, when and where."""

    agency_id: UUID
    kind: DialogueKind
    form: DialogueForm
    title: str
    topics: str
    place: str
    how_to_join: str
    host: str
    co_host: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AskQuestion:
    """A citizen's question; contact may be empty."""

    dialogue_id: UUID
    text: str
    notice_version: str
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeCommitment:
    """A promise with its owner and due day."""

    agency_id: UUID
    dialogue_id: UUID | None
    text: str
    owner: str
    due_on: date
