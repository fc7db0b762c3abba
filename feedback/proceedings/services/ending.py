"""Decisions on complaints take effect by themselves (Complaints Act art. 44; law sheet row 41)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from core.clock import local_date
from core.context import Context
from core.errors import DomainError
from feedback.commands import Target
from feedback.models import Petition
from feedback.proceedings.commands import Take
from feedback.proceedings.machine import COMPLAINTS
from feedback.proceedings.models import Proceeding
from feedback.proceedings.services.taking import take
from feedback.proceedings.states import Stage, Step
from feedback.states import PetitionState

AT_ONCE = 100
# The shortest term of row 41; the exact day is computed for each.
_AT_LEAST = timedelta(days=30)


def let_take_effect(ctx: Context) -> int:
    """Close the complaints whose decision is in effect by now; gives how many. What is not due yet is left alone."""
    p, q = Petition, Proceeding
    candidates = (
        select(q.petition_id)
        .join(p, p.id == q.petition_id)
        .where(
            q.track.in_(COMPLAINTS), q.stage.in_((Stage.SENT, Stage.PUBLISHED)),
            q.decided_on <= local_date(ctx.now) - _AT_LEAST, p.state == PetitionState.PROCEEDING,
        )
        .order_by(q.decided_on, q.petition_id)
    )  # fmt: skip
    done = 0
    for petition_id in ctx.session.execute(candidates).scalars().all():
        done += _close(ctx, Target(petition_id, None))
        if done == AT_ONCE:
            break
    return done


def _close(ctx: Context, target: Target) -> bool:
    try:
        take(ctx, target, Take(Step.TAKE_EFFECT))
    except DomainError:  # a longer term in a remote area, or a holiday at its end: not yet
        return False
    return True
