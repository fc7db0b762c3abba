"""What happens by itself: answered petitions close, copies of due dates follow the calendar, passing marks go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select, update

from core.context import Context
from deadlines.services import ClockChange
from feedback.commands import Target
from feedback.desk_models import PetitionPresence, QueueBatch
from feedback.models import Petition
from feedback.queries.desk_reads import PRESENT_FOR
from feedback.services.moving import SUBJECT, begin, follow_main, move, queue_date
from feedback.states import Act, Happened, PetitionState

# Long enough to read, try and complain; then silence counts as agreement (design choice, ADR 0403).
SETTLED_AFTER = timedelta(days=30)
AT_ONCE = 100
# Whoever undoes too late is told so as long as that may happen by mistake.
BATCH_KEPT = timedelta(days=1)


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


def forget_passing(ctx: Context) -> None:
    """Drop what serves for minutes only: who had a case open, and batches that can no longer be undone.

    What was done in a batch stands in each case's timeline and in the audit log.
    """
    ctx.session.execute(delete(PetitionPresence).where(PetitionPresence.at <= ctx.now - PRESENT_FOR))
    ctx.session.execute(delete(QueueBatch).where(QueueBatch.at < ctx.now - BATCH_KEPT))


def copy_due_dates(ctx: Context, changes: Sequence[ClockChange]) -> None:
    """Follow clocks that the calendar moved: `on_change` of `deadlines.services.change_days` and `recompute`."""
    moved = {change.subject_id for change in changes if change.subject_type == SUBJECT}
    for subject_id in moved:
        due_at = queue_date(ctx, subject_id)
        ctx.session.execute(update(Petition).where(Petition.id == subject_id).values(due_at=due_at))
    for subject_id in moved:
        follow_main(ctx, subject_id)
