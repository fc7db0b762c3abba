"""What a commune's people had of a case that goes to the province past them: requests, copies, drafts, lines in lists.

Nothing is deleted that the province has to answer for: it is closed, and stands at the province from then on.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select, update

from casework.boxed import drop_all_readers
from casework.identities.models import IdentityOpening
from casework.identities.states import OpeningState
from core.context import Context
from feedback.deleting.models import MaterialDeletion
from feedback.deleting.states import DeletionState
from feedback.desk.models import CodeRequest, DeskRecord
from feedback.desk.states import CodeState
from feedback.issuing.models import OfficialPaper
from feedback.issuing.states import PaperState
from feedback.proceedings.models import ProceedingMember
from feedback.redacting.models import RedactedCopy, RedactedReader
from feedback.redacting.states import CopyState
from feedback.routes.models import PetitionTransfer
from feedback.shutting.texts import texts_of

# No number was taken yet: nothing of it is in the commune's register.
_UNNUMBERED = (PaperState.DRAFT, PaperState.RETURNED, PaperState.SUBMITTED, PaperState.APPROVED)


def clear_away(ctx: Context, petition_id: UUID, province_id: UUID) -> None:
    """Close all of it for whoever had it, and let what is left stand at the province."""
    drop_all_readers(ctx, texts_of(ctx, petition_id))
    _end_requests(ctx, petition_id, province_id)
    _end_copies(ctx, petition_id, province_id)
    o, t, d = OfficialPaper, PetitionTransfer, DeskRecord
    drafts = update(o).where(o.petition_id == petition_id, o.state.in_(_UNNUMBERED))
    ctx.session.execute(drafts.values(state=PaperState.DROPPED, agency_id=province_id, changed_at=ctx.now))
    # Whoever sent it here cannot take it back any more.
    unread = update(t).where(t.petition_id == petition_id, t.opened_at.is_(None), t.recalled_at.is_(None))
    ctx.session.execute(unread.values(opened_at=ctx.now))
    booked = update(d).where(d.petition_id == petition_id)
    ctx.session.execute(booked.values(agency_id=province_id, book_tag=None))
    ctx.session.execute(delete(ProceedingMember).where(ProceedingMember.petition_id == petition_id))


def _end_requests(ctx: Context, petition_id: UUID, province_id: UUID) -> None:
    """Who asked to know the sender, or that something be destroyed, is answered no more; what was open is closed."""
    o, d, c = IdentityOpening, MaterialDeletion, CodeRequest
    asked = update(o).where(o.case_id == petition_id)
    ctx.session.execute(asked.values(agency_id=province_id, sealed_boxes=None))
    ctx.session.execute(asked.where(o.state == OpeningState.ASKED).values(state=OpeningState.LAPSED))
    ctx.session.execute(asked.where(o.state == OpeningState.APPROVED).values(state=OpeningState.SHUT))
    proposed = update(d).where(d.petition_id == petition_id)
    ctx.session.execute(proposed.values(agency_id=province_id))
    ctx.session.execute(proposed.where(d.state == DeletionState.ASKED).values(state=DeletionState.LAPSED))
    lost = update(c).where(c.petition_id == petition_id)
    ctx.session.execute(lost.values(agency_id=province_id))
    waits = (CodeState.WAITING, CodeState.CONFIRMED)
    ctx.session.execute(lost.where(c.state.in_(waits)).values(state=CodeState.REFUSED))


def _end_copies(ctx: Context, petition_id: UUID, province_id: UUID) -> None:
    c, r = RedactedCopy, RedactedReader
    made = select(c.id).where(c.petition_id == petition_id)
    ctx.session.execute(delete(r).where(r.copy_id.in_(made)))
    copies = update(c).where(c.petition_id == petition_id)
    ctx.session.execute(copies.values(agency_id=province_id))
    live = (CopyState.PROPOSED, CopyState.APPROVED)
    ctx.session.execute(copies.where(c.state.in_(live)).values(state=CopyState.WITHDRAWN))
