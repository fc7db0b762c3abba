"""A step of a proceeding takes number and day from the paper that was issued for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select, update

from core.context import Context
from feedback.issuing.models import OfficialPaper
from feedback.issuing.queries import number_of
from feedback.issuing.states import PaperState
from feedback.papers.states import PaperKind
from feedback.proceedings.states import Step, Track

K = PaperKind
_HALTING = {Step.SUSPEND: K.SUSPENSION, Step.RESUME: K.CONTINUATION, Step.TERMINATE: K.TERMINATION}
_COMPLAINT: Mapping[Step, PaperKind] = {
    **_HALTING,
    Step.ACCEPT: K.COMPLAINT_ACCEPTED, Step.REFUSE: K.COMPLAINT_NOT_ACCEPTED, Step.REFER: K.GUIDANCE,
    Step.INVITE: K.DIALOGUE, Step.DECIDE: K.DECISION,
}  # fmt: skip
PAPER_OF: Mapping[Track, Mapping[Step, PaperKind]] = {
    Track.COMPLAINT_FIRST: _COMPLAINT,
    Track.COMPLAINT_SECOND: _COMPLAINT,
    Track.DENUNCIATION: {
        **_HALTING,
        Step.NOTIFY: K.DENUNCIATION_ACCEPTED, Step.REFUSE: K.DENUNCIATION_NOT_ACCEPTED, Step.TRANSFER: K.TRANSFER,
        Step.CONCLUDE: K.CONCLUSION,
    },
}  # fmt: skip


# The result itself: recorded from its issued paper and from nothing else.
ONLY_FROM_PAPER = frozenset({Step.DECIDE, Step.CONCLUDE})


@dataclass(frozen=True, slots=True)
class TakenPaper:
    """The paper a step rests on."""

    id: UUID
    kind: PaperKind
    number: str
    day: date


def paper_for(ctx: Context, petition_id: UUID, track: Track, step: Step) -> TakenPaper | None:
    """The newest issued paper that fits the step and that no step has taken yet."""
    kind = PAPER_OF[track].get(step)
    if kind is None:
        return None
    p = OfficialPaper
    paper_id = ctx.session.execute(
        select(p.id)
        .where(p.petition_id == petition_id, p.kind == kind, p.state == PaperState.ISSUED, p.used_seq.is_(None))
        .order_by(p.issued_at.desc(), p.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    found = number_of(ctx, paper_id) if paper_id else None
    return TakenPaper(paper_id, kind, found.text, found.day) if paper_id and found else None


def result_issued(ctx: Context, petition_id: UUID, track: Track) -> bool:
    """Whether the decision or conclusion was issued and waits to be recorded."""
    p, kind = OfficialPaper, K.CONCLUSION if track is Track.DENUNCIATION else K.DECISION
    waiting = (p.petition_id == petition_id, p.kind == kind, p.state == PaperState.ISSUED, p.used_seq.is_(None))
    return ctx.session.execute(select(p.id).where(*waiting).limit(1)).first() is not None


def note_taken(ctx: Context, paper: TakenPaper, seq: int) -> None:
    """The step of this place in the record has taken it."""
    ctx.session.execute(update(OfficialPaper).where(OfficialPaper.id == paper.id).values(used_seq=seq))
