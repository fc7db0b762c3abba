"""What a proceeding asks about the papers that leave it: was the result sent, was it made public? Models only."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from core.context import Context
from feedback.delivery.models import PaperDelivery, PublicPosting
from feedback.delivery.states import LEFT, PAPER_WAYS, DeliveryState, PostingState, Recipient
from feedback.issuing.models import OfficialPaper
from feedback.issuing.states import PaperState
from feedback.papers.states import PaperKind

RESULTS = (PaperKind.DECISION, PaperKind.CONCLUSION)
_ON_VIEW = (PostingState.POSTED, PostingState.ENDED)


def result_sent(ctx: Context, petition_id: UUID) -> bool:
    """Whether the decision or conclusion went out on paper to its sender and to everybody else it is planned for.

    Of a case without such a paper here (it was issued before papers were kept) nobody can say: its holder does.
    """
    paper_id = _result(ctx, petition_id)
    return paper_id is None or all_left(ctx, paper_id)


def all_left(ctx: Context, paper_id: UUID) -> bool:
    """Whether a paper has left the house on paper for its sender, and nothing planned on paper still waits."""
    d = PaperDelivery
    rows = ctx.session.execute(select(d.recipient, d.state).where(d.paper_id == paper_id, d.way.in_(PAPER_WAYS))).all()
    if any(row.state is DeliveryState.PLANNED for row in rows):
        return False
    return any(row.recipient is Recipient.SENDER and row.state in LEFT | {DeliveryState.FAILED} for row in rows)


def result_shown(ctx: Context, petition_id: UUID) -> bool:
    """Whether the decision or conclusion was made public; nobody can say of a case without such a paper here."""
    paper_id = _result(ctx, petition_id)
    if paper_id is None:
        return True
    g = PublicPosting
    shown = select(g.id).where(g.paper_id == paper_id, g.state.in_(_ON_VIEW)).limit(1)
    return ctx.session.execute(shown).first() is not None


def _result(ctx: Context, petition_id: UUID) -> UUID | None:
    p = OfficialPaper
    issued = (p.petition_id == petition_id, p.kind.in_(RESULTS), p.state == PaperState.ISSUED)
    return ctx.session.execute(select(p.id).where(*issued).order_by(p.issued_at.desc()).limit(1)).scalar_one_or_none()
