"""A petition as its sender follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from casework.attachments import Attachment
from casework.enclosures import Enclosure, list_enclosed
from casework.identity import names_somebody
from casework.sealing import open_case_key
from casework.timeline import TimelineEntry, list_entries
from core.context import Context
from core.errors import NotFound
from deadlines.queries import ClockView, list_clocks
from deadlines.states import ClockState
from feedback.queries.answers import Answer, approved_answer
from feedback.queries.cases import CaseView, Note, OpenContent, find_case_view, list_notes, open_content
from feedback.states import Happened


@dataclass(frozen=True, slots=True)
class TrackedCase:
    """Everything the sender's page shows."""

    case: CaseView
    content: OpenContent
    photos: Sequence[Attachment]
    files: Sequence[Enclosure]
    clock: ClockView | None
    timeline: Sequence[TimelineEntry[Happened]]
    notes: Sequence[Note]
    answer: Answer | None
    contact_left: bool


def get_tracked(ctx: Context, petition_id: UUID) -> TrackedCase:
    """The petition for whoever proved to hold its access code. Raises NotFound."""
    case = find_case_view(ctx, petition_id)
    if case is None:
        raise NotFound
    key = open_case_key(ctx, petition_id)
    photos, files = list_enclosed(ctx, petition_id, key=key)
    return TrackedCase(
        case=case,
        content=open_content(ctx, petition_id, key=key),
        photos=photos,
        files=files,
        clock=ruling_clock(list_clocks(ctx, "petition", petition_id)),
        timeline=list_entries(ctx, petition_id, kinds=Happened, public_only=True),
        notes=list_notes(ctx, petition_id, public_only=True, key=key),
        answer=approved_answer(ctx, petition_id, key=key),
        contact_left=names_somebody(ctx, petition_id, key=key),
    )


def ruling_clock(clocks: Sequence[ClockView]) -> ClockView | None:
    """The clock that matters now: the one that runs or is paused and ends first, else the last that ended."""
    running = [clock for clock in clocks if clock.state in (ClockState.RUNNING, ClockState.PAUSED)]
    dated = sorted(running, key=lambda clock: (clock.due_at is None, clock.due_at))
    if dated:
        return dated[0]
    return clocks[-1] if clocks else None
