"""What happens by itself: abandoned drafts go, answered petitions close, copies of due dates follow the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select, update

from core.context import Context
from deadlines.services import ClockChange
from feedback.commands import Target
from feedback.models import Petition
from feedback.services.moving import SUBJECT, begin, due_copy, move, open_clocks
from feedback.states import Act, Happened, PetitionState

# Long enough to read, try and complain; then silence counts as agreement (design choice, ADR 0403).
SETTLED_AFTER = timedelta(days=30)
AT_ONCE = 100


def close_settled(ctx: Context) -> int:
    """Close what was answered a month ago and never disputed; gives how many. Run again until 0."""
    p = Petition
    rows = ctx.session.execute(
        select(p.id)
        .where(p.state == PetitionState.ANSWERED, p.answered_at <= ctx.now - SETTLED_AFTER)
        .order_by(p.answered_at)
        .limit(AT_ONCE)
    ).all()
    for row in rows:
        close(ctx, Target(row.id, None))
    return len(rows)


def close(ctx: Context, target: Target) -> None:
    """Close an answered petition. Raises what `begin` raises."""
    move(ctx, begin(ctx, target, Act.CLOSE), Act.CLOSE, Happened.CLOSED)


def copy_due_dates(ctx: Context, changes: Sequence[ClockChange]) -> None:
    """Follow clocks that the calendar moved: `on_change` of `deadlines.services.change_days` and `recompute`."""
    for subject_id in {change.subject_id for change in changes if change.subject_type == SUBJECT}:
        due_at = due_copy(open_clocks(ctx, subject_id))
        ctx.session.execute(update(Petition).where(Petition.id == subject_id).values(due_at=due_at))
