"""Validated input of surveys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from casework.redaction import Span
from surveys.forms import Value
from surveys.states import Channel, CommentAct, Validity

COMMENT_LIMIT = 1000
TEXT_LIMIT = 500


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
    validity: Validity = Validity.VALID
    doubt: str = ""
    # So many hours it lay on a device without a connection.
    waited: int | None = None


@dataclass(frozen=True, slots=True)
class AddDetails:
    """What came after the faces: values and texts by question key, and a comment ("" for none)."""

    answer_id: UUID
    values: Mapping[str, Value] = field(default_factory=dict)
    comment: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReviewComment:
    """What the survey manager decided: who may read the comment, and what of it is covered.

    `spans`: places in its words; `phrases`: words typed by hand, a line each; `sure`: what still looks private was read
    and stays open.
    """

    answer_id: UUID
    act: CommentAct
    spans: Sequence[Span] = ()
    phrases: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class MarkAnswers:
    """Give all answers of one service point in one hour another validity; the reason is kept and audited."""

    service_point_id: UUID
    hour: datetime
    validity: Validity
    reason: str
