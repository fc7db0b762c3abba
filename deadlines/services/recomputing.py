"""The calendar changes: what that does to the clocks that are running, seen before it is done, then done and logged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import insert, or_, select, update

from core import audit
from core.clock import end_of_day, start_of_day
from core.context import Context
from core.errors import Forbidden
from deadlines.calendar import WorkCalendar
from deadlines.catalogue import CalendarDayView, Catalogue, calendar_of, changed, current
from deadlines.commands import DayChange
from deadlines.computing import Computation, compute_due
from deadlines.errors import CalendarDayUnknown, DayNeedsName, PointlessDay
from deadlines.models import RUNS, CalendarDay, Clock, ClockEvent
from deadlines.policies import KEEPERS, can_keep_calendar
from deadlines.queries import pauses_of
from deadlines.reminding import plan
from deadlines.services.acting import SILENT, Reminding, next_reminder
from deadlines.states import ClockState, DayKind, EventKind

CHUNK = 500
SHOWN = 50


@dataclass(frozen=True, slots=True)
class ClockChange:
    """A clock whose due date moves. Whoever keeps a copy of the date changes it in the same transaction."""

    clock_id: UUID
    subject_type: str
    subject_id: UUID
    rule_id: str
    version: int
    from_due: datetime
    to_due: datetime
    reminding: Reminding = field(default_factory=lambda: SILENT)


@dataclass(frozen=True, slots=True)
class Recomputation:
    """How many clocks were looked at, how many move, and the first of these."""

    checked: int
    moved: int
    first: tuple[ClockChange, ...]


OnChange: TypeAlias = Callable[[Context, Sequence[ClockChange]], None]


def preview_days(ctx: Context, changes: Sequence[DayChange]) -> Recomputation:
    """What the changes would do; writes nothing. Raises PointlessDay, DayNeedsName, CalendarDayUnknown."""
    catalogue = current(ctx)
    _check(catalogue, changes)
    after = replace(catalogue, calendar=_with(catalogue, changes))
    return _recompute(ctx, after, _span(changes), apply=None)


def change_days(ctx: Context, changes: Sequence[DayChange], *, on_change: OnChange, reason: str = "") -> Recomputation:
    """Change the calendar and, in the same transaction, every running clock it touches, with a log line each.

    `on_change` gets the moved clocks in chunks, to change copies of their due dates. Raises Forbidden, PointlessDay,
    DayNeedsName, CalendarDayUnknown.
    """
    if not can_keep_calendar(ctx.actor):
        raise Forbidden
    _check(current(ctx), changes)
    for change in changes:
        _write(ctx, change)
        _audit(ctx, change)
    changed(ctx)
    return recompute(ctx, span=_span(changes), on_change=on_change, reason=reason)


def recompute(
    ctx: Context, *, on_change: OnChange, span: tuple[date, date] | None = None, reason: str = ""
) -> Recomputation:
    """Compute the running clocks (those that touch the span of days, or all) again under the present calendar."""

    def apply(moves: Sequence[ClockChange]) -> None:
        _move(ctx, moves, reason)
        on_change(ctx, moves)

    return _recompute(ctx, current(ctx), span, apply=apply)


def _recompute(
    ctx: Context,
    catalogue: Catalogue,
    span: tuple[date, date] | None,
    *,
    apply: Callable[[Sequence[ClockChange]], None] | None,
) -> Recomputation:
    checked, moved = 0, 0
    first: list[ClockChange] = []
    for rows in _chunks(ctx, span):
        moves = _moves(ctx, catalogue, rows)
        if moves and apply:
            apply(moves)
        checked, moved = checked + len(rows), moved + len(moves)
        first += moves[: SHOWN - len(first)]
    return Recomputation(checked, moved, tuple(first))


def _chunks(ctx: Context, span: tuple[date, date] | None) -> Iterator[Sequence[Any]]:
    """The running clocks that touch the span, locked, in the order of their ids. What has ended is never read."""
    c = Clock
    columns = (
        c.id, c.subject_type, c.subject_id, c.rule_id, c.rule_version, c.started_at, c.due_at, c.extended_by, c.version,
        c.state,
    )  # fmt: skip
    running = select(c.id).where(RUNS)
    if span:
        begin, end = start_of_day(span[0]), end_of_day(span[1])
        # A term lies between its start and its due date, whichever comes first (some are counted backwards).
        running = running.where(or_(c.started_at >= begin, c.due_at >= begin))
        running = running.where(or_(c.started_at <= end, c.due_at <= end))
    ids = sorted(ctx.session.execute(running).scalars())
    for start in range(0, len(ids), CHUNK):
        chunk = select(*columns).where(c.id.in_(ids[start : start + CHUNK]), RUNS).order_by(c.id)
        yield ctx.session.execute(chunk.with_for_update(of=Clock)).all()


def _moves(ctx: Context, catalogue: Catalogue, rows: Sequence[Any]) -> list[ClockChange]:
    pauses = pauses_of(ctx, [row.id for row in rows if row.version > 1])
    moves = []
    for row in rows:
        facts = catalogue.rule(row.rule_id, row.rule_version).facts().longer_by(row.extended_by)
        done = compute_due(facts, row.started_at, catalogue.calendar, pauses.get(row.id, ()))
        if done.due_at is not None and done.due_at != row.due_at:
            moves.append(_change(ctx, catalogue, row, done, done.due_at))
    return moves


def _change(ctx: Context, catalogue: Catalogue, row: Any, done: Computation, due: datetime) -> ClockChange:
    planned = plan(done, row.started_at, catalogue.calendar) if row.state is ClockState.RUNNING else ()
    return ClockChange(
        row.id, row.subject_type, row.subject_id, row.rule_id, row.version, row.due_at, due,
        next_reminder(planned, ctx.now),
    )  # fmt: skip


def _move(ctx: Context, moves: Sequence[ClockChange], reason: str) -> None:
    for move in moves:
        values = {"due_at": move.to_due, "version": move.version + 1, **move.reminding}
        ctx.session.execute(update(Clock).where(Clock.id == move.clock_id).values(**values))
    ctx.session.execute(
        insert(ClockEvent),
        [
            {
                "clock_id": move.clock_id, "seq": move.version + 1, "kind": EventKind.RECOMPUTED, "at": ctx.now,
                "account_id": ctx.actor.account_id, "from_due": move.from_due, "to_due": move.to_due,
                "reason": reason, "document_number": "", "rule_id": "", "criteria": "",
            }
            for move in moves
        ],
    )  # fmt: skip


def _check(catalogue: Catalogue, changes: Sequence[DayChange]) -> None:
    known = {day.date for day in catalogue.days if day.kind is not DayKind.ORDINARY}
    for change in changes:
        if change.kind is DayKind.ORDINARY and change.date not in known:
            raise CalendarDayUnknown
        if change.kind is DayKind.MAKEUP_WORKING and change.date.weekday() < 5:
            raise PointlessDay(field="day" if change is changes[0] else "makeup_on")
        if change.kind is not DayKind.ORDINARY and not change.name.strip():
            raise DayNeedsName


def _with(catalogue: Catalogue, changes: Sequence[DayChange]) -> WorkCalendar:
    days = {day.date: day for day in catalogue.days}
    for change in changes:
        days[change.date] = CalendarDayView(change.date, change.kind, change.name, False, change.source)
    return calendar_of(days.values())


def _span(changes: Sequence[DayChange]) -> tuple[date, date]:
    days = [change.date for change in changes]
    return min(days), max(days)


def _write(ctx: Context, change: DayChange) -> None:
    values = {"kind": change.kind, "name": change.name, "provisional": False, "source": change.source}
    known = ctx.session.execute(select(CalendarDay.date).where(CalendarDay.date == change.date)).first()
    if known:
        ctx.session.execute(update(CalendarDay).where(CalendarDay.date == change.date).values(**values))
    else:
        ctx.session.execute(insert(CalendarDay).values(date=change.date, **values))


def _audit(ctx: Context, change: DayChange) -> None:
    for agency_id in ctx.actor.agencies(*KEEPERS)[:1]:
        audit.record(
            ctx, agency_id=agency_id, action="deadlines:calendar:change", subject_type="calendar_day",
            subject_id=change.date.isoformat(), kind=change.kind.value, name=change.name, source=change.source,
        )  # fmt: skip
