"""The record of what was done to a paper."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, insert, select, update

from casework.sealing import CaseKey, open_case_key
from core.context import Context
from core.ids import random_id
from feedback.issuing.errors import NumberGiven
from feedback.issuing.models import OfficialPaper, PaperStep
from feedback.issuing.queries import list_papers, step_part
from feedback.issuing.states import PaperAct, PaperState
from feedback.papers.states import PaperKind


def write_step(
    ctx: Context, key: CaseKey, paper_id: UUID, act: PaperAct, *, text: str = "", delegation_id: UUID | None = None
) -> None:
    """Append to what was done to a paper; words are sealed."""
    s, step_id = PaperStep, random_id()
    last = ctx.session.execute(select(func.max(s.seq)).where(s.paper_id == paper_id)).scalar_one()
    ctx.session.execute(
        insert(s).values(
            id=step_id, paper_id=paper_id, seq=(last or 0) + 1, act=act, at=ctx.now, account_id=ctx.actor.account_id,
            delegation_id=delegation_id,
            sealed_text=key.seal_text(text.strip(), part=step_part(step_id)) if text.strip() else None,
        )
    )  # fmt: skip


def return_answer_papers(ctx: Context, petition_id: UUID, text: str) -> None:
    """The answer goes back to its writer: so does the paper that carries it. Raises NumberGiven when it has a number.

    The caller holds the petition's row, has decided, and audits.
    """
    p, key = OfficialPaper, open_case_key(ctx, petition_id)
    carrying = [one for one in list_papers(ctx, petition_id) if one.kind is PaperKind.ANSWER and one.answer_number]
    if any(one.state is PaperState.NUMBERED for one in carrying):
        raise NumberGiven
    for one in carrying:
        if one.state not in (PaperState.SUBMITTED, PaperState.APPROVED):
            continue
        ctx.session.execute(
            update(p)
            .where(p.id == one.id)
            .values(
                state=PaperState.RETURNED, approved_by=None, approved_under=None, changed_at=ctx.now,
                version=one.version + 1,
            )
        )  # fmt: skip
        write_step(ctx, key, one.id, PaperAct.RETURN, text=text)
