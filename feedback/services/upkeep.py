"""What happens by itself: answered petitions close, copies of due dates follow the calendar, passing marks go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, literal, select, tuple_, update

from core.clock import local_date
from core.context import Context
from deadlines.services import ClockChange
from feedback.aftermath.machine import OPEN_ASKS
from feedback.aftermath.models import BoardRequest
from feedback.aftermath.queries import last_found_at
from feedback.commands import Target
from feedback.desk_models import PetitionPresence, QueueBatch
from feedback.models import Petition
from feedback.proceedings.queries import term
from feedback.queries.desk_reads import PRESENT_FOR
from feedback.services.moving import SUBJECT, begin, follow_main, move, queue_date
from feedback.states import Act, Happened, PetitionState

# How long an answer waits for its sender's word (law sheet §9.1; the law sets no period, the province may).
SILENCE_ROW = 62
AT_ONCE = 100
# Whoever undoes too late is told so as long as that may happen by mistake.
BATCH_KEPT = timedelta(days=1)


def close_settled(ctx: Context) -> int:
    """Close what was answered and whose sender said nothing within the term; gives how many. Run again until 0.

    It closes as "no opinion": silence is counted as silence, never as praise. While the Board looks it stays open, and
    what the Board found gives the sender the whole term again.
    """
    p, r = Petition, BoardRequest
    asked = select(r.id).where(r.petition_id == p.id, r.state.in_(OPEN_ASKS))
    statement = select(p.id, p.agency_id, p.answered_at).where(p.state == PetitionState.ANSWERED, ~asked.exists())
    after: tuple[datetime, UUID] | None = None
    while True:
        chunk = statement.order_by(p.answered_at, p.id).limit(AT_ONCE)
        if after is not None:
            chunk = chunk.where(tuple_(p.answered_at, p.id) > tuple_(literal(after[0]), literal(after[1])))
        rows = ctx.session.execute(chunk).all()
        silent = [row for row in rows if _is_over(ctx, row.agency_id, row.answered_at)]
        due = [row.id for row in silent if _is_over(ctx, row.agency_id, last_found_at(ctx, row.id) or row.answered_at)]
        for petition_id in due:
            locked = begin(ctx, Target(petition_id, None), Act.CLOSE)
            move(ctx, locked, Act.CLOSE, Happened.CLOSED, silent=True)
        # They are in the order they were answered: after the first that may still speak nobody is over.
        if due or len(silent) < AT_ONCE:
            return len(due)
        after = (rows[-1].answered_at, rows[-1].id)


def _is_over(ctx: Context, agency_id: UUID, since: datetime) -> bool:
    due_at = term(ctx, SILENCE_ROW, local_date(since), agency_id).due_at
    return due_at is not None and due_at < ctx.now


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
