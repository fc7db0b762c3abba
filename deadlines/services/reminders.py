"""Reminders: which clocks are due for one, that it was given, and where an official wants to be told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from core import outbox
from core.clock import local_date
from core.context import Context
from core.errors import Forbidden
from core.ids import uuid7
from deadlines.catalogue import Catalogue, current
from deadlines.computing import compute_due
from deadlines.events import ReminderDue
from deadlines.models import Clock, Reminder, ReminderAddress
from deadlines.queries import ClockView, pauses_of
from deadlines.reminding import Planned, in_office_hours, plan, reached
from deadlines.services.acting import next_reminder
from deadlines.states import ClockState, ReminderStage

AT_ONCE, OLD_AT_ONCE = 200, 1000
KEPT = timedelta(days=180)
ADDRESS = "deadlines.reminder_address"


def take_due(ctx: Context) -> int:
    """Hand some clocks whose reminder has come to the outbox and set their next one; how many. Run again until 0.

    Outside office hours nothing is due. One look into an index that holds only running clocks, bounded: it costs the
    same with a thousand petitions and with a million.
    """
    catalogue = current(ctx)
    if not in_office_hours(ctx.now, catalogue.calendar):
        return 0
    c = Clock
    columns = (c.id, c.rule_id, c.rule_version, c.started_at, c.due_at, c.extended_by, c.version, c.remind_stage)
    statement = select(*columns).where(c.remind_at <= ctx.now).order_by(c.remind_at).limit(AT_ONCE)
    rows = ctx.session.execute(statement.with_for_update(of=Clock, skip_locked=True)).all()
    pauses = pauses_of(ctx, [row.id for row in rows if row.version > 1]) if rows else {}
    for row in rows:
        planned = _plan(catalogue, row, pauses.get(row.id, []))
        # Whoever was away (a server that stood still) is told where the term stands now, once.
        now = reached(planned, ctx.now)
        stage = max((now.stage if now else row.remind_stage, row.remind_stage), key=list(ReminderStage).index)
        ctx.session.execute(update(c).where(c.id == row.id).values(**next_reminder(planned, ctx.now)))
        outbox.publish(ctx, ReminderDue(clock_id=row.id, stage=stage.value, due_at=row.due_at))
    return len(rows)


def plan_missing(ctx: Context) -> int:
    """Give some clocks a plan that wait for nothing but their due moment; how many.

    Clocks that ran before reminders were planned (migration 0014) would be spoken of at their end alone. What lies
    behind them stays unsaid: only what is still to come is planned.
    """
    c, catalogue = Clock, current(ctx)
    columns = (c.id, c.rule_id, c.rule_version, c.started_at, c.due_at, c.extended_by, c.version)
    waiting = select(*columns).where(c.remind_at.is_not(None), c.remind_at == c.due_at, c.remind_at > ctx.now)
    rows = ctx.session.execute(waiting.limit(AT_ONCE).with_for_update(of=Clock, skip_locked=True)).all()
    pauses = pauses_of(ctx, [row.id for row in rows if row.version > 1]) if rows else {}
    for row in rows:
        planned = next_reminder(_plan(catalogue, row, pauses.get(row.id, [])), ctx.now)
        ctx.session.execute(update(c).where(c.id == row.id).values(**planned))
    return len(rows)


def _plan(catalogue: Catalogue, row: Any, pauses: Sequence[Any]) -> tuple[Planned, ...]:
    facts = catalogue.rule(row.rule_id, row.rule_version).facts().longer_by(row.extended_by)
    return plan(compute_due(facts, row.started_at, catalogue.calendar, pauses), row.started_at, catalogue.calendar)


def still_due(clock: ClockView, event: ReminderDue) -> bool:
    """Whether the term is still as it was when the reminder was put into the outbox."""
    return clock.state is ClockState.RUNNING and clock.due_at == event.due_at


def write_reminders(ctx: Context, clock: ClockView, stage: ReminderStage, accounts: Collection[UUID]) -> list[UUID]:
    """Note that these officials are told; gives those who were not told of this before."""
    r = Reminder
    about = (r.clock_id == clock.id, r.stage == stage, r.due_at == clock.due_at)
    told = set(ctx.session.execute(select(r.account_id).where(*about, r.account_id.in_(accounts))).scalars())
    fresh = [account_id for account_id in dict.fromkeys(accounts) if account_id not in told]
    if fresh:
        ctx.session.execute(
            insert(r),
            [
                {
                    "id": uuid7(), "account_id": account_id, "clock_id": clock.id, "stage": stage,
                    "due_at": clock.due_at, "agency_id": clock.agency_id, "subject_type": clock.subject_type,
                    "subject_id": clock.subject_id, "created_at": ctx.now, "seen_at": None,
                }
                for account_id in fresh
            ],
        )  # fmt: skip
    return fresh


def claim_addresses(ctx: Context, accounts: Collection[UUID]) -> list[str]:
    """The e-mail addresses of those who want a message and have had none today; noted as told."""
    a, today = ReminderAddress, local_date(ctx.now)
    wanted = select(a.account_id, a.sealed_email, a.mailed_on).where(a.account_id.in_(accounts)).with_for_update()
    rows = [row for row in ctx.session.execute(wanted) if row.mailed_on != today]
    if rows:
        ids = [row.account_id for row in rows]
        ctx.session.execute(update(a).where(a.account_id.in_(ids)).values(mailed_on=today))
    return [ctx.keys.open(ADDRESS, row.sealed_email, bound_to=row.account_id.bytes).decode() for row in rows]


def set_address(ctx: Context, email: str) -> None:
    """Where the official who acts wants to be told; empty: nowhere but on the page. Raises Forbidden."""
    account_id, a = ctx.actor.account_id, ReminderAddress
    if account_id is None:
        raise Forbidden
    ctx.session.execute(delete(a).where(a.account_id == account_id))
    if email.strip():
        sealed = ctx.keys.seal(ADDRESS, email.strip().encode(), bound_to=account_id.bytes)
        ctx.session.execute(insert(a).values(account_id=account_id, sealed_email=sealed, changed_at=ctx.now))


def forget_old(ctx: Context) -> int:
    """Drop some of the oldest reminders, half a year on: they are no record, the clock's log is. Run again until 0."""
    r = Reminder
    oldest = ctx.session.execute(select(r.id, r.created_at).order_by(r.id).limit(OLD_AT_ONCE)).all()
    gone = [row.id for row in oldest if row.created_at < ctx.now - KEPT]
    if gone:
        ctx.session.execute(delete(r).where(r.id.in_(gone)))
    return len(gone)


def note_seen(ctx: Context) -> None:
    """The official who acts has seen all reminders. Raises Forbidden."""
    if ctx.actor.account_id is None:
        raise Forbidden
    mine = (Reminder.account_id == ctx.actor.account_id, Reminder.seen_at.is_(None))
    ctx.session.execute(update(Reminder).where(*mine).values(seen_at=ctx.now))
