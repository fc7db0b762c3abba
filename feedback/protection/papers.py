"""Which issued paper a decision rests on: its number and day are the paper's own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from core.context import Context
from feedback.issuing.models import OfficialPaper
from feedback.issuing.queries import number_of
from feedback.issuing.states import PaperState
from feedback.papers.states import PaperKind
from feedback.protection.states import ProtectionAct

A, K = ProtectionAct, PaperKind
PAPER_OF: Mapping[ProtectionAct, PaperKind] = {
    A.APPLY: K.PROTECTION_APPLIED,
    A.REFUSE: K.PROTECTION_REFUSED,
    A.CHANGE: K.PROTECTION_CHANGED,
    A.END: K.PROTECTION_ENDED,
}


@dataclass(frozen=True, slots=True)
class Paper:
    """An issued paper."""

    id: UUID
    number: str
    day: date


def paper_for(ctx: Context, petition_id: UUID, act: ProtectionAct, used: Collection[UUID]) -> Paper | None:
    """The newest issued paper of the act's kind that no earlier decision rests on."""
    kind = PAPER_OF.get(act)
    if kind is None:
        return None
    p = OfficialPaper
    issued = (p.petition_id == petition_id, p.kind == kind, p.state == PaperState.ISSUED, p.id.not_in(used))
    newest = select(p.id).where(*issued).order_by(p.issued_at.desc(), p.id.desc()).limit(1)
    paper_id = ctx.session.execute(newest).scalar_one_or_none()
    found = number_of(ctx, paper_id) if paper_id else None
    return Paper(paper_id, found.text, found.day) if paper_id and found else None
