"""Holding a petition back, letting it through, filing it as spam."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import insert, select, update

from accounts.roles import Role
from core.context import Context
from core.errors import Forbidden, NotFound
from core.text import N_
from deadlines.services import meet_row, stop_all
from feedback.commands import Target
from feedback.policies import can_see
from feedback.reviewing.labels import LABELS
from feedback.reviewing.models import PetitionReview
from feedback.reviewing.states import SpamReason, Verdict
from feedback.services.moving import (
    FIRST_REPLY_ROW,
    SUBJECT,
    Locked,
    begin,
    lock_petition,
    move,
    record,
    write_note,
)
from feedback.states import Act, Happened, NoteKind, PetitionState

_STOPPED = N_("Kết thúc: không giải quyết ở đây")


def hold_back(ctx: Context, petition_id: UUID) -> None:
    """Keep a petition that was just received out of every list until a clerk has looked at it."""
    nothing = {"verdict": None, "reason": None, "decided_at": None, "decided_by": None}
    ctx.session.execute(insert(PetitionReview).values(petition_id=petition_id, **nothing))


def let_through(ctx: Context, petition_id: UUID) -> None:
    """It is a petition like any other. Raises NotFound (nothing waits there), Forbidden."""
    locked = _lock(ctx, petition_id)
    _decide(ctx, locked, Verdict.PASSED)
    record(ctx, locked, "pass_review")


def file_as_spam(ctx: Context, petition_id: UUID, reason: SpamReason, words: str = "") -> None:
    """It is none, for one of few reasons; whoever holds number and code reads which. Nobody is written to: an address
    that a machine left belongs to somebody else.

    Raises NotFound (nothing waits there), Forbidden.
    """
    locked = _lock(ctx, petition_id)
    locked = begin(ctx, Target(petition_id, locked.version), Act.FILE)
    meet_row(ctx, subject_type=SUBJECT, subject_id=locked.id, row=FIRST_REPLY_ROW)
    stop_all(ctx, subject_type=SUBJECT, subject_id=locked.id, reason=_STOPPED)
    _decide(ctx, locked, Verdict.SPAM, reason)
    move(ctx, locked, Act.FILE, Happened.FILED, spam=reason)
    text = "\n".join(part for part in (LABELS[reason], words.strip()) if part)
    write_note(ctx, locked.id, NoteKind.FILING, text, public=True)


def _lock(ctx: Context, petition_id: UUID) -> Locked:
    locked = lock_petition(ctx, petition_id)
    if not can_see(ctx.actor, locked.facts()):
        raise NotFound
    if not ctx.actor.holds_at(Role.INTAKE_CLERK, locked.agency_id):
        raise Forbidden
    r = PetitionReview
    waiting = select(r.petition_id).where(r.petition_id == petition_id, r.decided_at.is_(None))
    if locked.state is not PetitionState.RECEIVED or ctx.session.execute(waiting).first() is None:
        raise NotFound
    return locked


def _decide(ctx: Context, locked: Locked, verdict: Verdict, reason: SpamReason | None = None) -> None:
    values = {"verdict": verdict, "reason": reason, "decided_at": ctx.now, "decided_by": ctx.actor.account_id}
    ctx.session.execute(update(PetitionReview).where(PetitionReview.petition_id == locked.id).values(**values))
