"""Validated input of surveys."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from surveys.states import Channel, CommentAct, Validity

COMMENT_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """One rating as it goes to the group-commit writer. `id` is derived from the client's own, see `tickets`."""

    id: UUID
    form_id: UUID
    agency_id: UUID
    service_point_id: UUID
    at: datetime
    overall: int
    channel: Channel
    language: str


@dataclass(frozen=True, slots=True)
class AddDetails:
    """The optional second page: values by question key, and a comment ("" for none)."""

    answer_id: UUID
    values: dict[str, int] = field(default_factory=dict)
    comment: str = ""


@dataclass(frozen=True, slots=True)
class ReviewComment:
    """What the survey manager decided; `text` is what officials may read, names taken out."""

    answer_id: UUID
    act: CommentAct
    text: str = ""


@dataclass(frozen=True, slots=True)
class MarkAnswers:
    """Give all answers of one service point in one hour another validity; the reason is kept and audited."""

    service_point_id: UUID
    hour: datetime
    validity: Validity
    reason: str
