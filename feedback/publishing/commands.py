"""What whoever covers hands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from casework.redaction import Reason, Span
from feedback.publishing.states import Part
from feedback.publishing.work import Box


@dataclass(frozen=True, slots=True)
class SaveWork:
    """Boxes over the words of `digest`; `more`: phrases to cover wherever they stand, one a line, for `more_reason`.

    `version`: of the open version that was seen, None when there was none.
    """

    version: int | None
    digest: str
    spans: Mapping[Part, Sequence[Span]]
    more: str = ""
    more_reason: Reason = Reason.PRIVATE
    with_body: bool = True
    with_hamlet: bool = False
    photos: Mapping[UUID, Sequence[Box]] = field(default_factory=dict)
    note: str = ""
